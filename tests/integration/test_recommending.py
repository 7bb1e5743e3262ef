"""What bodies recommend: where voters read it, until when it can be changed, and that the record keeps it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from summit.agenda.services import add_item
from summit.db import db
from summit.domain.anchors import Anchor
from summit.domain.errors import NotAllowed, Refusal, Unacceptable
from summit.export.bundle import kept_key, make_bundle
from summit.people.models import Duty
from summit.people.services import found_body, give_office
from summit.record import RecordEntry
from summit.voting.models import Advice
from summit.voting.services import announce_poll, open_poll, put_to_poll, recommend
from tests.bundles import verified
from tests.conftest import Cast
from tests.factories import SENTENCES, a_document, a_sitting, an_amendment, cast, published

pytestmark = pytest.mark.only_on("sqlite", "a sentence of a body; votes and amendments are held on both")

WHY = "It costs nothing and helps the villages."


def test_what_a_body_recommends_stands_wherever_one_decides_and_is_fixed_when_the_poll_opens(
    app: Flask, people: Cast, entered: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        document = a_document()
        first = an_amendment(people.lucia, document, SENTENCES[0].replace("may", "shall"))
        other = an_amendment(people.tomas, document, SENTENCES[0].replace("may", "must"))
        table = found_body(people.organiser, "Table 1").id
        give_office(people.organiser, "01-03", Duty.RAPPORTEUR, table)
        add_item(people.organiser, a_sitting(people.organiser), "Data", Anchor("amendment", str(first)))
    rapporteur, reader = entered(people.rosa), entered(people.tomas)
    form = {"body": table, "advice": "modified", "modified_by": other, "reasons": WHY}
    sent = rapporteur.post(f"/amendments/{first}/recommend", data={"key": "a-key-of-mine", **form})
    assert sent.status_code == 303
    for path in (f"/documents/{document}", f"/amendments/{first}", "/sittings/1"):
        said = " ".join(reader.get(path).get_data(as_text=True).split())
        assert "Table 1" in said, path
        assert "adopt as modified by" in said, path
    with app.app_context():
        with pytest.raises(NotAllowed):
            recommend(people.rosa, first, 1, Advice.ADOPT, "Not my body.")
        with pytest.raises(NotAllowed):
            recommend(people.lucia, first, table, Advice.ADOPT, "My own amendment.")
        with pytest.raises(Unacceptable, match="Say why"):
            recommend(people.rosa, first, table, Advice.ADOPT, "  ")
        with pytest.raises(Unacceptable, match="no other amendment"):
            recommend(people.rosa, first, table, Advice.MODIFIED, WHY, first)
        poll = put_to_poll(people.organiser, [first, other])
        announce_poll(people.organiser, poll)
        recommend(people.rosa, first, table, Advice.REJECT, f"{WHY} **Yet** too late.")
        open_poll(people.organiser, poll, "4 1 6")
        with pytest.raises(Refusal, match="V-01 has opened"):
            recommend(people.rosa, first, table, Advice.ADOPT, "Now it is too late.")
    ballot = reader.get(f"/polls/{poll}").get_data(as_text=True)
    assert ballot.count("Recommended by Table 1:") == 1
    assert "<b>reject</b>" in ballot
    assert "<strong>Yet</strong> too late." in ballot
    with app.app_context():
        cast(people.lucia, poll, f"am{first}")
        published(people.organiser, poll)
        with pytest.raises(Refusal, match="is adopted"):
            recommend(people.rosa, first, table, Advice.ADOPT, "After the fact.")
        kept = db.session.scalars(
            db.select(RecordEntry).where(RecordEntry.kind == "recommended").order_by(RecordEntry.seq)
        )
        assert [one.payload["advice"] for one in kept] == ["modified", "reject"]
        kept_key(app.config["INSTANCE"])
        code, report = verified(make_bundle(lambda done, total, step: None).content)
        assert code == 0, report
    assert f"Table 1: reject. {WHY}" in reader.get("/final.md").get_data(as_text=True)
