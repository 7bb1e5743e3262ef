"""Refusals: what the rules do not allow, in a sentence that may be shown to the person who asked."""

from http import HTTPStatus


class Refusal(Exception):
    """A rule says no. The message is shown as it stands; `status` is the HTTP status that fits it."""

    status: int = HTTPStatus.CONFLICT


class NotAllowed(Refusal):
    """The person's role or standing does not give this right."""

    status = HTTPStatus.FORBIDDEN


class NotFound(Refusal):
    """No such thing, or nothing that this person may see."""

    status = HTTPStatus.NOT_FOUND


class Unacceptable(Refusal):
    """The input itself is wrong: empty, doubled, too long, not of the asked form."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


def require(allowed: bool, sentence: str) -> None:
    """Refuse with `sentence` unless `allowed`."""
    if not allowed:
        raise NotAllowed(sentence)
