"""Put a text to a poll as a whole."""

from werkzeug.wrappers import Response

from summit.documents.models import DocumentState
from summit.domain.errors import Unacceptable
from summit.people.views.identity import officer_id, signed_in
from summit.voting.forms import WholeForm
from summit.voting.services import put_text
from summit.voting.views.blueprint import blueprint
from summit.voting.views.steps import after
from summit.web.commands import answer_once


@blueprint.post("/polls/text")
@signed_in
def put_whole() -> Response:
    form = WholeForm()
    if not form.validate_on_submit():
        raise Unacceptable(form.first_error() or "Say which text is put, and what becomes of it.")

    def put() -> str:
        number = put_text(
            officer_id(), form.document.data, DocumentState(form.becomes.data), form.to.data or "",
            form.to_body.data, form.preset.data, body_id=form.body.data, is_announced=form.announce.data,
        )  # fmt: skip
        return after(form, number)

    return answer_once(put)
