"""The form by which a person wants e-mail."""

from wtforms import SelectChoice, SelectField
from wtforms.validators import InputRequired, Length

from summit.domain.badges import LONGEST_EMAIL
from summit.web.forms import CommandForm, Line
from summit.web.languages import NAMES


class AddressForm(CommandForm):
    """Where, and in which language."""

    address = Line("E-mail", [InputRequired("Type your e-mail address."), Length(max=LONGEST_EMAIL)])
    language = SelectField("Language", choices=[SelectChoice(code, name) for code, name in NAMES.items()])
