"""The blueprint to which every file of this folder adds its routes."""

from flask import Blueprint

blueprint = Blueprint("export", __name__)
