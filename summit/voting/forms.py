"""The shape of what polls are sent: numbers beside options, a marked ballot, the organisers' steps."""

from collections.abc import Sequence

from wtforms import BooleanField, Field, HiddenField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from summit.voting.models import Advice
from summit.voting.queries import OptionShown
from summit.voting.services import Marks
from summit.voting.services.recommending import LONGEST_REASONS
from summit.web.forms import CommandForm, Form, Line, Words
from summit.web.numbers import HIGHEST, Number

FIELD = "rank-"
LONGEST_RANKING = 4000
HIGHEST_REVISION = 2**31 - 2


class RankingForm(Form):
    """A number beside each option, for devices without scripts; made by `ranking_form`."""

    blank = BooleanField("Cast a blank ballot")
    seen = HiddenField(default="0")

    def ranking(self) -> list[str]:
        """Option ids in the order of their numbers."""
        placed = sorted((field.data, place) for place, field in enumerate(self.places()) if field.data)
        ids = [field.name.removeprefix(FIELD) for field in self.places()]
        return [ids[place] for _, place in placed]

    def places(self) -> list[IntegerField]:
        return [field for field in self if field.name.startswith(FIELD)]

    def validate(self, extra_validators: object = None) -> bool:
        """Besides the fields themselves: no number twice."""
        sound = super().validate(extra_validators)
        taken: dict[int, IntegerField] = {}
        for field in self.places():
            other = taken.setdefault(field.data, field) if field.data else field
            if other is not field:
                sentence = f"The number {field.data} stands twice. Give each option its own number."
                field.errors = [sentence]
                sound = False
        return sound

    def put(self, ranking: Sequence[str]) -> None:
        """Write a ranking back as numbers."""
        for field in self.places():
            id = field.name.removeprefix(FIELD)
            field.data = ranking.index(id) + 1 if id in ranking else None
            field.raw_data = None


def ranking_form(options: Sequence[OptionShown], *, sent: bool) -> RankingForm:
    """The form for these options; filled from the request where it was `sent`."""
    sentence = f"Write whole numbers from 1 to {len(options)}."
    rules = [Optional(), NumberRange(1, len(options), sentence)]
    fields = {f"{FIELD}{one.id}": Place(one.title, validators=rules) for one in options}
    kind = type("RankingFormOfPoll", (RankingForm,), fields)
    return kind() if sent else kind(formdata=None)


class Place(IntegerField):
    """A rank; what is no whole number is refused in words and kept as it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Write a whole number, such as 1.") from error


class Once(HiddenField):
    """A field that may come once: of two rankings in one form none can be the voter's."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if len(valuelist) > 1:
            raise ValueError("This ballot names its ranking twice. Reload the page and cast again.")
        super().process_formdata(valuelist)


class MarksForm(Form):
    """A marked ballot with its two random numbers, from a device or from the page that read it back."""

    ranking = Once(validators=[Length(max=LONGEST_RANKING)])
    blank = BooleanField()
    nonce = HiddenField()
    attempt = HiddenField()
    seen = IntegerField(validators=[InputRequired(), NumberRange(0, HIGHEST_REVISION)])
    receipt = HiddenField()

    def marks(self) -> Marks:
        """As the service takes them."""
        ranking = [id for id in (self.ranking.data or "").split(",") if id]
        nonce, attempt = self.nonce.data or "", self.attempt.data or ""
        return Marks(attempt, nonce, self.seen.data, ranking, self.blank.data, self.receipt.data or "")


class Numbers(Field):
    """Several numbers under one name, as boxes or hidden fields send them."""

    data: list[int]

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = [int(value) for value in valuelist]
        except ValueError as error:
            raise ValueError("Amendments are named by their numbers.") from error
        if any(abs(number) > HIGHEST for number in self.data):
            raise ValueError("There is no amendment with so large a number.")


class PutForm(CommandForm):
    """Amendments to put to one poll."""

    amendments = Numbers()
    title = Line()
    body = Number(validators=[Optional()])
    back = HiddenField()


class StepForm(CommandForm):
    """What a step of a poll asks for: the chair's number to open, a reason to void."""

    chair_number = Line("The chair’s number")
    reason = Words("Reason")
    back = HiddenField()


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


class StatementForm(CommandForm):
    """Words to be attached to a result."""

    kind = RadioField(
        "What it is",
        choices=[
            SelectChoice("explanation", "Explanation of vote"),
            SelectChoice("minority", "Minority statement"),
        ],
        default="explanation",
        validators=[Optional()],
    )
    words = Words("Words")


class WithdrawForm(CommandForm):
    """Why somebody else's words are taken down."""

    reason = Line("Reason")
