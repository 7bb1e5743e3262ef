"""Forms of the door and of the accreditation desk."""

from flask_wtf.file import FileField
from wtforms import HiddenField, PasswordField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Length

from summit.people.models import Role
from summit.web.forms import CommandForm, Form, Line

ACCREDITED_ROLES = (Role.DELEGATE, Role.OBSERVER, Role.ORGANISER)


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


class AccreditForm(CommandForm):
    """Enter one person at the desk."""

    name = Line("Name", [InputRequired("Type the person's name."), Length(max=120)])
    badge = Line("Badge number", [InputRequired("Type a badge number, for example 04-07."), Length(max=20)])
    role = SelectField("Role", choices=[SelectChoice(role.value) for role in ACCREDITED_ROLES])


class ListForm(Form):
    """A list of people on its way in."""

    file = FileField("File")


class ConfirmListForm(CommandForm):
    """The list that was previewed; the file itself travels with it (base64) and is read again."""

    content = HiddenField()
