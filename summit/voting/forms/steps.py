"""The shape of the organisers' steps: amendments to put, the chair's number, a reason to void."""

from wtforms import Field, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from summit.domain.rules import AMENDMENT_PRESETS
from summit.web.forms import CommandForm, Line, Words
from summit.web.numbers import HIGHEST, Number


class Numbers(Field):
    """Several numbers under one name, as boxes or hidden fields send them."""

    data: list[int]

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = [int(value) for value in valuelist]
        except ValueError as error:
            raise ValueError("Amendments are named by their numbers.") from error
        if any(abs(number) > HIGHEST for number in self.data):
            raise ValueError("There is no amendment with so large a number.")


class PutForm(CommandForm):
    """Amendments to put to one poll."""

    amendments = Numbers()
    title = Line()
    preset = SelectField(choices=[SelectChoice(one, one) for one in ("", *AMENDMENT_PRESETS)], default="")
    body = Number(validators=[Optional()])
    back = HiddenField()


class ConsentForm(PutForm):
    """Amendments to put together on a consent list, and how many delegates can pull one of them out."""

    pulls = Number("How many delegates can have an item put apart", validators=[Optional()])


class StepForm(CommandForm):
    """What a step of a poll asks for: the chair's number to open, a reason to void."""

    chair_number = Line("The chair’s number")
    reason = Words("Reason")
    back = HiddenField()
