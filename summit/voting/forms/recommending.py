"""The shape of what a body recommends on an amendment."""

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from summit.voting.models import Advice
from summit.voting.services.recommending import LONGEST_REASONS
from summit.web.forms import CommandForm, Words
from summit.web.numbers import Number


class RecommendForm(CommandForm):
    """What a body recommends on an amendment, and why; NONE takes back what it recommended."""

    NONE = "none"
    body = Number("Body", validators=[InputRequired("Say which body recommends this.")])
    advice = RadioField(
        "Recommendation",
        choices=[
            SelectChoice(str(Advice.ADOPT), "Adopt"),
            SelectChoice(str(Advice.MODIFIED), "Adopt as modified by another amendment"),
            SelectChoice(str(Advice.REJECT), "Reject"),
            SelectChoice(str(Advice.LEAVE_OPEN), "Leave open"),
            SelectChoice(NONE, "No recommendation"),
        ],
        validators=[InputRequired("Choose what the body recommends.")],
    )
    modified_by = Number("Modified by AM", validators=[Optional()])
    reasons = Words("Reasons", [Length(max=LONGEST_REASONS)])
