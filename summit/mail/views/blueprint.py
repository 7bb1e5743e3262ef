"""The blueprint that the pages about e-mail share."""

from flask import Blueprint, abort, current_app

blueprint = Blueprint("mail", __name__)


@blueprint.before_request
def only_where_configured() -> None:
    if not current_app.config["MAIL_URL"]:
        abort(404)
