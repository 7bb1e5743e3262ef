"""Forms of a debate: an intervention, taking one down, how it is held; asking for the floor."""

from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import HiddenInput

from summit.agenda.forms import Moment, Whole
from summit.debates.models import DebateState, Stance
from summit.debates.services import LONGEST, LONGEST_SUMMARY
from summit.web.forms import CommandForm, Line, Words
from summit.web.numbers import Number

NO_STANCE = ""
STANCES = [
    SelectChoice(NO_STANCE, "neither"),
    *(SelectChoice(stance.value, stance.value) for stance in Stance),
]

STATES = [
    SelectChoice(DebateState.OPEN.value, "open"),
    SelectChoice(DebateState.SLOW.value, "slow"),
    SelectChoice(DebateState.LOCKED.value, "locked"),
    SelectChoice(DebateState.SCHEDULED.value, "scheduled"),
    SelectChoice(DebateState.CLOSED.value, "closed"),
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


class ChangeForm(CommandForm):
    """One's own words, put right."""

    text = InterventionForm.text


class RemovalForm(CommandForm):
    """Why words are taken down; only moderation has to say. `act` is "hide" where they can come back."""

    reason = Line("Reason", [Length(max=500, message="A reason has at most 500 signs.")])
    act = HiddenField()


class LeadForm(CommandForm):
    """How a debate is held from now on."""

    state = RadioField("The debate is", choices=STATES, default=DebateState.OPEN.value)
    slow_minutes = Whole("Minutes between two interventions of one person", [Optional()])
    opens_at = Moment("Opens", [Optional()], id="debate-opens_at")
    summary = Words("Summary", [Length(max=LONGEST_SUMMARY, message="A summary has at most 5,000 signs.")])
