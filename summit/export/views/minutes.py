"""Minutes of a sitting and single corrigenda, as DOCX."""

import re
import unicodedata

from werkzeug.wrappers import Response

from summit.db import db
from summit.export.formats import WORD
from summit.export.keeping import kept
from summit.export.minutes import corrigendum_file, minutes_file, minutes_of
from summit.export.views.blueprint import blueprint


@blueprint.get("/sittings/<int:number>/minutes.docx")
def minutes(number: int) -> Response:
    """Of any sitting that was opened: what they say stands on public pages, too."""
    found = minutes_of(number)
    name = f"minutes {found.sitting.body.name} {found.sitting.title}"
    answer = _file(minutes_file(found), name)
    db.session.rollback()
    return answer


@blueprint.get("/final/corrigendum-<int:number>.docx")
def corrigendum(number: int) -> Response:
    return _file(corrigendum_file(kept().document, number), f"corrigendum {number}")


def _file(content: bytes, name: str) -> Response:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    answer = Response(content, content_type=WORD)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{slug}.docx")
    return answer
