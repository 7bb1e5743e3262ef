"""What an officer sends from the desk: which sitting, item, poll or seat, and words to be said."""

from wtforms import BooleanField, HiddenField
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from summit.domain.errors import Unacceptable
from summit.web.forms import CommandForm, Line, Words
from summit.web.numbers import Number

LONGEST_KEY = 80


class DeskForm(CommandForm):
    """One form for the buttons of a desk; each act reads what it needs."""

    sitting = Number(validators=[Optional()])
    item = Number(validators=[Optional()])
    instead_of = Number(validators=[Optional()])
    poll = Number(validators=[Optional()])
    seat = Number(validators=[Optional()])
    announcement = Number(validators=[Optional()])
    kind = HiddenField()
    about = Line(validators=[Length(max=LONGEST_KEY)], widget=HiddenInput())
    step = Number(validators=[Optional()])
    words = Words("Announcement")
    to_all = BooleanField("To everybody in the summit")
    ruling = Words("Ruling")

    def number(self, name: str) -> int:
        """A number without which an act has no meaning. Raises Unacceptable."""
        value: int | None = self[name].data
        if value is None:
            raise Unacceptable("This button was sent without what it is about. Reload the desk.")
        return value
