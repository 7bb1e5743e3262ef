"""How often one may write: every address at which people other than officers write has a limit."""

from flask import Flask
from flask_limiter.util import get_qualified_name

from summit.web.limits import limiter

OF_OFFICERS = {
    "console.act",
    "export.links",
    "export.slips",
    "people.act_on",
    "people.answer_signature",
    "people.change",
    "people.end_at_desk",
    "people.enter_person",
    "people.new_body",
    "people.new_seat",
    "people.new_slip",
    "people.office",
    "people.pass_seat",
    "people.reissue",
    "people.substitute",
    "people.write_body",
    "voting.ask",
    "voting.practise_in_body",
    "voting.put",
    "voting.put_list",
    "voting.put_whole",
    "voting.repeat",
    "voting.rules",
    "voting.step",
}
HARMLESS = {"people.leave", "csp_report", "voting.publish"}
"""Leaving ends what it needs; reports are counted by kind; publishing twice answers what was published."""


def test_every_address_that_takes_what_people_write_has_a_limit(app: Flask) -> None:
    writing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    unlimited = {endpoint for endpoint in writing if not _limits(app, endpoint)}
    assert unlimited == OF_OFFICERS | HARMLESS


def _limits(app: Flask, endpoint: str) -> list[object]:
    return list(limiter.limit_manager.decorated_limits(get_qualified_name(app.view_functions[endpoint])))
