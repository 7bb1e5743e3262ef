"""The shape of a marked ballot, from a device or from a page without scripts."""

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, IntegerField
from wtforms.validators import InputRequired, Length, NumberRange

from summit.domain.marking import Paper, Rank, Way, from_line
from summit.voting.forms.papers import ApprovalForm, ChoiceForm, PaperForm, PointsForm, RankingForm
from summit.voting.queries import OptionShown
from summit.voting.services import Marks
from summit.web.forms import Form

LONGEST_RANKING = 4000
HIGHEST_REVISION = 2**31 - 2
FORMS: dict[Way, type[PaperForm]] = {
    Way.RANKED: RankingForm,
    Way.POINTS: PointsForm,
    Way.SEVERAL: ApprovalForm,
    Way.ONE: ChoiceForm,
    Way.STANCE: ChoiceForm,
}


def paper_form(options: Sequence[OptionShown], paper: Paper, *, sent: bool) -> PaperForm:
    """The form of a poll's paper for devices without scripts; filled from the request where it was `sent`."""
    kind = FORMS[paper.way].of([one.id for one in options], paper)
    return kind() if sent else kind(formdata=None)


class Once(HiddenField):
    """A field that may come once: of two rankings in one form none can be the voter's."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if len(valuelist) > 1:
            raise ValueError("This ballot names its ranking twice. Reload the page and cast again.")
        super().process_formdata(valuelist)


class MarksForm(Form):
    """A marked ballot with its two random numbers, from a device or from the page that read it back."""

    class Meta(Form.Meta):
        csrf = False  # the token was looked at before the view, and this form is shown to nobody

    ranking = Once(validators=[Length(max=LONGEST_RANKING)])
    blank = BooleanField()
    nonce = HiddenField()
    attempt = HiddenField()
    receipt = HiddenField()
    seen = IntegerField(validators=[InputRequired(), NumberRange(0, HIGHEST_REVISION)])

    def marks(self) -> Marks:
        """As the service takes them."""
        ranking: Sequence[Rank] = from_line(self.ranking.data or "")
        nonce, attempt = self.nonce.data or "", self.attempt.data or ""
        return Marks(attempt, nonce, self.seen.data, ranking, self.blank.data, self.receipt.data or "")
