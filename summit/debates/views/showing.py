"""What a page needs to show a debate: its words, its place, what this reader may do in it."""

from typing import Any

from flask import current_app, request

from summit.db import now
from summit.debates.forms import InterventionForm
from summit.debates.permissions import may_intervene, may_moderate
from summit.debates.queries import (
    CHANGEABLE,
    Anchor,
    Debated,
    Said,
    debate_about,
    debate_topic,
    debated,
    last_sense,
    own_said,
    said,
)
from summit.debates.views.drawn import drawn
from summit.debates.views.places import Place, place_of
from summit.documents.permissions import may_propose
from summit.events import heads_of
from summit.people.views.identity import current_person
from summit.web.numbers import number as whole


def debate_context(
    anchor: Anchor, place: Place | None = None, form: InterventionForm | None = None
) -> dict[str, Any]:
    """The variables of `debates/_debate.html`. Raises NotFound where nothing is debated under this name."""
    person = current_person()
    shown = debated(anchor, request.args.get("said", type=whole))
    form = form or InterventionForm(formdata=None, parent=request.args.get("reply", type=whole))
    form.text.render_kw = {"data-draft": f"say-{anchor}", "rows": 4}
    return {
        "debate": shown,
        "place": place or place_of(anchor),
        "topic": debate_topic(anchor),
        "form": form,
        "drawn_said": lambda one: drawn(one, _language()),
        "head": heads_of([debate_topic(anchor)])[0].seq,
        "replied": _replied(shown, form.parent.data),
        "takes_part": may_intervene(person, debate_about(anchor)),
        "may_moderate": may_moderate(person),
        "sense": last_sense(shown.number, person.id if person else 0),
        "speaks": may_intervene(person, None),
        "may_propose_here": may_propose(person),
        "moment_now": now(),
        "changeable_minutes": int(CHANGEABLE.total_seconds() // 60),
        "own": own_said(shown.number, person.id) if person else [],
        "changeable": CHANGEABLE,
    }


def _replied(shown: Debated, number: int | None) -> Said | None:
    """What is replied to, on this page or an earlier one of the same debate."""
    found = said(number) if number else None
    return found if found is not None and found.debate == shown.number else None


def _language() -> str:
    return str(current_app.jinja_env.globals["ui_language"]())  # type: ignore[operator]
