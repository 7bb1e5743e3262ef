"""The channel between workers: after a commit one tells the others, by Redis, which streams grew.

It is a hint and nothing more. Whatever is lost here, each worker finds by looking at the log once a second.
How many write just now goes the same way, and may be lost.
"""

import json
import logging
import os
import time
from collections.abc import Callable, Sequence
from threading import Event
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from summit.events import LISTENERS, Head
from summit.live.metrics import Samples, fresh, packed

logger = logging.getLogger(__name__)

SIGN_EVERY_S = 5.0
"""Each worker says something so often, so that all can tell a quiet channel from a dead one."""
SILENCE_S = 15.0
AGAIN_S = 1.0
PATIENCE_S = 2.0

Hear = Callable[[Sequence[Head]], None]
HearWriting = Callable[[str, dict[str, int], float], None]


class Channel:
    """Sends what LISTENERS are told and hears what other workers send. An outage delays nobody's request:
    commits leave a note, and the sending is done beside them."""

    def __init__(
        self, url: str, prefix: str, hear: Hear, samples: Callable[[], Samples], hear_writing: HearWriting
    ) -> None:
        self.url = url
        self.name = f"{prefix}:grown"
        self.shelf = f"{prefix}:samples"
        self.is_up = False
        self._hear = hear
        self._hear_writing = hear_writing
        self._writing: dict[str, int] | None = None
        self._samples = samples
        self._bell = Event()
        self._unsent: dict[str, Head] = {}
        self._next_report = 0.0

    def begin(self) -> None:
        LISTENERS.append(self.note)

    def end(self) -> None:
        if self.note in LISTENERS:
            LISTENERS.remove(self.note)
        self._bell.set()

    def note(self, heads: Sequence[Head]) -> None:
        """A commit in this worker made these streams grow; a later one of the same stream says it all."""
        for head in heads:
            self._unsent[head.topic] = head
        self._bell.set()

    def note_writing(self, figures: dict[str, int]) -> None:
        """So many write by the sockets of this worker."""
        self._writing = figures
        self._bell.set()

    def run_sending(self, stopped: Event) -> None:
        client = self._client(PATIENCE_S)
        while not stopped.is_set():
            self._bell.wait(SIGN_EVERY_S)
            self._bell.clear()
            heads, self._unsent = self._unsent, {}
            try:
                client.publish(self.name, json.dumps([str(head) for head in heads.values()]))
                if (writing := self._writing) is not None:
                    self._writing = None
                    client.publish(self.name, json.dumps({"worker": str(os.getpid()), "writing": writing}))
                self._report(client)
            except (RedisError, OSError) as error:
                self._went(False, error)
                stopped.wait(AGAIN_S)

    def _report(self, client: Redis) -> None:
        """Leave our figures where whichever worker is asked for all of them finds them."""
        if time.monotonic() >= self._next_report:
            self._next_report = time.monotonic() + SIGN_EVERY_S / 2
            client.hset(self.shelf, str(os.getpid()), packed(time.time(), self._samples()))
            client.expire(self.shelf, int(10 * SIGN_EVERY_S))

    def others(self) -> dict[str, Samples]:
        """The figures of all workers that have left some lately; none while Redis is away."""
        try:
            with self._client(PATIENCE_S) as client:
                kept = client.hgetall(self.shelf)
        except (RedisError, OSError):
            return {}
        return fresh(kept, time.time() - 3 * SIGN_EVERY_S)

    def run_listening(self, stopped: Event) -> None:
        while not stopped.is_set():
            try:
                self._listen(stopped)
            except (RedisError, OSError) as error:
                self._went(False, error)
                stopped.wait(AGAIN_S)

    def _listen(self, stopped: Event) -> None:
        client = self._client(SILENCE_S)
        with client, client.pubsub(ignore_subscribe_messages=True) as subscription:
            subscription.subscribe(self.name)
            heard = time.monotonic()
            while not stopped.is_set():
                message = subscription.get_message(timeout=1.0)
                if message is not None:
                    heard = time.monotonic()
                    self._went(True)
                    self._take(json.loads(message["data"]))
                elif time.monotonic() - heard > SILENCE_S:
                    raise ConnectionError(f"nothing heard for {SILENCE_S:.0f} s, not even what was sent here")

    def _take(self, told: Any) -> None:
        if isinstance(told, list):
            self._hear([Head.read(position) for position in told])
        elif told["worker"] != str(os.getpid()):
            self._hear_writing(told["worker"], told["writing"], time.monotonic())

    def _client(self, patience: float) -> Redis:
        """No client waits for ever, and none tries again by itself: the loops around them do."""
        return Redis.from_url(
            self.url,
            socket_connect_timeout=PATIENCE_S,
            socket_timeout=patience,
            retry=Retry(NoBackoff(), 0),
            decode_responses=True,
        )

    def _went(self, up: bool, error: Exception | None = None) -> None:
        """Logged when it changes, and not each second of an outage."""
        if up != self.is_up:
            logger.warning("live: Redis %s", "answers" if up else f"does not answer: {error}")
        self.is_up = up
