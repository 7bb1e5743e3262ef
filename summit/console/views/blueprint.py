"""The blueprint that desk and projector share."""

from flask import Blueprint

blueprint = Blueprint("console", __name__)
