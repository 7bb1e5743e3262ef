"""What an officer sends from the desk: which sitting, item, poll or seat, and words to be said."""

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from summit.domain.errors import Unacceptable
from summit.domain.speakers import Purpose, Side
from summit.web.forms import CommandForm, Line, Words
from summit.web.numbers import Number

LONGEST_KEY = 80
LONGEST_BADGE = 20
PURPOSES = [SelectChoice(one.value, "a turn" if one is Purpose.TURN else f"a {one}") for one in Purpose]
SIDES = [SelectChoice("", "neither"), *(SelectChoice(one.value, one.value) for one in Side)]


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
    point = Line("Another point", [Length(max=300, message="A question has at most 300 signs.")])
    motion_title = Line("What is moved", [Length(max=300, message="A title has at most 300 signs.")])
    motion = Words("Its words", [Length(max=20_000, message="A motion has at most 20,000 signs.")])
    motion_language = Line("Language", [Length(max=12)])
    speech = Number(validators=[Optional()])
    badge = Line("Badge", [Length(max=LONGEST_BADGE, message="A badge has at most 20 signs.")])
    purpose = SelectField("Asks for", choices=PURPOSES, default=Purpose.TURN.value)
    side = SelectField("Speaks", choices=SIDES, default="")
    seconds = Number("Seconds for each speech", [Optional()])
    newcomers_first = BooleanField("Who has not spoken comes before who has")
    alternates = BooleanField("For and against take turns")
    interleaves = BooleanField("The room and those from afar take turns")

    def number(self, name: str) -> int:
        """A number without which an act has no meaning. Raises Unacceptable."""
        value: int | None = self[name].data
        if value is None:
            raise Unacceptable("This button was sent without what it is about. Reload the desk.")
        return value
