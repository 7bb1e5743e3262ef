"""The shape of what officers type about sittings, items, channels, deadlines, and of a scan at the door."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import Field, IntegerField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import DateTimeLocalInput

from summit.agenda.models import Act, ChannelKind
from summit.domain.anchors import Anchor, read_anchor
from summit.people import zone
from summit.web.forms import CommandForm, Form, Line, Words
from summit.web.numbers import number

WRITTEN = "%Y-%m-%dT%H:%M"
YEARS = range(1971, 9999)
"""In all of them a moment can be written in any zone, and has an order paper of its day."""


class Moment(Field):
    """Day and time of day as browsers send them, in the summit's zone; kept as typed when they are none."""

    widget = DateTimeLocalInput()
    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.data.astimezone(ZoneInfo(zone())).strftime(WRITTEN)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip().replace(" ", "T")[: len("2026-11-25T09:00")] if valuelist else ""
        self.data = None
        if not typed:
            return
        try:
            moment = datetime.strptime(typed, WRITTEN)  # noqa: DTZ007 - the zone is put on in the next line
            if moment.year not in YEARS:
                raise ValueError(moment)
        except ValueError as error:
            raise ValueError("Write day and time like 2026-11-25T09:00.") from error
        self.data = moment.replace(tzinfo=ZoneInfo(zone()))


class Whole(IntegerField):
    """A whole number; what is none is refused in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError as error:
            raise ValueError("Write a whole number, such as 20.") from error


class About(Line):
    """What an item is about, by its name."""

    def anchor(self) -> Anchor | None:
        return read_anchor(self.data or "")

    def pre_validate(self, form: object) -> None:
        if self.data and self.anchor() is None:
            raise ValidationError("Name it like Document 2, Document 2/p4, AM 12 or V-07.")


class SittingForm(CommandForm):
    """A sitting: its name, when it begins and ends."""

    title = Line(
        "Name",
        [InputRequired("Name the sitting, for example First sitting."), Length(max=200)],
        id="sitting-title",
    )
    starts_at = Moment("Begins", [InputRequired("Say when the sitting begins.")], id="sitting-starts_at")
    ends_at = Moment("Ends", [Optional()], id="sitting-ends_at")


class NewSittingForm(SittingForm):
    """A sitting to be planned, of one of the bodies that the officer may plan for."""

    body = SelectField("Body", coerce=number, id="sitting-body")


class ItemForm(CommandForm):
    """A point on the order paper."""

    title = Line(
        "Item", [InputRequired("Say in a few words what the item is."), Length(max=300)], id="item-title"
    )
    about = About("About", [Optional(), Length(max=80)], id="item-about", render_kw={"list": "offered"})
    minutes = Whole("Minutes", [Optional()], id="item-minutes")


class ChannelForm(CommandForm):
    """Where a sitting can be followed."""

    kind = SelectField(
        "Channel",
        choices=[
            SelectChoice(ChannelKind.STREAM.value, "Stream"),
            SelectChoice(ChannelKind.INTERPRETATION.value, "Interpretation"),
        ],
        id="channel-kind",
    )
    language = Line(
        "Language", [InputRequired("Write the language as its code, for example es.")], id="channel-language"
    )
    address = Line(
        "Address", [InputRequired("Type the address, beginning with https://.")], id="channel-address"
    )


class ScanForm(Form):
    """A badge at the door."""

    badge = Line(
        "Badge number", [InputRequired("Scan a badge, or type its number."), Length(max=60)], id="scan-badge"
    )
    way = SelectField(
        "Way", choices=[SelectChoice("in", "In"), SelectChoice("out", "Out")], default="in", id="scan-way"
    )


class DeadlineForm(CommandForm):
    """Until when an act is open."""

    act = SelectField(
        "What ends",
        choices=[
            SelectChoice(Act.PROPOSING.value, "proposing amendments"),
            SelectChoice(Act.SECONDING.value, "seconding amendments"),
        ],
        id="deadline-act",
    )
    document = About(
        "For which document",
        [Optional(), Length(max=80)],
        id="deadline-document",
        render_kw={"list": "offered"},
    )
    at = Moment("Until", [InputRequired("Say until when.")], id="deadline-at")

    def validate_document(self, field: About) -> None:
        anchor = field.anchor()
        if anchor is not None and anchor.kind != "document":
            raise ValidationError("A deadline is for one document, such as Document 2, or for all.")


class AnnouncementForm(CommandForm):
    """Words to everybody or to one body."""

    words = Words(
        "Words", [InputRequired("Say what is to be announced."), Length(max=500)], id="announcement-words"
    )
    body = SelectField("To", coerce=number, id="announcement-body")


class RulingForm(CommandForm):
    """A chair's decision on procedure, on an item or on none."""

    words = Words("Ruling", [InputRequired("Write down the ruling."), Length(max=5_000)], id="ruling-words")
    body = SelectField("Body", coerce=number, id="ruling-body")
    item = SelectField("Item", coerce=number, validate_choice=False, id="ruling-item")
