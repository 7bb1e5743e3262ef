"""index.html: the bundle for people, without a server and without a script."""

from collections.abc import Collection, Mapping
from typing import Any

from flask import current_app

from summit.export.html import style
from summit.export.model import FinalDocument


def index(document: FinalDocument, paths: Collection[str], about: Mapping[str, Any], signer: str) -> bytes:
    """The page that leads to every file."""
    template = current_app.jinja_env.get_template("export/bundle.html")
    folders = {
        "text": sorted(path for path in paths if path.startswith("text/")),
        "final": sorted(path for path in paths if path.startswith("final/")),
        "log": sorted(path for path in paths if path.startswith("log/")),
    }
    ballots = {one.number: f"votes/V-{one.number:02}/ballots.csv" in paths for one in document.votes}
    written = template.render(
        document=document,
        folders=folders,
        about=about,
        signer=signer,
        ballots=ballots,
        style=style(),
    )
    return written.encode()
