"""What a worker counts, and how Prometheus reads it."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

HELP = {
    "summit_connections": ("gauge", "Sockets that are open."),
    "summit_held_requests": ("gauge", "Requests that wait for news because sockets do not get through."),
    "summit_streams": ("gauge", "Streams by kind."),
    "summit_heads": ("gauge", "Events told so far, by kind of stream."),
    "summit_events_total": ("counter", "Events read from the log for readers here."),
    "summit_frames_total": ("counter", "Frames made, one for each room."),
    "summit_deliveries_total": ("counter", "Frames handed to sockets."),
    "summit_answers_total": ("counter", "Questions of returning readers, by where the answer came from."),
    "summit_lag_seconds": ("histogram", "From an event's commit to its frame's leaving."),
    "summit_loop_blocks_total": ("counter", "How often nothing else could run for more than 0.1 s."),
    "summit_loop_blocked_seconds_total": ("counter", "How long nothing else could run, in such blocks."),
    "summit_loop_longest_block_seconds": ("gauge", "The longest of them in the last minute."),
    "summit_loop_longest_own_seconds": (
        "gauge",
        "The most processor time that the worker itself used in one of them; the rest went to others.",
    ),
    "summit_mail_waiting": ("gauge", "Letters that wait to be sent, where e-mail is configured."),
    "summit_mail_refused": ("gauge", "Letters that the server never took."),
    "summit_mail_failures": ("gauge", "How often in a row the mail server failed."),
    "summit_redis_up": ("gauge", "Whether Redis answers, where there is one."),
}

Samples = dict[str, float]
"""Values by "name" or "name{label="value"}"."""


class Counters:
    """What only grows."""

    def __init__(self) -> None:
        self.values: Counter[str] = Counter()
        self.lags = [0] * (len(BUCKETS) + 1)
        self.lag_s = 0.0

    def count(self, name: str, more: float = 1) -> None:
        self.values[name] += more  # type: ignore[assignment]

    def lag(self, seconds: float) -> None:
        self.lags[bisect_left(BUCKETS, seconds)] += 1
        self.lag_s += seconds

    def samples(self) -> Samples:
        """The histogram as Prometheus wants it: each bucket holds all that is smaller, too."""
        found: Samples = dict(self.values)
        below = 0
        for bound, number in zip((*map(str, BUCKETS), "+Inf"), self.lags, strict=True):
            below += number
            found[f'summit_lag_seconds_bucket{{le="{bound}"}}'] = below
        return found | {"summit_lag_seconds_sum": self.lag_s, "summit_lag_seconds_count": below}


def exposition(workers: Mapping[str, Samples]) -> str:
    """The text format, version 0.0.4; every sample is labelled with its worker."""
    lines: list[str] = []
    for name, (kind, meaning) in HELP.items():
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}", *_lines(name, workers)]
    return "\n".join(lines) + "\n"


def _lines(name: str, workers: Mapping[str, Samples]) -> Iterable[str]:
    for worker, samples in sorted(workers.items()):
        for key, value in samples.items():
            own, _, labels = key.partition("{")
            if own.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") == name:
                inside = f'worker="{worker}"' + (f",{labels[:-1]}" if labels else "")
                yield f"{own}{{{inside}}} {value:g}"


def packed(at: float, samples: Samples) -> str:
    """For the other workers: when, and what."""
    return json.dumps([at, samples])


def fresh(kept: Mapping[str, str], since: float) -> dict[str, Samples]:
    """What other workers left, without those that have said nothing since."""
    found = {worker: json.loads(text) for worker, text in kept.items()}
    return {worker: samples for worker, (at, samples) in found.items() if at >= since}
