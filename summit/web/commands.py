"""Answer a form that may be sent twice: the command is done once, the redirect is the same both times."""

from collections.abc import Callable

from flask import redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from summit.domain.errors import Unacceptable
from summit.events import once

NOT_OF_THE_COMMAND = frozenset({"csrf_token", "key"})


def answer_once(act: Callable[[], str]) -> Response:
    """Run `act` (which answers a location) under the form's `key`, and redirect there with 303.

    Raises Unacceptable when the form came without a key.
    """
    key = request.form.get("key", "")
    if not 8 <= len(key) <= 64 or not key.isprintable():
        raise Unacceptable("This form came without its key. Reload the page and send it again.")
    return redirect(once(current_user.id, key, _body(), act), 303)


def _body() -> bytes:
    fields = sorted(
        (name, value) for name, value in request.form.items(multi=True) if name not in NOT_OF_THE_COMMAND
    )
    return repr((request.path, fields)).encode()
