"""`flask recount` counts a file with no database and no settings."""

import json

import pytest
from click.testing import CliRunner, Result

from summit.cli.recount import recount

BLT = '3 1\n4 1 0\n3 2 3 0\n2 3 2 0\n0\n"Ana"\n"Bo"\n"Cy"\n"Fruit"\n'
TIED = '2 1\n1 1 0\n1 2 0\n0\n"Ana"\n"Bo"\n'


@pytest.fixture
def run(tmp_path):
    def start(content: str, *arguments: str, **files: str) -> Result:
        (tmp_path / "file").write_text(content, encoding="utf-8")
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        paths = [str(tmp_path / each[1:]) if each.startswith("@") else each for each in arguments]
        return CliRunner().invoke(recount, [str(tmp_path / "file"), *paths])

    return start


def test_the_rounds_are_printed_as_a_table(run):
    shown = run(BLT).output
    assert "Fruit" in shown
    assert "Ana        4        4" in shown
    assert "Round 1: Cy eliminated." in shown
    assert "from Cy: 2 to Bo" in shown
    assert "Result: Bo." in shown


def test_json_is_one_document_with_votes_as_text(run):
    found = json.loads(run(BLT, "--json").output)
    assert found["winners"] == ["2"]
    assert found["rounds"][0]["tally"] == {"1": "4", "2": "3", "3": "2"}
    assert found["ballots"] == {"valid": "9", "blank": "0", "spoilt": "0"}
    assert found["method"] == "irv"
    assert set(found) >= {"rules", "pairwise", "dropped", "ties"}


def test_method_and_seats_can_be_given(run):
    found = json.loads(run(BLT, "--method", "stv", "--seats", "2", "--json").output)
    assert (found["method"], found["quota"], found["winners"]) == ("stv", "4.00000", ["1", "2"])


def test_a_rule_file_decides(run):
    rules = json.dumps({"method": "plurality", "ties": ["lots"]})
    assert json.loads(run(BLT, "--rules", "@rules", "--json", rules=rules).output)["winners"] == ["1"]


def test_a_wrong_rule_file_is_refused_in_a_sentence(run):
    refused = run(BLT, "--rules", "@rules", rules='{"method": "irv", "colour": 1}')
    assert refused.exit_code == 1
    assert refused.output == "colour: there is no rule of this name\n"


def test_a_tie_is_open_without_lots_and_resolved_with_them(run):
    assert "not resolved" in run(TIED).output
    shown = run(TIED, "--lots", "@lots", lots="2\n1\n").output
    assert "resolved by lots: Bo" in shown


def test_a_seed_gives_the_lots_and_the_poll_belongs_to_it(run):
    winners = {run(TIED, "--seed", "00ff", "--poll", f"V-{number}").output[-5:] for number in range(12)}
    assert len(winners) == 2


def test_usage_errors_exit_with_two_and_stated_failures_with_one(run):
    assert run(TIED, "--seed", "xyz").exit_code == 2
    assert run(TIED, "--seed", "00", "--lots", "@lots", lots="1\n2").exit_code == 2
    assert run(TIED, "--lots", "@lots", lots="1\n").exit_code == 1
    assert run("nonsense").exit_code == 1


def test_a_file_that_is_not_text_is_refused(run, tmp_path):
    (tmp_path / "image").write_bytes(b"\x89PNG\xff\xfe\x00")
    refused = CliRunner().invoke(recount, [str(tmp_path / "image")])
    assert refused.exit_code == 1
    assert "UTF-8" in refused.output


STATED = {
    "format": "election/1",
    "seats": 1,
    "candidates": [{"id": 1, "name": "Ana"}, {"id": 2, "name": "Bo"}],
    "ballots": [{"count": 2, "ranking": [[1]]}, {"count": 1, "ranking": [[2], [1]]}],
    "expected": [
        {"rules": {"method": "condorcet-winner"}, "winners": [1], "pairwise": {"1": {"2": 2}}},
        {"rules": {"method": "something-new"}, "winners": [1]},
    ],
}


def test_check_says_agree_and_not_implemented(run):
    outcome = run(json.dumps(STATED), "--check")
    assert outcome.exit_code == 0
    assert outcome.output == "condorcet-winner: agree\nsomething-new: not implemented\n"


def test_check_names_the_first_cell_that_differs_and_exits_with_one(run):
    wrong = json.loads(json.dumps(STATED))
    wrong["expected"][0]["pairwise"]["1"]["2"] = 3
    outcome = run(json.dumps(wrong), "--check", "--json")
    assert outcome.exit_code == 1
    found = json.loads(outcome.output)["rule_sets"]
    assert found[0]["result"] == "differ"
    assert "pairwise 1 over 2" in found[0]["where"]
