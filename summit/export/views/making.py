"""Files that take long: who asks gets the file if it is soon ready, else a page that says how far it is."""

from time import monotonic, sleep

from flask import current_app, redirect, render_template, send_from_directory, url_for
from werkzeug.wrappers import Response

from summit import jobs
from summit.db import db
from summit.domain.errors import NotFound
from summit.events import heads_of
from summit.export.formats import by_suffix
from summit.export.views.blueprint import blueprint
from summit.jobs import Job, JobState
from summit.mail.services.post import VERB as MAIL

LOOK_EVERY_S = 0.1


def _a_file(number: int) -> Job:
    """Raises NotFound for a job that makes no file, too."""
    found = jobs.job(number)
    if found.verb == MAIL:
        raise NotFound("This file is not ready.")
    return found


@blueprint.get("/jobs/<int:number>")
def job(number: int) -> str:
    live = ",".join(map(str, heads_of([jobs.topic(number)])))
    return render_template("export/job.html", job=_a_file(number), live=live)


@blueprint.get("/jobs/<int:number>/part")
def job_part(number: int) -> str:
    return render_template("export/_job.html", job=_a_file(number))


@blueprint.get("/jobs/<int:number>/file")
def job_file(number: int) -> Response:
    found = _a_file(number)
    if found.state != JobState.DONE or _is_gone(found):
        raise NotFound("This file is not ready.")
    return _sent(found)


def the_file_or_how_far(number: int) -> Response:
    """Wait a little: most files are ready in a second or two, and nobody wants a page in between."""
    found = ended(number)
    return _sent(found) if found else how_far(number)


def ended(number: int) -> Job | None:
    """The job once its file is there, if that is soon; one whose file was removed is done once more."""
    if _is_gone(jobs.job(number)):
        jobs.redo(number)
    until = monotonic() + current_app.config["PATIENCE_S"]
    jobs.start_waiting()
    while (found := jobs.job(number)).state in (JobState.WAITING, JobState.RUNNING) and monotonic() < until:
        db.session.rollback()
        sleep(LOOK_EVERY_S)
    return found if found.state == JobState.DONE else None


def how_far(number: int) -> Response:
    return redirect(url_for("export.job", number=number), 303)


def _is_gone(found: Job) -> bool:
    return found.state == JobState.DONE and not (jobs.folder_of(found.number) / (found.file or "")).is_file()


def _sent(found: Job) -> Response:
    folder, file = jobs.folder_of(found.number), found.file or ""
    format = by_suffix(file.rpartition(".")[2])
    db.session.rollback()
    return send_from_directory(
        folder, file, mimetype=format and format.mimetype, as_attachment=True, download_name=file
    )
