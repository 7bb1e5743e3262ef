"""Real elections recounted: every winner, round, stage and pairwise cell as the files state them."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

import verify
from summit.cli.recount import recount
from summit.domain.formats import check_election, read_election1
from summit.domain.formats.check import AGREE, NOT_IMPLEMENTED
from summit.domain.formats.expected import task_of
from summit.domain.rules import AgainstDefault, Rules
from summit.domain.tally import Profile, Ranking, count

ROOT = Path(os.environ.get("SUMMIT_REFERENCE", Path(__file__).parents[2] / ".." / "shared"))
FILES = [path for path in sorted((ROOT / "elections").glob("*.json")) if path.name != "INDEX.json"]
pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not FILES, reason=f"there are no elections under {ROOT}"),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_election_is_recounted_cell_by_cell(path):
    for verdict in check_election(json.loads(path.read_text(encoding="utf-8"))):
        assert verdict.result == AGREE, f"{verdict.method}: {verdict.result} {verdict.where}"


def test_a_rule_set_that_is_not_known_is_said_to_be_not_implemented_never_taken_for_another():
    document = json.loads((ROOT / "elections" / "burlington-2009-mayor.json").read_text(encoding="utf-8"))
    document["expected"][0]["rules"]["method"] = "coombs"
    assert check_election(document)[0].result == NOT_IMPLEMENTED


def test_a_changed_figure_in_a_file_is_found_and_named(tmp_path):
    document = json.loads((ROOT / "elections" / "burlington-2009-mayor.json").read_text(encoding="utf-8"))
    document["expected"][0]["rounds"][2]["tally"]["2"] = "2081"
    file = tmp_path / "changed.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    outcome = CliRunner().invoke(recount, [str(file), "--check"])
    assert outcome.exit_code == 1
    assert "round 3 tally" in outcome.output


def test_one_command_checks_every_file_and_says_how_many_agree():
    outcome = CliRunner().invoke(recount, ["--check", *map(str, FILES)])
    assert outcome.exit_code == 0
    last = outcome.output.splitlines()[-1]
    assert last.startswith(f"{len(FILES)} files, ")
    assert ", 0 differ, 0 not implemented." in last


def test_several_files_are_only_checked_never_counted_as_one():
    outcome = CliRunner().invoke(recount, [*map(str, FILES[:2])])
    assert outcome.exit_code == 2
    assert "add --check" in outcome.output


def ballots(name: str) -> tuple[Profile, dict]:
    """A document's ballots: for each option in order its rank, or none."""
    path = next((ROOT / "documents").glob(f"{name}*.ballots.json"))
    document = json.loads(path.read_text(encoding="utf-8"))
    options = tuple(str(option["id"]) for option in document["options"])
    rankings = []
    for given in document["ballots"]:
        ranks = sorted({rank for rank in given if rank is not None})
        rankings.append(
            Ranking(
                tuple(tuple(o for o, r in zip(options, given, strict=True) if r == rank) for rank in ranks)
            )
        )
    return Profile(options, tuple(rankings)), document


def body_rules(document: dict) -> Rules:
    """The body's own rule: quorum and majorities against the default option, then Schulze."""
    ratios = tuple((str(option["id"]), option["majority"], 1) for option in document["options"])
    default = next(str(option["id"]) for option in document["options"] if option["default"])
    rule = AgainstDefault(minimum_votes=int(document["quorum"]) + 1, ratios=ratios)
    return Rules(
        method="debian_a6", default_option=default, equal_ranks="allowed", against_default=rule, ties=()
    )


def test_the_rule_decides_the_same_ballots_elect_three_different_options():
    profile, document = ballots("04")
    split = Rules(method="irv", equal_ranks="allowed")
    assert count(profile, body_rules(document)).winners == ("5",)
    assert count(profile, split).winners == ("2",)
    assert count(profile, split.with_(method="condorcet_winner")).winners == ("2",)
    assert count(profile, split.with_(method="plurality")).winners == ("7",)


@pytest.mark.parametrize(("name", "carried"), [("03", True), ("04", True), ("06", False)])
def test_a_documents_vote_has_its_published_pairs_and_winner(name, carried):
    profile, document = ballots(name)
    result = count(profile, body_rules(document))
    expected = document["expected"]
    matrix = [[(result.pairwise[a]).get(b, 0) for b in profile.options] for a in profile.options]
    assert matrix == expected["beat_matrix"]
    assert list(result.winners) == [str(option) for option in expected["condorcet_schwartz_winner"]]
    assert result.is_carried is carried


def test_the_default_option_won_in_2016_and_nobody_is_elected():
    path = ROOT / "elections" / "debian-2016-vote_002.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    rules = Rules(
        method="debian_a6",
        default_option="2",
        equal_ranks="allowed",
        against_default=AgainstDefault(developers=1040),
        ties=("chair",),
    )
    result = count(read_election1(document).profile, rules)
    assert result.winners == ("2",)
    assert result.nobody


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_verifier_counts_an_election_as_the_application(path):
    """`verify.py` shares no code with the application; both give every figure of every rule set alike."""
    document = json.loads(path.read_text(encoding="utf-8"))
    profile = read_election1(document).profile
    tasks = [task_of(document, entry, profile) for entry in document.get("expected") or []]
    for task in filter(None, tasks):
        lots = task.lots or task.profile.options
        ballots = [(one.ranks, one.count) for one in task.profile.rankings]
        counted = count(task.profile, task.rules, lots).as_json()
        again = verify.count(task.profile.options, ballots, task.rules.as_json(), lots)
        assert again == json.loads(json.dumps(counted)), task.rules.method
