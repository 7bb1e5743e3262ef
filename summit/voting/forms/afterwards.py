"""The shape of what follows a result: challenges, rulings, statements."""

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from summit.web.forms import CommandForm, Line, Words


class ChallengeForm(CommandForm):
    """Why a result is held to be wrong."""

    reason = Words("Why the result is wrong")


class RulingForm(CommandForm):
    """How the chair rules on a challenge."""

    upheld = RadioField(
        "Ruling",
        choices=[SelectChoice("no", "The result stands"), SelectChoice("yes", "The challenge is upheld")],
        validators=[Optional()],
    )
    words = Words("The ruling, with its reason")

    def on(self, challenge: int) -> "RulingForm":
        """This form with ids of its own: several challenges may wait on one page."""
        for one in self:
            one.id = one.label.field_id = f"{one.id}-{challenge}"
        return self


class StatementForm(CommandForm):
    """Words to be attached to a result."""

    kind = RadioField(
        "What it is",
        choices=[
            SelectChoice("explanation", "Explanation of vote"),
            SelectChoice("minority", "Minority statement"),
            SelectChoice("reservation", "Reservation"),
        ],
        default="explanation",
        validators=[Optional()],
    )
    words = Words("Words")


class WithdrawForm(CommandForm):
    """Why somebody else's words are taken down."""

    reason = Line("Reason")
