"""The record in public: its codes so far, the fingerprint of its key, the bundle, and what verifies it."""

from flask import render_template, send_file
from werkzeug.wrappers import Response

from summit.domain.canonical import sha256_hex
from summit.events import TopicName, heads_of
from summit.export import bundle
from summit.export.codes import codes_so_far
from summit.export.views.blueprint import blueprint
from summit.export.views.making import the_file_or_how_far


@blueprint.get("/record")
def record() -> str:
    known, live = bundle.recorded(), ",".join(map(str, heads_of([TopicName("summit")])))
    return render_template(
        "export/record.html",
        record=codes_so_far(),
        key=bundle.spoken(known) if known else "",
        verifier=sha256_hex(bundle.VERIFIER.read_bytes()),
        live=live,
    )


@blueprint.get("/record/part")
def record_part() -> str:
    return render_template("export/_codes.html", record=codes_so_far())


@blueprint.get("/record/summit-record.zip")
def record_bundle() -> Response:
    return the_file_or_how_far(bundle.ask_for_bundle())


@blueprint.get("/verify.py")
def verifier() -> Response:
    return send_file(bundle.VERIFIER, mimetype="text/x-python", as_attachment=True)
