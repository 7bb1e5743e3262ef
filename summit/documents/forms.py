"""Forms of documents: bringing a text in, confirming it, proposing an amendment by editing in place."""

from dataclasses import dataclass

from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional, Regexp
from wtforms.widgets import HiddenInput

from summit.documents.models import Marker
from summit.documents.services.importing import LONGEST_TITLE
from summit.documents.services.noting import LONGEST_NOTE
from summit.documents.services.proposing import LONGEST_RATIONALE
from summit.documents.services.proposing import LONGEST_TITLE as LONGEST_AMENDMENT_TITLE
from summit.documents.services.ruling import LONGEST_REASON, Ruling
from summit.domain.errors import Unacceptable
from summit.web.forms import CommandForm, Form, Line, Words, lines
from summit.web.numbers import Number, number

NO_LANGUAGE = "Name the language by its code, for example es or en."
LANGUAGE = [DataRequired(NO_LANGUAGE), Regexp(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?\Z", message=NO_LANGUAGE)]
TITLE_TOO_LONG = f"A document needs a title of at most {LONGEST_TITLE} signs."
REASONS_TOO_LONG = f"The reasons have at most {LONGEST_RATIONALE:,} signs."
MOST_EDITED = 60
AT_THE_BEGINNING = "^"
"""Stands in fields for the place before the first provision."""


class TextForm(Form):
    """A file on its way in; without a title the text's own is taken."""

    file = FileField("File")
    title = Line("Title", [Length(max=LONGEST_TITLE, message=TITLE_TOO_LONG)])
    language = Line("Language", LANGUAGE, default="en")


class ConfirmForm(CommandForm):
    """What was previewed; the file itself travels with it (`content`, base64) and is read again."""

    content = HiddenField()
    format = HiddenField()
    draft = BooleanField(
        "Keep it as a draft: it can be read and translated, and amended once it is brought before a body"
    )
    title = Line("Title", [DataRequired(TITLE_TOO_LONG), Length(max=LONGEST_TITLE, message=TITLE_TOO_LONG)])
    language = Line("Language", LANGUAGE)


class ReasonForm(CommandForm):
    """Why something is done that stands in the record."""

    reason = Line("Reason", validators=[Length(max=LONGEST_REASON)])


class FateForm(ReasonForm):
    """What becomes of a text without a vote: the body it goes to, one of this summit or another, and why."""

    body = Number(validators=[Optional()])
    to = Line("Another body")
    back = HiddenField()


class FloorForm(CommandForm):
    """An amendment moved from the floor: one provision in its new words, and who moves it."""

    seen = Number(
        widget=HiddenInput(), validators=[DataRequired("This form has lost its revision. Reload the page.")]
    )
    provision = HiddenField(validators=[DataRequired("Choose what it changes.")])
    words = Words("The words as they would be")
    title = Line(
        "What it does, in a few words",
        [Length(max=LONGEST_AMENDMENT_TITLE, message=f"At most {LONGEST_AMENDMENT_TITLE} signs.")],
    )
    badge = Line("Badge", [Length(max=20, message="A badge has at most 20 signs.")])


class CorrectForm(ReasonForm):
    """A text put right: by a file (which travels with its preview), or by what is typed beside (`edits_of`).

    `seen` is the revision that was compared, `shown` by what the page knows what it said would happen.
    """

    file = FileField("File")
    content = HiddenField()
    format = HiddenField()
    title = Line("Title")
    language = Line("Language")
    seen = Number(widget=HiddenInput(), validators=[Optional()])
    shown = HiddenField()


class AmendForm(CommandForm):
    """What an amendment is called and why it is made; the edited provisions stand beside it (`edits_of`)."""

    title = Line(
        "What the amendment does, in a few words",
        [
            DataRequired("Say in a few words what the amendment does."),
            Length(max=LONGEST_AMENDMENT_TITLE, message=f"At most {LONGEST_AMENDMENT_TITLE} signs."),
        ],
    )
    rationale = Words("Reasons", [Length(max=LONGEST_RATIONALE, message=REASONS_TOO_LONG)])
    seen = Number(widget=HiddenInput(), validators=[DataRequired()])
    late = BooleanField("Send it to the chair, who may admit it late")
    draft = Number(widget=HiddenInput(), validators=[Optional()])
    """The draft that this is written as."""
    said = Number(widget=HiddenInput(), validators=[Optional()])
    """The intervention that this grows out of."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What was typed at one provision: its words, whether it is struck, the text put behind it."""

    id: str
    words: str
    struck: bool
    after: str


class NoteForm(CommandForm):
    """What a reader notes on an amendment for themselves."""

    marker = RadioField(
        "Marker",
        choices=[
            SelectChoice(Marker.NONE.value, "none"),
            SelectChoice(Marker.FOR.value, "I am for it"),
            SelectChoice(Marker.AGAINST.value, "I am against it"),
            SelectChoice(Marker.ASK.value, "I want to ask"),
            SelectChoice(Marker.WATCH.value, "I watch it"),
        ],
        default=Marker.NONE.value,
        validators=[Optional()],
    )
    note = Words("Note", [Length(max=LONGEST_NOTE, message=f"A note has at most {LONGEST_NOTE:,} signs.")])


class RulingForm(CommandForm):
    """What becomes of an amendment on hold, and why."""

    ruling = HiddenField(validators=[AnyOf([str(one) for one in Ruling], "Choose what becomes of it.")])
    reason = Line("Reason", validators=[Length(max=LONGEST_REASON)])


class LateForm(CommandForm):
    """Whether an amendment that came late is admitted, and why."""

    ruling = HiddenField(validators=[AnyOf(["admit", "refuse"], "Choose what becomes of it.")])
    reason = Line("Reason", validators=[Length(max=LONGEST_REASON)])


class TranslationForm(CommandForm):
    """What a translator wrote; `seen` is the digest of the words that a reviewer read."""

    words = Words("Translation")
    seen = HiddenField()
    reason = Line("Reason", validators=[Length(max=LONGEST_REASON)])


class SecondersForm(CommandForm):
    """How many have to second an amendment, to one document or (without one) to any."""

    seconders = Number("Seconders", validators=[InputRequired("Say how many.")])
    document = Number("Document", validators=[Optional()])


def numbers_of(sent: MultiDict[str, str], name: str = "replaces") -> list[int]:
    """Amendments named by their numbers, each once. Raises Unacceptable for what is no number."""
    try:
        return sorted({number(value) for value in sent.getlist(name)[:MOST_EDITED]})
    except ValueError as error:
        raise Unacceptable("Amendments are named by their numbers.") from error


def edits_of(sent: MultiDict[str, str]) -> list[Edit]:
    """The edited places of a form, in the order in which it shows them. Raises Unacceptable for too many."""
    ids = list(dict.fromkeys(sent.getlist("edit")))
    if len(ids) > MOST_EDITED:
        raise Unacceptable(f"At most {MOST_EDITED} provisions are edited at once; propose the rest apart.")
    return [
        Edit(
            id=id,
            words=lines(sent.get(f"words-{id}")),
            struck=f"strike-{id}" in sent,
            after=lines(sent.get(f"after-{id}")),
        )
        for id in ids
    ]
