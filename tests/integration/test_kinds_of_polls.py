"""Polls without a text, by every kind of paper: marked without scripts, counted, told and verified."""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from secrets import token_hex

import pytest
from flask import Flask
from flask.testing import FlaskClient
from nacl.signing import SigningKey

from summit.db import db
from summit.documents.models import Amendment, AmendmentState
from summit.documents.queries import text_at
from summit.domain.ballots import BallotRejected
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.domain.majorities import Majority, Quorum
from summit.domain.rules import AgainstDefault, Rules
from summit.export.bundle import make_bundle
from summit.export.composing import compose
from summit.export.markdown import write_markdown
from summit.voting.models import KEEP, Ballot, Poll, PollKind
from summit.voting.services import announce_poll, close_poll, open_poll, publish_poll, put_question
from tests.bundles import Files, edited, packed, signed_anew, unpacked, verified
from tests.conftest import Cast
from tests.factories import a_document, an_amendment, cast, closed, published, voided

pytestmark = pytest.mark.only_on(
    "sqlite", "papers and counts; casting, closing and counting are held on both"
)

Enter = Callable[[int], FlaskClient]
NAMES = ("Ana Yánez", "Bo Li", "Chaska Tupak")
OPTIONS = tuple(zip(("o1", "o2", "o3"), NAMES, strict=True))


@dataclass(frozen=True)
class Kind:
    """A rule set with four papers as form fields, what is stored of the first, and what the result says."""

    rules: Rules
    papers: Sequence[dict[str, object]]
    first: list[object]
    says: str
    options: tuple[tuple[str, str], ...] = OPTIONS
    kind: PollKind = PollKind.QUESTION


def ranks(*order: str) -> dict[str, object]:
    return {f"rank-{option}": place for place, option in enumerate(order, 1)}


def chosen(*options: str) -> dict[str, object]:
    return {"choice": list(options)}


def points(*given: int) -> dict[str, object]:
    return {f"points-{option}": number for (option, _), number in zip(OPTIONS, given, strict=True)}


RANKED = (ranks("o1", "o2"), ranks("o2", "o1", "o3"), ranks("o2"), ranks("o3", "o2"))
DEBIAN = AgainstDefault(ratios=(("o1", 3, 1),))
KINDS = {
    "for": Kind(
        Rules(method="for_against_abstain", majority=Majority(), default_option="against", ties=("lost",)),
        (chosen("for"), chosen("for"), chosen("against"), chosen("abstain")),
        ["for"],
        "Carried: Which of them?|2 for, 1 against, 1 abstention.|more than 1/2 of 3 (cast): reached.",
        (),
    ),
    "level": Kind(
        Rules(method="for_against_abstain", majority=Majority(), default_option="against", ties=("lost",)),
        (chosen("for"), chosen("against"), chosen("abstain"), {"blank": "y"}),
        ["for"],
        "Not carried: Which of them?|1 for, 1 against, 1 abstention.",
        (),
        PollKind.PROCEDURE,
    ),
    "unmet": Kind(
        Rules(method="plurality", quorum=Quorum("5", "cast")),
        (chosen("o2"), chosen("o2"), chosen("o1"), chosen("o2")),
        ["o2"],
        "No option wins.|The quorum of 5 (cast) was not met: 4. So nothing is decided.",
    ),
    "plurality": Kind(
        Rules(method="plurality", ties=("lots",)),
        (chosen("o2"), chosen("o2"), chosen("o1"), {"blank": "y"}),
        ["o2"],
        "Chosen: Bo Li.|Votes: Bo Li 2; next is Ana Yánez with 1.",
    ),
    "approval": Kind(
        Rules(method="approval", maximum_ranks=2),
        (chosen("o3", "o1"), chosen("o1"), chosen("o1", "o2"), chosen("o3")),
        [["o1", "o3"]],
        "Chosen: Ana Yánez.|Approvals: Ana Yánez 3; next is Chaska Tupak with 2.",
    ),
    "score": Kind(
        Rules(method="score", score_maximum=5),
        (points(5, 0, 3), points(1, 4, 4), points(0, 5, 0), {"blank": "y"}),
        ["o1", [], "o3"],
        "Chosen: Bo Li.|Points: Bo Li 9; next is Chaska Tupak with 7.",
    ),
    "borda": Kind(Rules(method="borda"), RANKED, ["o1", "o2"], "Chosen: Bo Li.|Points: Bo Li "),
    "irv": Kind(Rules(method="irv"), RANKED, ["o1", "o2"], "Chosen: Bo Li.|round Bo Li had "),
    "schulze": Kind(
        Rules(method="schulze", equal_ranks="allowed"),
        ({"rank-o1": 1, "rank-o2": 1, "rank-o3": 2}, *RANKED[1:]),
        [["o1", "o2"], "o3"],
        "Chosen: Bo Li.|Bo Li beats every other option two by two, ",
    ),
    "debian": Kind(
        Rules(method="debian_a6", default_option="o3", against_default=DEBIAN),
        (ranks("o1", "o3"), ranks("o1", "o2", "o3"), ranks("o3"), ranks("o2", "o3")),
        ["o1", "o3"],
        "No other option wins: “Chaska Tupak” stands.|Ana Yánez and Bo Li missed the majority",
    ),
    "stv": Kind(
        Rules(method="stv", seats=2),
        RANKED,
        ["o1", "o2"],
        "Elected: Bo Li and |2 of 2 seats are filled; the quota was 2.",
        kind=PollKind.ELECTION,
    ),
}
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def silent(done: int, total: int, step: str) -> None:
    pass


def opened(people: Cast, one: Kind) -> int:
    rules = one.rules.with_(small_group_limit=0)
    poll = put_question(people.organiser, None, "Which of them?", one.options, rules, one.kind)
    announce_poll(people.organiser, poll)
    open_poll(people.organiser, poll, "4 1 6")
    return poll


def cast_on_paper(voter: FlaskClient, poll: int, fields: dict[str, object]) -> str:
    """Mark, read back and cast, as a browser without scripts does; answers what was read back."""
    page = voter.get(f"/polls/{poll}").text
    assert 'name="choice"' in page or 'name="rank-o1"' in page or 'name="points-o1"' in page
    review = voter.post(f"/polls/{poll}/review", data={**fields, "seen": 0})
    assert review.status_code == 200, review.text
    answer = voter.post(f"/polls/{poll}/cast", data=dict(FIELD.findall(html.unescape(review.text))))
    assert "Your receipt" in answer.text, answer.text
    return review.text


@pytest.fixture
def decided(app: Flask, people: Cast, entered: Enter) -> dict[str, int]:
    """A published poll of each kind, its number by name."""
    numbers: dict[str, int] = {}
    voters = [entered(person) for person in people.delegates]
    for name, one in KINDS.items():
        with app.app_context():
            numbers[name] = opened(people, one)
        for voter, fields in zip(voters, one.papers, strict=True):
            cast_on_paper(voter, numbers[name], fields)
        with app.app_context():
            closed(people.organiser, numbers[name])
            contents = db.session.scalars(
                db.select(Ballot.content).where(Ballot.poll_number == numbers[name])
            ).all()
            assert {"ranking": one.first} in contents, name
            publish_poll(people.organiser, numbers[name])
    return numbers


def test_every_kind_is_marked_without_scripts_counted_told_and_verified(
    app: Flask, client: FlaskClient, people: Cast, decided: dict[str, int]
) -> None:
    for name, number in decided.items():
        page = html.unescape(client.get(f"/polls/{number}").text)
        for said in KINDS[name].says.split("|"):
            assert said in page, f"{name}: {said}"
        assert "The text stays" not in page, name
        found = client.get(f"/polls/{number}/result.json").get_json()
        assert (found["document"], found["base"], found["revision"]) == (None, None, None)
    assert "Two by two" in client.get(f"/polls/{decided['debian']}").text
    assert "elected: Bo Li and" in client.get("/").text
    assert "“Chaska Tupak” stands" in client.get("/polls/").text
    assert "Elected: Bo Li and" in client.get("/projector/1").text
    with app.app_context():
        bundle, whole = make_bundle(silent).content, write_markdown(compose())
    for said in ("**Carried: 2 for, 1 against, 1 abstention.**", "It changes no text.", "two by two"):
        assert said in whole, said
    wrong, said = verified(bundle)
    assert wrong == 0, said
    for name, number in decided.items():
        method = KINDS[name].rules.method
        assert f"V-{number:02}: recounted by {method}" in said
        assert f"V-{number:02}: ballots.csv and ballots.blt hold the same rankings" in said
        assert f"V-{number:02}: its effect is the one of the record: it is about no text" in said
    _changes_are_found(unpacked(bundle), decided)


def _changes_are_found(files: Files, decided: dict[str, int]) -> None:
    """Another ballot for or against, another question: found even where everything is signed anew."""
    folder = f"votes/V-{decided['for']:02}"

    def turned(one: dict) -> None:
        ballot = next(each for each in one["ballots"] if each["ranking"] == ["against"])
        ballot["ranking"] = ["for"]

    def asked(one: dict) -> None:
        one["title"] = "Whom do we trust?"

    key = SigningKey.generate()
    for name, change in ((f"{folder}/ballots.json", turned), (f"{folder}/poll.json", asked)):
        wrong, said = verified(packed(signed_anew(edited(files, name, change), key)))
        assert wrong, name
        assert f"NO   {name}" in said, said


def test_a_paper_takes_no_more_than_its_method_asks(inside: Flask, people: Cast) -> None:
    def refused(kind: str, *ranking: object) -> str:
        poll = opened(people, KINDS[kind])
        with pytest.raises(BallotRejected) as caught:
            cast(people.lucia, poll, *ranking)
        return str(caught.value)

    assert "one choice" in refused("for", "for", "against")
    assert "one choice" in refused("plurality", "o1", "o2")
    assert "At most 2 options may be approved" in refused("approval", ("o1", "o2", "o3"))
    assert "ranks nothing" in refused("approval", "o1", "o2")
    assert "at most 5 points" in refused("score", *[()] * 5, "o1")
    assert "no two options share a place" in refused("irv", ("o1", "o2"))
    assert "Choose for, against or abstain" in refused("for")


def test_a_question_that_nobody_could_answer_is_not_put(inside: Flask, people: Cast) -> None:
    plurality = Rules(method="plurality")
    wrong = (
        ("", OPTIONS, plurality),
        ("Which?", OPTIONS[:1], plurality),
        ("Which?", (*OPTIONS, ("o4", "bo LI")), plurality),
        ("Which?", (("o,1", "One"), ("o2", "Two")), plurality),
        ("Which?", OPTIONS, plurality.with_(default_option=KEEP)),
        ("Which?", OPTIONS, KINDS["for"].rules),
    )
    for title, options, rules in wrong:
        with pytest.raises(Unacceptable):
            put_question(people.organiser, None, title, options, rules)
    with pytest.raises(NotAllowed):
        put_question(people.lucia, None, "Which?", OPTIONS, plurality)
    assert db.session.scalar(db.select(db.func.count()).select_from(Poll)) == 0


def test_nobody_votes_and_a_void_result_changes_no_text(
    app: Flask, client: FlaskClient, people: Cast
) -> None:
    with app.app_context():
        poll = opened(people, KINDS["stv"])
        published(people.organiser, poll)
        again = opened(people, KINDS["for"])
        cast(people.lucia, again, "for")
        published(people.organiser, again)
        voided(people.organiser, again, "The wrong question.")
    assert "Nobody voted. Nobody is elected." in client.get(f"/polls/{poll}").text
    page = client.get(f"/polls/{again}").text
    assert "This poll is void." in page
    assert "Carried: Which of them?" in page
    with app.app_context():
        wrong, said = verified(make_bundle(silent).content)
        assert wrong == 0, said


# --- one amendment, for or against -------------------------------------------------------------------------


def puts(chair: FlaskClient, amendment: int, **more: str) -> None:
    answer = chair.post("/polls/", data={"key": token_hex(8), "amendments": amendment, **more})
    assert answer.status_code == 303, answer.text


def runs(chair: FlaskClient, poll: int, votes: list[tuple[FlaskClient, str]], app: Flask, by: int) -> None:
    """Announce, open without dice, let these vote, close and publish, all by forms."""
    for step in ("announce", "open"):
        answer = chair.post(f"/polls/{poll}/{step}", data={"key": token_hex(8)})
        assert answer.status_code == 303, answer.text
    for voter, choice in votes:
        cast_on_paper(voter, poll, chosen(choice))
    with app.app_context():
        closed(by, poll)
    assert chair.post(f"/polls/{poll}/publish", data={"key": token_hex(8)}).status_code == 303


def test_one_amendment_alone_is_put_for_or_against_and_is_adopted_or_rejected(
    app: Flask, client: FlaskClient, people: Cast, entered: Enter
) -> None:
    with app.app_context():
        document = a_document()
        first = an_amendment(people.lucia, document, "Springs stay open to everybody.", title="Springs")
        second = an_amendment(people.tomas, document, "Seed banks close.", "p3", title="Banks")
    chair = entered(people.organiser)
    lucia, tomas, rosa = (entered(one) for one in people.delegates[:3])
    desk = chair.get("/console/1").text
    assert "For or against, two thirds" in desk
    puts(chair, first)
    page = chair.get("/polls/1").text
    assert "Each ballot says for, against or abstain." in page
    assert "Change the rules" in page
    runs(chair, 1, [(lucia, "for"), (tomas, "for"), (rosa, "against")], app, people.organiser)
    page = html.unescape(client.get("/polls/1").text)
    assert f"Carried: AM {first}. Springs." in page
    assert "2 for, 1 against, 0 abstentions." in page
    assert "Springs stay open to everybody." in client.get(f"/documents/{document}").text
    puts(chair, second, preset="two-thirds-change")
    runs(chair, 2, [(lucia, "for"), (tomas, "against"), (rosa, "abstain")], app, people.organiser)
    page = html.unescape(client.get("/polls/2").text)
    assert f"Not carried: AM {second}. Banks. The text stays as it is." in page
    assert "Needed were at least 2/3 of 2 (cast): not reached." in page
    with app.app_context():
        states = [db.session.get_one(Amendment, number).state for number in (first, second)]
        assert states == [AmendmentState.ADOPTED, AmendmentState.REJECTED]
        assert text_at(document, 2)[1].text == "Springs stay open to everybody."
        wrong, said = verified(make_bundle(silent).content)
    assert wrong == 0, said
    assert f"its effect is the one of the record: AM {first} adopted, revision 2" in said


# --- put by the organisers' forms --------------------------------------------------------------------------


def test_a_priority_list_is_put_by_forms_and_its_rules_are_changed_until_everybody_reads_them(
    app: Flask, client: FlaskClient, people: Cast, entered: Enter
) -> None:
    chair = entered(people.organiser)
    assert "/polls/question?body=1" in chair.get("/console/1").text
    asked = chair.get("/polls/question?body=1")
    assert asked.mimetype == "text/html"
    assert "Draft the poll" in asked.text
    form = {"key": token_hex(8), "body": 1, "preset": "priority-list", "question": "What first?", "seats": 2}
    refused = chair.post("/polls/question", data={**form, "options": "Water"})
    assert refused.status_code == 422
    assert "What first?" in refused.text
    unasked = {**form, "key": token_hex(8), "preset": "proposal", "options": "Water\nSeeds"}
    refused = chair.post("/polls/question", data=unasked)
    assert refused.status_code == 422
    assert "A poll for or against has its own options." in refused.text
    assert "Water\nSeeds</textarea>" in refused.text
    answer = chair.post(
        "/polls/question", data={**form, "key": token_hex(8), "options": "Water\nSeeds\n\nSoil"}
    )
    assert (answer.status_code, answer.location) == (303, "/polls/1")
    assert client.get("/polls/1").status_code == 404
    assert "2 are elected." in chair.get("/polls/1").text
    rules = {
        "quorum": "1/3", "quorum_base": "cast", "publication": "separate", "grace_seconds": 0,
        "minimum_open_seconds": 300,
    }  # fmt: skip
    wrong = chair.post("/polls/1/rules", data={"key": token_hex(8), **rules, "seats": 9})
    assert wrong.status_code == 422
    assert "must be from 1 to 3" in wrong.text
    wrong = chair.post("/polls/1/rules", data={"key": token_hex(8), **rules, "quorum": "a third"})
    assert "is no share" in html.unescape(wrong.text)
    assert chair.post("/polls/1/rules", data={"key": token_hex(8), **rules, "seats": 1}).status_code == 303
    page = html.unescape(chair.get("/polls/1").text)
    for sentence in ("The quorum is 1/3 of those entitled", "stays open for at least 300 seconds"):
        assert sentence in page
    assert "2 are elected." not in page
    chair.post("/polls/1/announce", data={"key": token_hex(8)})
    late = chair.post("/polls/1/rules", data={"key": token_hex(8), **rules, "seats": 2})
    assert (late.status_code, "its rules stand" in late.text) == (409, True)
    assert "dice" in chair.post("/polls/1/open", data={"key": token_hex(8)}).text
    chair.post("/polls/1/open", data={"key": token_hex(8), "chair_number": "4 1 6"})
    with app.app_context():
        with pytest.raises(Refusal, match="stays open until"):
            close_poll(people.organiser, 1)
        for voter in people.delegates:
            cast(voter, 1, "o1")
        close_poll(people.organiser, 1)


def test_a_point_of_procedure_is_open_after_three_taps_at_the_desk(
    app: Flask, people: Cast, entered: Enter
) -> None:
    chair, rosa = entered(people.organiser), entered(people.rosa)
    assert 'name="point" value="Close the debate?"' in chair.get("/console/1").text
    tap = {"key": token_hex(8), "point": "Close the debate?"}
    assert chair.post("/console/1/raise-point", data=tap).status_code == 303
    desk = chair.get("/console/1").text
    assert "No lot can decide this poll" in desk
    back = {"key": token_hex(8), "back": "/console/1"}
    assert chair.post("/polls/1/open", data=back).location == "/console/1"
    assert "Close the debate?" in rosa.get("/").text
    assert "You vote against it." in cast_on_paper(rosa, 1, chosen("against"))
    assert chair.post("/console/1/raise-point", data={"key": token_hex(8), "point": " "}).status_code == 422
    with app.app_context():
        published(people.organiser, 1)
        wrong, said = verified(make_bundle(silent).content)
    assert wrong == 0, said
