"""The shape of a poll on a text as a whole."""

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from summit.voting.services.whole import ASKED, WHOLE_PRESETS
from summit.web.forms import CommandForm, Line
from summit.web.numbers import Number


class WholeForm(CommandForm):
    """Which text, what becomes of it if the poll is carried, and by which majority."""

    document = Number(validators=[InputRequired("Say which text is put.")])
    becomes = SelectField(choices=[SelectChoice(str(one), str(one)) for one in ASKED], default=str(ASKED[0]))
    to = Line("Another body")
    to_body = Number(validators=[Optional()])
    preset = SelectField(choices=[SelectChoice(one, one) for one in WHOLE_PRESETS], default=WHOLE_PRESETS[0])
    announce = BooleanField("Announce it at once")
    body = Number(validators=[Optional()])
    back = HiddenField()
