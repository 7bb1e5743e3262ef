"""The form in the line at the top of a page."""

from wtforms import HiddenField
from wtforms.validators import InputRequired

from summit.web.forms import CommandForm
from summit.web.numbers import Number


class TakePartForm(CommandForm):
    """At which sitting one is present, and the page where one said so."""

    sitting = Number(validators=[InputRequired("Say in which sitting you take part.")])
    back = HiddenField()
