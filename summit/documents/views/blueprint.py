"""The blueprint that the pages of documents share."""

from flask import Blueprint

blueprint = Blueprint("documents", __name__)
