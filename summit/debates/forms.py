"""Forms of a debate: an intervention, the reason for taking one down; asking for the floor."""

from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import HiddenInput

from summit.debates.models import Stance
from summit.debates.services import LONGEST
from summit.web.forms import CommandForm, Line, Words
from summit.web.numbers import Number

NO_STANCE = ""
STANCES = [
    SelectChoice(NO_STANCE, "neither"),
    *(SelectChoice(stance.value, stance.value) for stance in Stance),
]


class InterventionForm(CommandForm):
    """What one says; `parent` is the intervention it answers."""

    text = Words(
        "Your intervention",
        [
            DataRequired("Write something before sending."),
            Length(max=LONGEST, message=f"An intervention has at most {LONGEST:,} signs."),
        ],
    )
    parent = Number(widget=HiddenInput(), validators=[Optional()])
    stance = RadioField("You speak", choices=STANCES, default=NO_STANCE, validators=[Optional()])


class FloorForm(CommandForm):
    """What one asks for the floor for, and on which side."""

    purpose = HiddenField(validators=[DataRequired("Say what you ask for the floor for.")])
    side = HiddenField()


class RemovalForm(CommandForm):
    """Why an intervention is taken down; only moderation has to say."""

    reason = Line("Reason", [Length(max=500, message="A reason has at most 500 signs.")])
