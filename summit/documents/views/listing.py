"""The list of documents."""

from flask import render_template

from summit.documents import queries
from summit.documents.forms import SecondersForm
from summit.documents.permissions import may_import, may_set_seconders
from summit.documents.views.blueprint import blueprint
from summit.people.views.identity import current_person


@blueprint.get("/documents/")
def listing() -> str:
    return render_template(
        "documents/listing.html",
        papers=queries.documents(),
        may_import=may_import(current_person()),
        may_set_seconders=may_set_seconders(current_person()),
        seconders=SecondersForm(formdata=None),
    )
