"""Forms of the door and of the accreditation desk."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, PasswordField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Length

from summit.domain.badges import LONGEST_DELEGATION, LONGEST_EMAIL, LONGEST_NAME
from summit.people.models import BODY_DUTIES, SUMMIT_DUTIES, Attendance, Body, Role
from summit.people.queries import Wanted, WayIn
from summit.people.services import Particulars
from summit.web.forms import CommandForm, Form, Line, told_choices

ACCREDITED_ROLES = (Role.DELEGATE, Role.SUBSTITUTE, Role.OBSERVER, Role.ORGANISER)


PLACES = [SelectChoice("room", "in the room"), SelectChoice("remote", "from afar")]


def _choices(values: Iterable[str]) -> list[SelectChoice]:
    return [SelectChoice(value) for value in values]


def _any(words: str, values: Iterable[str]) -> list[SelectChoice]:
    return [SelectChoice("", words), *_choices(values)]


class SlipForm(Form):
    """The first time: the code of the slip and a PIN of one's own."""

    code = Line("Code on your slip", [InputRequired("Type the code that is on your slip.")])
    pin = PasswordField(
        "Choose a six-digit PIN", [InputRequired("Choose a PIN of six digits.")], id="new-pin"
    )


class PinForm(Form):
    """On a further device: the number on the badge and the PIN."""

    badge = Line("Badge number", [InputRequired("Type the number on your badge.")])
    pin = PasswordField("PIN", [InputRequired("Type your six-digit PIN.")])


class PersonForm(CommandForm):
    """What a person is accredited with and what can change."""

    name = Line("Name", [InputRequired("Type the person's name."), Length(max=LONGEST_NAME)])
    role = SelectField("Role", choices=_choices(ACCREDITED_ROLES))
    delegation = Line("Delegation", [Length(max=LONGEST_DELEGATION)])
    attends = SelectField("Takes part", choices=PLACES)
    email = Line("E-mail", [Length(max=LONGEST_EMAIL)])

    def particulars(self) -> Particulars:
        return Particulars(
            self.name.data,
            Role(self.role.data),
            self.delegation.data or "",
            Attendance(self.attends.data),
            self.email.data or "",
        )


class AccreditForm(PersonForm):
    """Enter one person at the desk."""

    badge = Line("Badge number", [InputRequired("Type a badge number, for example 04-07."), Length(max=20)])


class BodyForm(CommandForm):
    """A body: its name, room and quorum."""

    name = Line("Name", [InputRequired("Type the body's name."), Length(max=LONGEST_NAME)])
    room = Line("Room", [Length(max=LONGEST_NAME)])
    quorum = Line("Quorum", [InputRequired("Type a quorum, for example 1/2 or 40.")], default="1/2")
    quorum_counts_remote = BooleanField("People who take part from afar count for it", default=True)


class OfficeForm(CommandForm):
    """Give somebody an office: by the number on their badge."""

    badge = Line("Badge number", [InputRequired("Type a badge number.")])
    duty = SelectField("Office")
    do = HiddenField()

    def __init__(self, in_body: bool, **options: Any) -> None:
        super().__init__(**options)
        self.duty.choices = told_choices(_choices(BODY_DUTIES if in_body else SUMMIT_DUTIES))


class SeatForm(CommandForm):
    """Give somebody a seat in a body: by the number on their badge."""

    badge = Line("Badge number", [InputRequired("Type a badge number.")])
    number = Line("Number of the seat", [Length(max=20)])


class SearchForm(Form):
    """Whom the desk looks for; it changes nothing, so its words stand in the address."""

    class Meta:
        csrf = False

    words = Line("Name, badge or delegation")
    body = SelectField("Body", validate_choice=False)
    role = SelectField("Role", choices=_any("any role", ACCREDITED_ROLES))
    attends = SelectField("Takes part", choices=[SelectChoice("", "anywhere"), *PLACES])
    way_in = SelectField("Way in", choices=_any("any way in", WayIn))

    def __init__(self, bodies: Sequence[Body], **options: Any) -> None:
        super().__init__(**options)
        named = [SelectChoice(str(one.id), one.name) for one in bodies]
        self.body.choices = told_choices([SelectChoice("", "all bodies"), *named])

    def wanted(self) -> Wanted:
        """What was asked for; what is none of the choices does not matter."""
        body = str(self.body.data or "")
        known = {choice.value for choice in self.body.choices}
        return Wanted(
            words=self.words.data or "",
            body_id=int(body) if body in known and body else None,
            role=Role(self.role.data) if self.role.data in set(ACCREDITED_ROLES) else None,
            attends=Attendance(self.attends.data) if self.attends.data in set(Attendance) else None,
            way_in=WayIn(self.way_in.data) if self.way_in.data in set(WayIn) else None,
        )


class ListForm(Form):
    """A list of people on its way in."""

    file = FileField("File")


class ConfirmListForm(CommandForm):
    """The list that was previewed; the file itself travels with it (base64) and is read again."""

    content = HiddenField()
