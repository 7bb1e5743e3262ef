"""The shape of a question that is put, and of the rules that an organiser changes."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from wtforms import HiddenField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from summit.domain.majorities import BASES, Majority, Quorum
from summit.domain.rules import QUESTION_PRESETS, Rules, RulesRejected
from summit.voting.models import PollKind
from summit.web.forms import CommandForm, Line, Words
from summit.web.numbers import Number

METHODS_OF_SHARES = ("for_against_abstain", "plurality", "approval", "irv")
METHODS_OF_SEATS = ("plurality", "approval", "stv", "schulze", "ranked_pairs", "borda", "score")
PRESET_WORDS = {
    "proposal": "For or against, more than half",
    "two-thirds-proposal": "For or against, two thirds",
    "floor-question": "Choose one: most votes",
    "ranked-question": "Rank: instant runoff",
    "approval-question": "Approve any number: most approvals",
    "points-question": "Give points: most points",
    "pairwise-question": "Rank and compare two by two (Schulze)",
    "priority-list": "Priority list: k of n, ranked (STV)",
    "committee-election": "Election of several people, ranked (STV)",
}
BASE_WORDS = {"cast": "votes cast", "present": "those present", "entitled": "those entitled"}


class QuestionForm(CommandForm):
    """A question, its options one a line, and how it is decided."""

    body = Number(validators=[Optional()])
    question = Line("Question")
    preset = SelectField(
        "How it is decided",
        choices=[SelectChoice(name, PRESET_WORDS[name]) for name in QUESTION_PRESETS],
        default="proposal",
    )
    options = Words("Options or candidates, one a line")
    seats = IntegerField("How many are to win", [Optional(), NumberRange(1, 60)])

    def titles(self) -> list[tuple[str, str]]:
        """The options under ids by their place."""
        lines = [line.strip() for line in (self.options.data or "").splitlines()]
        return [(f"o{place}", line) for place, line in enumerate(filter(None, lines), start=1)]

    def kind(self) -> PollKind:
        return PollKind.ELECTION if self.preset.data == "committee-election" else PollKind.QUESTION


class RulesForm(CommandForm):
    """The rules that are changed in a draft; a field that its method has no use for is left out."""

    seats = IntegerField("How many win", [Optional()])
    majority = Line("Majority, such as 1/2 or 2/3; empty asks for none")
    majority_base = SelectField(
        "The majority is of", choices=[SelectChoice(one, BASE_WORDS[one]) for one in BASES], default="cast"
    )
    quorum = Line("Quorum, a number or a share such as 1/2; empty asks for none")
    quorum_base = SelectField(
        "The quorum is counted by",
        choices=[SelectChoice(one, BASE_WORDS[one]) for one in BASES],
        default="present",
    )
    maximum_ranks = IntegerField("Most ranks on a ballot; empty for all", [Optional()])
    score_maximum = IntegerField("Most points for an option", [Optional()])
    publication = SelectField(
        "Ballots are published",
        choices=[
            SelectChoice("linked", "with the receipt beside each"),
            SelectChoice("separate", "apart from the receipts"),
        ],
        default="linked",
    )
    minimum_open_seconds = IntegerField("Least seconds open", [Optional()])
    grace_seconds = IntegerField("Seconds to undo a close", [Optional()])
    back = HiddenField()

    @classmethod
    def of(cls, rules: Rules) -> "RulesForm":
        """The form filled with a rule set."""
        form = cls(formdata=None)
        for name in ("seats", "maximum_ranks", "score_maximum", "publication"):
            form[name].data = getattr(rules, name)
        form.minimum_open_seconds.data = rules.minimum_open_seconds
        form.grace_seconds.data = rules.grace_seconds
        if rules.majority:
            form.majority.data = f"{rules.majority.num}/{rules.majority.den}"
            form.majority_base.data = rules.majority.base
        if rules.quorum:
            form.quorum.data, form.quorum_base.data = rules.quorum.value, rules.quorum.base
        return form

    def used(self, rules: Rules) -> list[str]:
        """The names of the fields that a method has a use for."""
        method, found = rules.method, ["quorum", "quorum_base"]
        if method in METHODS_OF_SHARES and rules.seats == 1:
            found = ["majority", "majority_base", *found]
        if method in METHODS_OF_SEATS:
            found = ["seats", *found]
        if method not in ("for_against_abstain", "plurality", "score"):
            found.append("maximum_ranks")
        if method == "score":
            found.append("score_maximum")
        return [*found, "publication", "minimum_open_seconds", "grace_seconds"]

    def changes(self, rules: Rules) -> dict[str, Any]:
        """What the form asks for. Raises RulesRejected for a share that is none."""
        changes: dict[str, Any] = {}
        for name in self.used(rules):
            if name == "majority":
                changes[name] = _read(name, self.majority.data or "", self._majority)
            elif name == "quorum":
                changes[name] = _read(name, self.quorum.data or "", self._quorum)
            elif name == "maximum_ranks":
                changes[name] = self.maximum_ranks.data
            elif not name.endswith("_base") and self[name].data is not None:
                changes[name] = self[name].data
        return changes

    def _majority(self, typed: str) -> Majority | None:
        return Majority.typed(typed, self.majority_base.data)

    def _quorum(self, typed: str) -> Quorum:
        Fraction(typed)
        return Quorum(typed, self.quorum_base.data)


def _read(name: str, typed: str, read: Callable[[str], Any]) -> Any:
    if not typed.strip():
        return None
    try:
        return read(typed.replace(" ", ""))
    except (ValueError, ZeroDivisionError) as error:
        raise RulesRejected(name, f"“{typed[:20]}” is no share; write one such as 2/3") from error
