"""The `flask …` commands."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.cli import backup, demo, document, export, job, people, record, recount, summit, text

    groups = (summit.summit, people.people, document.document, demo.demo, job.job, record.record, text.text)
    for command in (*groups, backup.backup, backup.restore_command, recount.recount, export.export):
        app.cli.add_command(command)
