"""The blueprint that the people pages share."""

from flask import Blueprint

blueprint = Blueprint("people", __name__)
