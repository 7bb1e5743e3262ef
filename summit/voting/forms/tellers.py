"""The shape of what tellers enter, figures or a paper, and of what is asked to put practice to a body."""

from collections.abc import Sequence

from flask import current_app
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from summit.domain.marking import Paper
from summit.voting.forms.ballots import FORMS
from summit.voting.forms.papers import PaperForm, Place
from summit.voting.queries import OptionShown
from summit.web.forms import CommandForm, Line
from summit.web.numbers import HIGHEST, Number

COUNTED = "counted-"


class HandCountForm(CommandForm):
    """A figure for each option and for blank; made by `hand_count_form`."""

    def figures(self) -> dict[str, int]:
        counted = [field for field in self if field.name.startswith(COUNTED)]
        return {field.name.removeprefix(COUNTED): field.data for field in counted}


def hand_count_form(options: Sequence[OptionShown], *, sent: bool) -> HandCountForm:
    """The form for these options; filled from the request where it was `sent`."""
    rules = [InputRequired("Write a figure; 0 where there was none."), NumberRange(0, HIGHEST)]
    named = [(one.id, one.name if one.amendment else one.title) for one in options]
    fields = {
        f"{COUNTED}{id}": Place(name, validators=rules) for id, name in (*named, ("blank", "Blank or spoilt"))
    }
    kind = type("HandCountFormOfPoll", (HandCountForm,), fields)
    return kind() if sent else kind(formdata=None)


def seat_paper_form(options: Sequence[OptionShown], paper: Paper, *, sent: bool) -> PaperForm:
    """The form of a poll's paper with the number of the seat whose it is."""
    of_poll = FORMS[paper.way].of([one.id for one in options], paper)
    kind = type("PaperOfSeat", (of_poll,), {"seat": _seat()})
    form = kind() if sent else kind(formdata=None)
    names = {one.id: one.name for one in options}
    told = current_app.extensions["told"]
    for field in form:
        label = names.get(field.name.rpartition("-")[2])
        if label is not None:
            field.label.text = told(label)
        if field.name == "choice":
            field.label.text = told("On the paper")
            field.choices = [(one.id, told(one.name)) for one in options]
    for field in form:  # the ballot of a teller who votes, too, may stand on the same page
        field.id = field.label.field_id = f"paper-{field.id}"
    return form


def _seat() -> StringField:
    return Line("Seat", validators=[InputRequired("Write the number of the seat."), Length(max=20)])


class PracticeForm(CommandForm):
    """The body that practises."""

    body = Number(validators=[InputRequired()])
    back = HiddenField()
