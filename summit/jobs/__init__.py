"""Long work as rows: done in a process of its own, taken up again after a restart, its progress told."""

import os
import sys
from pathlib import Path

from flask import Flask, current_app

from summit.jobs.children import Children
from summit.jobs.files import leave
from summit.jobs.rows import Job, JobState, ask, forget, job, redo, topic
from summit.jobs.working import VERBS, Tell, work

__all__ = [
    "VERBS",
    "Job",
    "JobState",
    "Tell",
    "ask",
    "folder_of",
    "forget",
    "init_app",
    "job",
    "leave",
    "redo",
    "start_waiting",
    "topic",
    "work",
]

NAME = "jobs"


def init_app(app: Flask) -> None:
    """Say how this application has its jobs done: by its own command, on its own database."""
    environment = {
        **os.environ,
        "FLASK_APP": "wsgi",
        "SUMMIT_INSTANCE": str(app.config["INSTANCE"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
    }
    command = [sys.executable, "-m", "flask", "job", "run"]
    app.extensions[NAME] = Children(command, environment, Path(app.root_path).parent)


def start_waiting() -> int:
    """Start the next free job, if there is one and enough room; answers how many were started."""
    children: Children = current_app.extensions[NAME]
    return children.start_waiting()


def folder_of(number: int) -> Path:
    """Where the file of a job lies."""
    instance: Path = current_app.config["INSTANCE"]
    return instance / "jobs" / str(number)
