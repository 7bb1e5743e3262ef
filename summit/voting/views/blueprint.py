"""The blueprint that the voting pages share."""

from flask import Blueprint

blueprint = Blueprint("voting", __name__)
