"""The blueprint that the pages of debates share."""

from flask import Blueprint

blueprint = Blueprint("debates", __name__)
