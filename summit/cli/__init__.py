"""The `flask …` commands."""

from flask import Flask


def init_app(app: Flask) -> None:
    from summit.cli import (
        backup,
        demo,
        doctor,
        document,
        export,
        job,
        mail,
        people,
        record,
        recount,
        summit,
        text,
        translation,
    )

    groups = (
        summit.summit,
        people.people,
        document.document,
        demo.demo,
        job.job,
        mail.mail,
        record.record,
        text.text,
    )
    alone = (backup.backup, backup.restore_command, doctor.doctor, recount.recount, export.export)
    for command in (*groups, *alone, translation.translation):
        app.cli.add_command(command)
