"""The form on an amendment's page by which officers say what their body recommends."""

from collections.abc import Sequence
from dataclasses import dataclass

from summit.documents.models import ON_TEXT, Amendment
from summit.people.models import Body, Person
from summit.people.queries import bodies, plenary
from summit.voting.forms import RecommendForm
from summit.voting.permissions import may_recommend
from summit.voting.queries import Recommended


@dataclass(frozen=True, slots=True)
class Recommending:
    """The form, and for which bodies this person may send it."""

    form: RecommendForm
    bodies: list[Body]


def recommending(
    person: Person | None, amendment: Amendment, said: Sequence[Recommended]
) -> Recommending | None:
    """None for who recommends nothing; the body that has the text before it comes first, as it said."""
    mine = [one for one in bodies() if may_recommend(person, one.id)]
    if not mine or amendment.state not in ON_TEXT:
        return None
    before = amendment.document.body_id or getattr(plenary(), "id", None)
    in_order = sorted(mine, key=lambda one: one.id != before)
    form = RecommendForm(formdata=None, body=in_order[0].id)
    known = next((one for one in said if one.body_id == in_order[0].id), None)
    if known is not None:
        form.advice.data, form.reasons.data = str(known.advice), known.reasons
        form.modified_by.data = known.modified_by
    return Recommending(form, in_order)
