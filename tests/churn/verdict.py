"""What the readers of a churn report, held against the log and the writers' own notes."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Event = tuple[int, str, int | None]
"""(seq, type, intervention) as the log has it."""
Act = tuple[str, int]
"""(type, intervention) of what a writer was told is done."""


@dataclass
class Verdict:
    """Counts of what must not be; `examples` says where."""

    lost: int = 0
    doubled: int = 0
    misordered: int = 0
    holes: int = 0
    deliveries: int = 0
    pages: int = 0
    events: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def faults(self) -> dict[str, int]:
        return {
            "lost": self.lost, "doubled": self.doubled, "misordered": self.misordered, "holes": self.holes
        }  # fmt: skip

    def note(self, example: str) -> None:
        if len(self.examples) < 12:
            self.examples.append(example)


def judge(log: dict[str, list[Event]], reports: list[dict[str, Any]], acts: Counter[Act]) -> Verdict:
    """`log`: the events by topic; `acts`: what writers were told is done, and nothing else is."""
    verdict = Verdict(events=sum(map(len, log.values())))
    done = Counter((kind, number) for events in log.values() for _, kind, number in events if number)
    missing, surplus = acts - done, done - acts
    verdict.lost += missing.total()
    verdict.doubled += surplus.total()
    if missing or surplus:
        verdict.note(f"writers: the log lacks {list(missing)[:3]}, has too much {list(surplus)[:3]}")
    for number, report in enumerate(reports):
        last = {session["topic"]: index for index, session in enumerate(report["sessions"])}
        for hole in report["holes"]:
            verdict.holes += 1
            verdict.note(f"reader {number}: a socket that loses nothing left a hole: {hole}")
        for index, session in enumerate(report["sessions"]):
            is_last = last[session["topic"]] == index
            _session(verdict, f"reader {number}", log[session["topic"]], session, is_last)
    return verdict


def _session(verdict: Verdict, who: str, log: list[Event], session: dict[str, Any], is_last: bool) -> None:
    """From one page to the next: what it showed is the log up to its position, what followed is the rest."""
    at = int(session["position"].rsplit(":", 1)[1])
    verdict.pages += 1
    _page(verdict, f"{who}, page {session['position']}", log[:at], dict(session["shown"]))
    told = [(seq, kind, intervention) for seq, kind, intervention, _ in session["told"]]
    verdict.deliveries += len(told)
    expected = log[at:] if is_last else log[at : at + len(told)]
    if told == expected:
        return
    missing, surplus = Counter(expected) - Counter(told), Counter(told) - Counter(expected)
    verdict.lost += missing.total()
    verdict.doubled += surplus.total()
    if not missing and not surplus:
        verdict.misordered += sum(one != other for one, other in zip(told, expected, strict=True))
    verdict.note(f"{who}, {session['position']}: lacks {list(missing)[:3]}, has too much {list(surplus)[:3]}")


def _page(verdict: Verdict, where: str, log: list[Event], shown: dict[int, bool]) -> None:
    said: dict[int, bool] = {}
    for _, kind, intervention in log:
        if intervention is not None:
            said[intervention] = kind == "intervention_removed"
    missing = {key for key in said if key not in shown or (said[key] and not shown[key])}
    ahead = {key for key in shown if key not in said or (shown[key] and not said[key])}
    verdict.lost += len(missing)
    verdict.doubled += len(ahead)
    if missing or ahead:
        verdict.note(f"{where} lacks {sorted(missing)[:3]}, is ahead by {sorted(ahead)[:3]}")
