"""Many followers in a process of their own: `python followers.py` reads orders as JSON lines and answers.

    {"do": "connect", "port": 1, "many": 1000, "speaks": "summit", "topics": [...]}  → when all are there
    {"do": "measure"}                                                               → begin anew to count
    {"do": "report", "expect": 500}                                                 → when all have it

An event carries the moment at which its writer sent it, `[[seconds]]` of the machine's monotonic clock.
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.live.protocol import SOCKET_IO, Client, follow_by

SENT = re.compile(rb"\[\[(\d+\.\d+)\]\]")
NUMBERS = re.compile(rb'"topic":"([^"]+)"|"seq":(\d+)|"reset":true')
AGAIN_S = (0.15, 0.35)
AT_ONCE = 64


class Crowd:
    """The followers of one measurement. Each knows the last number that it has of every stream."""

    def __init__(self) -> None:
        self.clients: list[Client] = []
        self.known: dict[bytes, tuple[bytes, list[int], list[float]]] = {}
        self.latencies: list[float] = []
        self.began, self.cpu = 0.0, 0.0
        self.deliveries = self.holes = self.bytes = 0
        self.port, self.order = 0, {}
        self.gate: asyncio.Semaphore | None = None
        self.is_over = False

    # --- connecting ----------------------------------------------------------------------------------------

    async def connect(self, order: dict[str, Any]) -> dict[str, Any]:
        self.order, self.port = order, order["port"]
        self.gate = asyncio.Semaphore(AT_ONCE)
        started = time.monotonic()
        self.tasks = [asyncio.create_task(self._stay(number)) for number in range(order["many"])]
        await self._until(lambda: self._answered() == order["many"], 120)
        return {"there": self._answered(), "seconds": time.monotonic() - started}

    async def _stay(self, number: int) -> None:
        """Connect, follow, and come back whenever the connection ends, from where one stands."""
        loop = asyncio.get_running_loop()
        state: dict[str, Any] = {"at": {}, "answered": False}
        while not self.is_over:
            try:
                assert self.gate is not None
                async with self.gate:
                    client = await self._dial(loop, state)
                    await asyncio.wait_for(asyncio.shield(client.opened), 20)
                await client.over
            except (OSError, TimeoutError):
                pass
            state["answered"] = False
            await asyncio.sleep(AGAIN_S[0] + (number * 7919 % 1000) / 1000 * (AGAIN_S[1] - AGAIN_S[0]))

    async def _dial(self, loop: asyncio.AbstractEventLoop, state: dict[str, Any]) -> Client:
        host = f"127.0.0.1:{self.port}"
        if self.order["speaks"] == "raw":
            make = lambda: Client(host, "/", None, self._hears)  # noqa: E731
        else:
            make = lambda: Client(host, SOCKET_IO, follow_by(self._positions(state)), self._hears)  # noqa: E731
        _, client = await asyncio.wait_for(loop.create_connection(make, "127.0.0.1", self.port), 20)
        client.state = state
        state["answered"] = self.order["speaks"] == "raw"
        state["client"] = client
        if client not in self.clients:
            self.clients.append(client)
        return client

    def _positions(self, state: dict[str, Any]) -> list[str]:
        at = state["at"]
        return [at.get(topic.rsplit(":", 2)[0], topic) for topic in self.order["topics"]]

    def _answered(self) -> int:
        self.clients = [client for client in self.clients if not client.over.done()]
        return sum(client.state["answered"] for client in self.clients)

    # --- hearing -------------------------------------------------------------------------------------------

    def _hears(self, client: Client, payload: bytes, at: float) -> None:
        if payload[:3] == b"430":
            self._answer(client, payload, at)
            return
        if payload[:10] == b'42["heads"':
            return
        known = self.known.get(payload) or self._read(payload)
        epoch, seqs, sent = known
        if seqs and epoch:
            topic, _, of = epoch.decode().rpartition("|")
            last = int(client.state["at"].get(topic, "::0").rsplit(":", 1)[1])
            if seqs[0] > last + 1:
                self.holes += 1
            if seqs[-1] <= last:
                return
            fresh = len([seq for seq in seqs if seq > last])
            client.state["at"][topic] = f"{topic}:{of}:{seqs[-1]}"
            sent = sent[len(sent) - fresh :]
        self.bytes += len(payload)
        self.deliveries += len(sent)
        self.latencies.extend([at - moment for moment in sent])

    def _read(self, payload: bytes) -> tuple[bytes, list[int], list[float]]:
        sent = [float(moment) for moment in SENT.findall(payload)]
        if payload[:10] == b'42["frame"':
            frame = json.loads(payload[2:])[1]
            seqs = [event["seq"] for event in frame["events"]]
            known = (f"{frame['topic']}|{frame['epoch']}".encode(), seqs, sent)
        else:
            known = (b"", [], sent)
        if len(self.known) > 2_000:
            self.known.clear()
        self.known[payload] = known
        return known

    def _answer(self, client: Client, payload: bytes, at: float) -> None:
        """What was missed, and where the streams stand: from here on nothing may be missing."""
        answer = json.loads(payload[3:])[0] or {}
        for frame in answer.get("frames", []):
            self._hears(client, b"42" + json.dumps(["frame", frame], separators=(",", ":")).encode(), at)
        for head in answer.get("heads", []):
            topic = head.rsplit(":", 2)[0]
            client.state["at"].setdefault(topic, head)
        client.state["answered"] = True

    # --- measuring -----------------------------------------------------------------------------------------

    def measure(self) -> dict[str, Any]:
        self.latencies.clear()
        self.deliveries = self.holes = self.bytes = 0
        self.began, self.cpu = time.monotonic(), _cpu()
        return {"there": self._answered()}

    async def report(self, order: dict[str, Any]) -> dict[str, Any]:
        expected = order["expect"] * len(self.clients)
        await self._until(lambda: self.deliveries >= expected, order.get("patience", 20))
        took = time.monotonic() - self.began
        ordered = sorted(self.latencies)
        return {
            "expected": expected,
            "delivered": self.deliveries,
            "holes": self.holes,
            "there": self._answered(),
            "p50_ms": _share(ordered, 0.5),
            "p99_ms": _share(ordered, 0.99),
            "max_ms": _share(ordered, 1.0),
            "seconds": round(took, 2),
            "clients_cpu": round((_cpu() - self.cpu) / took, 3),
            "mbytes": round(self.bytes / 1e6, 1),
        }

    async def back(self, order: dict[str, Any]) -> dict[str, Any]:
        """After the server has gone: when all are back and have everything."""
        await self._until(lambda: self._answered() < len(self.clients) or not self.clients, 20)
        await self._until(lambda: self._answered() == self.order["many"] and self._caught_up(order), 120)
        return {"there": self._answered(), "caught_up": self._caught_up(order), "at": time.monotonic()}

    def _caught_up(self, order: dict[str, Any]) -> bool:
        heads = {head.rsplit(":", 2)[0]: int(head.rsplit(":", 1)[1]) for head in order.get("heads", [])}
        return all(
            int(client.state["at"].get(topic, "::0").rsplit(":", 1)[1]) >= seq
            for client in self.clients
            for topic, seq in heads.items()
        )

    async def _until(self, come: Any, patience: float) -> None:
        deadline = time.monotonic() + patience
        while not come() and time.monotonic() < deadline:
            await asyncio.sleep(0.02)


def _share(ordered: list[float], share: float) -> float | None:
    return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1) if ordered else None


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def main() -> None:
    crowd = Crowd()
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order = json.loads(line)
        act = getattr(crowd, order["do"])
        answer = act(order) if order["do"] != "measure" else act()
        if asyncio.iscoroutine(answer):
            answer = await answer
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (16_384, 16_384))
    asyncio.run(main())
