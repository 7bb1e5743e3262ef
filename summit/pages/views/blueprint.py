"""The blueprint that the composed pages share."""

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
