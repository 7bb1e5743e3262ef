"""Names of built files: `asset('main.css')` answers the address that carries the file's digest."""

import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request, url_for
from werkzeug.security import safe_join

A_YEAR = 365 * 24 * 3600


class AssetMissing(RuntimeError):
    """The front end is not built, or has no such file."""


def init_app(app: Flask) -> None:
    """Offer `asset` to templates. Browsers keep built files for ever: a changed one has another name."""
    manifest = Path(app.static_folder or "static") / "dist" / "manifest.json"

    def asset(name: str) -> str:
        try:
            built = _names(manifest, manifest.stat().st_mtime_ns)[name]
        except (FileNotFoundError, KeyError) as error:
            raise AssetMissing(f"{name} is not in {manifest}; run `make setup`") from error
        return url_for("static", filename=f"dist/{built}")

    def static(filename: str) -> Response:
        """A static file, squeezed where the build left it so and the browser takes it."""
        squeezed = safe_join(app.static_folder or "", f"{filename}.gz")
        if request.accept_encodings.quality("gzip") and squeezed and Path(squeezed).is_file():
            response = app.send_static_file(f"{filename}.gz")  # Werkzeug names the encoding after the suffix
        else:
            response = app.send_static_file(filename)
        response.vary.add("Accept-Encoding")
        return response

    app.view_functions["static"] = static
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep_built_files)


@lru_cache(maxsize=2)
def _names(manifest: Path, changed: int) -> dict[str, str]:
    """The manifest, read again when it was written again."""
    names: dict[str, str] = json.loads(manifest.read_text())
    return names


def _keep_built_files(response: Response) -> Response:
    if (
        request.endpoint == "static"
        and request.path.startswith("/static/dist/")
        and response.status_code < 400
    ):
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
