"""From an intervention to an amendment: the editor opens with its words."""

from flask import Response

from summit.debates import queries as debates
from summit.documents import queries as documents
from summit.documents.views.amending import grown
from summit.domain.errors import NotFound
from summit.pages.views.blueprint import blueprint
from summit.people.views.identity import signed_in


@blueprint.get("/interventions/<int:number>/amend")
@signed_in
def amend_from(number: int) -> Response:
    said = debates.said(number)
    if said is None or not said.can_be_read or not said.amends:
        raise NotFound("There are no words here that an amendment could be made of.")
    key = debates.anchor_of(said.debate).key
    if said.amends == "amendment":
        document = documents.amendment(int(key)).document_number
        return grown(document, number, said.text, "", int(key))
    document_key, _, provision = key.partition("/")
    return grown(int(document_key), number, said.text, provision, None)
