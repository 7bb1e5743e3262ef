"""The shape of what polls are sent: a marked ballot, the organisers' steps, what a body recommends."""

from summit.voting.forms.afterwards import ChallengeForm, RulingForm, StatementForm, WithdrawForm
from summit.voting.forms.ballots import MarksForm, paper_form
from summit.voting.forms.papers import PaperForm
from summit.voting.forms.preparing import QuestionForm, RulesForm
from summit.voting.forms.recommending import RecommendForm
from summit.voting.forms.steps import ConsentForm, Numbers, PutForm, StepForm
from summit.voting.forms.tellers import HandCountForm, PracticeForm, hand_count_form, seat_paper_form
from summit.voting.forms.whole import WholeForm

__all__ = [
    "ChallengeForm",
    "ConsentForm",
    "HandCountForm",
    "MarksForm",
    "Numbers",
    "PaperForm",
    "PracticeForm",
    "PutForm",
    "QuestionForm",
    "RecommendForm",
    "RulesForm",
    "RulingForm",
    "StatementForm",
    "StepForm",
    "WholeForm",
    "WithdrawForm",
    "hand_count_form",
    "paper_form",
    "seat_paper_form",
]
