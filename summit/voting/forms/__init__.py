"""The shape of what polls are sent: a marked ballot, the organisers' steps, what a body recommends."""

from summit.voting.forms.afterwards import ChallengeForm, RulingForm, StatementForm, WithdrawForm
from summit.voting.forms.ballots import MarksForm, paper_form
from summit.voting.forms.papers import PaperForm
from summit.voting.forms.preparing import QuestionForm, RulesForm
from summit.voting.forms.recommending import RecommendForm
from summit.voting.forms.steps import ConsentForm, Numbers, PutForm, StepForm

__all__ = [
    "ChallengeForm",
    "ConsentForm",
    "MarksForm",
    "Numbers",
    "PaperForm",
    "PutForm",
    "QuestionForm",
    "RecommendForm",
    "RulesForm",
    "RulingForm",
    "StatementForm",
    "StepForm",
    "WithdrawForm",
    "paper_form",
]
