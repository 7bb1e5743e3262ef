import itertools
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import with_tables
from tests.databases import Databases
from tests.integration.live_server import Reader, Server, until

pytestmark = pytest.mark.server

documents = itertools.count(1)
Follow = Callable[..., Reader]


@pytest.fixture(scope="module")
def server(database: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("live")
    server = Server(folder, DATABASE_URL=tables_in(database, folder))
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def tables_in(database: Databases, folder: Path) -> str:
    """A new database of its own with all tables in it."""
    address = database.empty(folder)
    with_tables(address, folder)
    return address


@pytest.fixture
def topic() -> str:
    """A stream that no other test uses."""
    return f"document:{next(documents)}"


@pytest.fixture
def reader(server: Server) -> Iterator[Follow]:
    """`reader("document:1:-:0")`: somebody who is connected and follows."""
    readers: list[Reader] = []

    def make(*positions: str, cookie: str = "") -> Reader:
        readers.append(Reader(server, *positions, cookie=cookie).connect())
        return readers[-1]

    yield make
    for one in readers:
        one.leave()


def test_readers_receive_every_event_once_and_in_order(server: Server, topic: str, reader: Follow) -> None:
    readers = [reader(f"{topic}:-:0") for _ in range(3)]
    for one in readers:
        one.follow()
    server.do("tell", topic=topic, times=60)
    for one in readers:
        until(lambda one=one: len(one.numbers(topic)) == 60, "60 events")
        assert one.numbers(topic) == list(range(60))


def test_frames_leave_in_the_order_of_the_log_and_overlap_nowhere(
    server: Server, topic: str, reader: Follow
) -> None:
    one = reader(f"{topic}:-:0")
    one.follow()
    server.do("tell", topic=topic, times=80)
    until(lambda: len(one.numbers(topic)) == 80, "80 events")
    pushed = [event["seq"] for frame in one.wire for event in frame["events"]]
    assert pushed == list(range(1, 81))
    assert all(frame["head"] == frame["events"][-1]["seq"] for frame in one.wire)


def test_a_reader_who_was_away_is_told_what_passed(server: Server, topic: str, reader: Follow) -> None:
    one = reader(f"{topic}:-:0")
    one.follow()
    server.do("tell", topic=topic, times=3)
    until(lambda: len(one.numbers(topic)) == 3, "3 events")
    one.leave()
    server.do("tell", topic=topic, start=3, times=4)
    answer = one.connect().follow()
    assert one.numbers(topic) == list(range(7))
    assert answer["heads"] == one.positions()


def test_a_reader_who_lacks_more_than_one_answer_holds_asks_on(
    server: Server, topic: str, reader: Follow
) -> None:
    server.do("tell", topic=topic, times=520)
    one = reader(f"{topic}:-:0")
    one.follow()
    assert one.numbers(topic) == list(range(520))


def test_what_happens_between_the_steps_of_following_is_not_lost(
    server: Server, topic: str, reader: Follow
) -> None:
    """Looking at who asks, joining two rooms, reading: after each step something happens and is sent."""
    delegate, cookie = server.enter("delegate")
    reader(f"{topic}:-:0").follow()
    one = reader(f"{topic}:-:0", f"person:{delegate}:-:0", cookie=cookie)
    server.do("dawdle", topic=topic, slow="yes")
    try:
        one.follow()
    finally:
        server.do("dawdle", topic=topic, slow="no")
    until(lambda: len(one.numbers(topic)) == 4, "all four events")
    assert one.numbers(topic) == [0, 1, 2, 3]


def test_readers_who_come_while_much_is_said_have_everything(
    server: Server, topic: str, reader: Follow
) -> None:
    newcomers = [reader(f"{topic}:-:0") for _ in range(8)]
    writing = server.do_meanwhile("tell", topic=topic, times=200)
    for one in newcomers:
        one.follow()
    writing.join()
    for one in newcomers:
        until(lambda one=one: len(one.numbers(topic)) == 200, "200 events")
        assert one.numbers(topic) == list(range(200))


@pytest.mark.parametrize("position", ["{topic}:0badc0de:1", "{topic}:{epoch}:99"])
def test_a_position_of_another_count_or_above_the_head_is_reset(
    server: Server, topic: str, reader: Follow, position: str
) -> None:
    server.do("tell", topic=topic, times=2)
    epoch = epoch_of(server, topic)
    one = reader(position.format(topic=topic, epoch=epoch))
    answer = one.follow()
    assert answer["frames"] == [{"topic": topic, "epoch": epoch, "head": 2, "events": [], "reset": True}]


def test_a_position_below_what_is_kept_is_reset(server: Server, topic: str, reader: Follow) -> None:
    before = told(server)
    server.do("tell", topic=topic, times=5)
    until(lambda: told(server) == before + 5, "the worker, which keeps nothing that nobody reads")
    server.do("prune", topic=topic)
    one = reader(f"{topic}:{epoch_of(server, topic)}:2")
    one.follow()
    assert one.resets == [topic]


def told(server: Server) -> int:
    """How many events of documents the worker has seen."""
    found = re.search(r'summit_heads\{[^}]*kind="document"[^}]*\} (\d+)', server.page("/metrics"))
    return int(found[1]) if found else 0


def test_a_new_count_is_told_to_those_who_follow(server: Server, topic: str, reader: Follow) -> None:
    server.do("tell", topic=topic, times=3)
    one = reader(f"{topic}:-:0")
    one.follow()
    server.do("tell", topic=topic, start=3)
    until(lambda: one.numbers(topic) == [0, 1, 2, 3], "the last event of the old count")
    server.do("renumber", topic=topic)
    until(lambda: one.resets == [topic], "the reset")
    assert one.positions() == [f"{topic}:ffff0000:1"]


def test_what_was_rolled_back_is_never_told(server: Server, topic: str, reader: Follow) -> None:
    one = reader(f"{topic}:-:0")
    one.follow()
    server.do("fail", topic=topic)
    server.do("tell", topic=topic, start=7)
    until(lambda: one.numbers(topic) != [], "the event after")
    assert one.numbers(topic) == [7]


def test_lost_pokes_are_healed_by_looking(server: Server, topic: str, reader: Follow) -> None:
    one = reader(f"{topic}:-:0")
    one.follow()
    server.do("deafen", deaf="yes")
    try:
        server.do("tell", topic=topic, times=2)
        until(lambda: one.numbers(topic) == [0, 1], "events without a poke")
    finally:
        server.do("deafen", deaf="no")


def test_requests_are_answered_with_the_frames_of_the_socket(
    server: Server, topic: str, reader: Follow
) -> None:
    server.do("tell", topic=topic, times=4)
    by_socket = reader(f"{topic}:-:0", "poll:9:-:0").follow()
    assert server.get(f"/live?t={topic}:-:0,poll:9:-:0") == (200, by_socket)


def test_a_held_request_is_answered_when_something_happens(server: Server, topic: str) -> None:
    held = server.get_meanwhile(f"/live?t={topic}:-:0")
    server.do("tell", topic=topic, start=5)
    status, answer = held()
    assert status == 200
    assert [event["payload"] for event in answer["frames"][0]["events"]] == [{"n": 5}]


def test_a_held_request_without_news_says_where_the_streams_stand(server: Server, topic: str) -> None:
    status, answer = server.get(f"/live?t={topic}:-:0")
    assert (status, answer["frames"], answer["heads"]) == (200, [], [f"{topic}:-:0"])
    assert not answer["more"]


def test_debates_by_snapshot_and_events_equal_a_fresh_snapshot(server: Server, reader: Follow) -> None:
    topic = "debate:amendment/71"
    actor, _ = server.enter("delegate")
    early = reader(f"{topic}:-:0")
    early.follow()
    numbers = [int(server.do("say", actor=actor, key=71, text=f"word {n} & more")) for n in range(4)]
    server.do("remove", actor=actor, number=numbers[1])
    until(lambda: len(early.seen[topic]) == 5, "four interventions and one removal")
    late = reader(f"{topic}:-:0")
    late.follow()
    assert shown(early, topic) == shown(late, topic)
    assert [html.split(">")[1].split("<")[0] for html in shown(late, topic).values()] == [
        "word 0 &amp; more",
        "removed",
        "word 2 &amp; more",
        "word 3 &amp; more",
    ]


def test_words_that_were_taken_down_are_never_sent_again(server: Server, reader: Follow) -> None:
    actor, _ = server.enter("delegate")
    watcher = reader("debate:amendment/72:-:0")
    watcher.follow()
    number = server.do("say", actor=actor, key=72, text="regretted")
    until(lambda: len(watcher.wire) == 1, "the words")
    server.do("remove", actor=actor, number=number)
    until(lambda: len(watcher.wire) == 2, "the removal")
    assert "regretted" not in str(reader("debate:amendment/72:-:0").follow())
    assert "regretted" not in str(server.get("/live?t=debate:amendment/72:-:0"))


def test_who_writes_is_told_as_one_figure_to_those_who_follow_the_debate(
    server: Server, reader: Follow
) -> None:
    debate = "debate:amendment/990"
    reads, elsewhere, visitor = (reader(f"{one}:-:0") for one in (debate, "debate:amendment/991", debate))
    _, cookie = server.enter("delegate")
    writes = Reader(server, f"{debate}:-:0", cookie=cookie).connect()
    for one in (reads, elsewhere, visitor, writes):
        one.follow()
    visitor.socket.emit("typing", debate)  # nobody hears who is not signed in
    writes.socket.emit("typing", "debate:amendment/991")  # nor of a debate that this page does not follow
    writes.socket.emit("typing", {"odd": 1})
    writes.socket.emit("typing", debate)
    told = {"topic": debate, "writing": 1}
    until(lambda: reads.typing[:1] == [told], "that somebody writes")
    until(lambda: reads.typing[1:] == [{**told, "writing": 0}], "that nobody writes any more")
    assert elsewhere.typing == []
    writes.leave()


def test_a_restarted_server_goes_on_where_it_stood(database: Databases, tmp_path: Path) -> None:
    server = Server(tmp_path, DATABASE_URL=tables_in(database, tmp_path))
    try:
        server.wait()
        one = Reader(server, "document:1:-:0").connect()
        one.follow()
        server.do("tell", topic="document:1", times=3)
        until(lambda: len(one.numbers("document:1")) == 3, "3 events")
        server.restart()
        one.leave()
        server.do("tell", topic="document:1", start=3, times=3)
        one.connect().follow()
        server.do("tell", topic="document:1", start=6)
        until(lambda: len(one.numbers("document:1")) == 7, "7 events")
        assert one.numbers("document:1") == list(range(7))
        assert one.resets == []
        one.leave()
    finally:
        server.stop()


# --- who is refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "position",
    [
        "ballots:3:-:0",
        "document:4",
        "document:4:ab12cd34:-1",
        "document:x:-:0",
        "document:4:-:5",
        "debate:../../etc:-:0",
        "summit:1:-:0",
        "",
    ],
)
def test_a_stream_that_does_not_exist_is_refused(server: Server, reader: Follow, position: str) -> None:
    assert server.get(f"/live?t={position}")[0] == 422
    one = reader("document:1:-:0")
    assert "error" in one.socket.call("follow", {"topics": [position]})


def test_more_streams_than_a_page_has_are_refused(server: Server, reader: Follow) -> None:
    many = [f"document:{n}:-:0" for n in range(61)]
    assert server.get("/live?t=" + ",".join(many))[0] == 422
    assert "error" in reader("document:1:-:0").socket.call("follow", {"topics": many})


def test_no_socket_comes_to_follow_streams_without_end(reader: Follow) -> None:
    socket = reader("document:1:-:0").socket
    asked = [[f"debate:document/{n}{m}:-:0" for m in range(10, 70)] for n in range(1, 12)]
    answers = ["error" in socket.call("follow", {"topics": topics}) for topics in asked]
    assert answers == [False] * 10 + [True]
    assert "error" not in socket.call("follow", {"topics": asked[0]})


@pytest.mark.parametrize(
    "message", [None, [], "document:4:-:0", {"topics": "document:4:-:0"}, {"topics": [4]}]
)
def test_a_question_of_another_form_is_refused(reader: Follow, message: Any) -> None:
    assert "error" in reader("document:1:-:0").socket.call("follow", message)


def test_streams_of_officers_and_persons_are_for_them_alone(server: Server, reader: Follow) -> None:
    organiser, as_organiser = server.enter("organiser")
    delegate, as_delegate = server.enter("delegate")
    allowed = {
        ("staff:", as_organiser): 200,
        ("staff:", as_delegate): 403,
        ("staff:", ""): 403,
        (f"person:{delegate}", as_delegate): 200,
        (f"person:{delegate}", as_organiser): 403,
        (f"person:{organiser}", as_delegate): 403,
        (f"person:{organiser}", ""): 403,
    }
    server.do("tell", topic="staff:")
    server.do("tell", topic=f"person:{delegate}")
    for (stream, cookie), status in allowed.items():
        assert server.get(f"/live?t={stream}:-:0", cookie)[0] == status, (stream, status)
        answer = reader(f"{stream}:-:0", cookie=cookie).follow()
        assert ("error" in answer) == (status == 403)


def test_a_person_who_signs_out_loses_all_sockets(server: Server, reader: Follow) -> None:
    delegate, cookie = server.enter("delegate")
    own, other = reader(f"person:{delegate}:-:0", cookie=cookie), reader("document:1:-:0")
    own.follow()
    server.do("leave", person=delegate)
    until(lambda: not own.socket.connected, "the disconnection")
    assert other.socket.connected


def test_another_site_cannot_open_a_socket(server: Server) -> None:
    assert server.upgrade(origin="https://elsewhere.example") == 400
    assert server.upgrade(origin=server.address) == 101


@pytest.mark.only_on("sqlite", "PostgreSQL has many writers")
def test_everybody_reads_on_while_a_command_beside_the_server_writes(server: Server, topic: str) -> None:
    held = sqlite3.connect(server.folder / "summit.db", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    waiting = server.do_meanwhile("tell", topic=topic, times=1)
    for _ in range(20):
        assert "Amendment 1" in server.page("/test/page_of/1")
        time.sleep(0.02)
    assert waiting.is_alive()
    held.execute("ROLLBACK")
    held.close()
    waiting.join()
    assert len(server.get(f"/live?t={topic}:-:0")[1]["frames"]) == 1


def test_polling_is_not_offered(server: Server) -> None:
    assert server.get("/socket.io/?EIO=4&transport=polling")[0] == 400


def epoch_of(server: Server, topic: str) -> str:
    _, answer = server.get(f"/live?t={topic}:0badc0de:1")
    return str(answer["frames"][0]["epoch"])


def shown(reader: Reader, topic: str) -> dict[str, str]:
    """What a page shows after these events: each element in its latest form, by number."""
    return {event["payload"]["intervention"]: event["html"] for event in reader.seen[topic]}
