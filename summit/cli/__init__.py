"""The `flask …` commands."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.cli import demo, document, export, job, people, record, recount, summit, text

    commands = (summit.summit, people.people, document.document, demo.demo, job.job, record.record)
    for command in (*commands, text.text, recount.recount, export.export):
        app.cli.add_command(command)
