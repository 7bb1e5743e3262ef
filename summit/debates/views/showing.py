"""What a page needs to show a debate: its words, its place, what this reader may do in it."""

from typing import Any

from flask import request

from summit.db import now
from summit.debates.forms import InterventionForm
from summit.debates.permissions import may_intervene, may_moderate
from summit.debates.queries import CHANGEABLE, Anchor, debate_about, debate_topic, debated, last_sense
from summit.debates.views.places import Place, place_of
from summit.documents.permissions import may_propose
from summit.people.views.identity import current_person


def debate_context(
    anchor: Anchor, place: Place | None = None, form: InterventionForm | None = None
) -> dict[str, Any]:
    """The variables of `debates/_debate.html`. Raises NotFound where nothing is debated under this name."""
    person = current_person()
    shown = debated(anchor)
    form = form or InterventionForm(formdata=None, parent=request.args.get("reply", type=int))
    form.text.render_kw = {"data-draft": f"say-{anchor}", "rows": 4}
    return {
        "debate": shown,
        "place": place or place_of(anchor),
        "topic": debate_topic(anchor),
        "form": form,
        "replied": next((said for said in shown.said if said.number == form.parent.data), None),
        "takes_part": may_intervene(person, debate_about(anchor)),
        "may_moderate": may_moderate(person),
        "sense": last_sense(shown.number, person.id if person else 0),
        "speaks": may_intervene(person, None),
        "may_propose_here": may_propose(person),
        "moment_now": now(),
        "changeable_minutes": int(CHANGEABLE.total_seconds() // 60),
        "own": [said for said in shown.said if person and said.author_id == person.id and said.can_be_read],
    }
