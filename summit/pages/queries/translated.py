"""What an amendment would say, in the language in which a reader wants texts."""

from collections.abc import Mapping

from summit.documents import queries as documents
from summit.documents.queries import Rendered
from summit.domain.text.translating import is_translatable
from summit.pages.queries.amending import ShownAmendment

NEW_WORDS = ("replace", "insert")


def amendment_in(language: str, shown: ShownAmendment) -> Mapping[str, Rendered]:
    """Title, reasons and new provisions by their words; empty in the document's own language."""
    original = shown.amendment.document.language
    if language in ("", original):
        return {}
    new = [one for change in shown.changes if change.act in NEW_WORDS for one in change.result]
    words = [one.text for one in new if is_translatable(one)]
    besides = [text for text in (shown.amendment.title, shown.amendment.rationale) if text]
    return documents.rendered([*words, *besides], original, language)
