"""A ballot paper as a form of plain fields: numbers, one choice, boxes or points beside the options."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from summit.domain.marking import Paper, Rank, by_points, points_given, ranks_of
from summit.web.forms import Form


class PaperForm(Form):
    """What every paper has besides its marks; `of` makes the form of one poll."""

    blank = BooleanField("Cast a blank ballot")
    seen = HiddenField(default="0")
    ids: ClassVar[list[str]] = []
    paper: ClassVar[Paper] = Paper()

    @classmethod
    def of(cls, ids: list[str], paper: Paper) -> type[Self]:
        """The form of the paper with these options."""
        return type(
            f"{cls.__name__}OfPoll", (cls,), {"ids": ids, "paper": paper, **cls.fields_of(ids, paper)}
        )

    @classmethod
    def fields_of(cls, ids: list[str], paper: Paper) -> dict[str, Any]:
        """The fields beside the options."""
        raise NotImplementedError

    def ranking(self) -> Sequence[Rank]:
        """The marks as ranks."""
        raise NotImplementedError

    def put(self, ranking: Sequence[Rank]) -> None:
        """Write marks back into the fields."""
        raise NotImplementedError


class Place(IntegerField):
    """A number; what is none is refused in words and kept as it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Write a whole number, such as 1.") from error


class NumbersForm(PaperForm):
    """A number beside each option."""

    field: ClassVar[str] = ""

    def beside(self, id: str) -> IntegerField:
        return self[f"{self.field}{id}"]

    def numbers(self) -> dict[str, int]:
        """The numbers that were written, by option."""
        return {id: self.beside(id).data for id in self.ids if self.beside(id).data}

    def write(self, numbers: dict[str, int]) -> None:
        for id in self.ids:
            self.beside(id).data, self.beside(id).raw_data = numbers.get(id), None


class RankingForm(NumbersForm):
    """Ranks: 1 is best. No number twice, unless the paper lets options share a rank."""

    field = "rank-"

    @classmethod
    def fields_of(cls, ids: list[str], paper: Paper) -> dict[str, Any]:
        sentence = f"Write whole numbers from 1 to {len(ids)}."
        rules = [Optional(), NumberRange(1, len(ids), sentence)]
        return {f"{cls.field}{id}": Place(validators=rules) for id in ids}

    def ranking(self) -> Sequence[Rank]:
        numbers = self.numbers()
        ranks = [
            tuple(id for id in self.ids if numbers.get(id) == number)
            for number in sorted({*numbers.values()})
        ]
        return [rank[0] if len(rank) == 1 else rank for rank in ranks]

    def validate(self, extra_validators: object = None) -> bool:
        """Besides the fields themselves: no number twice where ranks are not shared."""
        sound = super().validate(extra_validators)
        taken: dict[int, str] = {}
        for id, number in {} if self.paper.equal else self.numbers().items():
            if taken.setdefault(number, id) != id:
                sentence = f"The number {number} stands twice. Give each option its own number."
                self.beside(id).errors = [sentence]
                sound = False
        return sound

    def put(self, ranking: Sequence[Rank]) -> None:
        places: dict[str, int] = {}
        for place, rank in enumerate(ranks_of(ranking), start=1):
            for id in rank:
                places.setdefault(id, place)
        self.write(places)


class PointsForm(NumbersForm):
    """Points from 0 to the most that the rules let a ballot give."""

    field = "points-"

    @classmethod
    def fields_of(cls, ids: list[str], paper: Paper) -> dict[str, Any]:
        sentence = f"Write whole numbers from 0 to {paper.points}."
        rules = [Optional(), NumberRange(0, paper.points, sentence)]
        return {f"{cls.field}{id}": Place(validators=rules) for id in ids}

    def ranking(self) -> Sequence[Rank]:
        numbers = self.numbers()
        return by_points({id: numbers.get(id, 0) for id in self.ids}, self.paper.points)

    def put(self, ranking: Sequence[Rank]) -> None:
        self.write(points_given(ranking, self.paper.points))


class ChoiceForm(PaperForm):
    """One option, or none for a blank ballot."""

    @classmethod
    def fields_of(cls, ids: list[str], paper: Paper) -> dict[str, Any]:
        return {"choice": RadioField(choices=list(map(SelectChoice, ids)), validators=[Optional()])}

    def ranking(self) -> Sequence[Rank]:
        return [self["choice"].data] if self["choice"].data else []

    def put(self, ranking: Sequence[Rank]) -> None:
        named = [id for rank in ranks_of(ranking) for id in rank]
        self["choice"].data = named[0] if named else None


class ApprovalForm(PaperForm):
    """A box beside each option."""

    @classmethod
    def fields_of(cls, ids: list[str], paper: Paper) -> dict[str, Any]:
        return {"choice": SelectMultipleField(choices=list(map(SelectChoice, ids)), validators=[Optional()])}

    def ranking(self) -> Sequence[Rank]:
        chosen = self["choice"].data or []
        return [tuple(chosen) if len(chosen) != 1 else chosen[0]] if chosen else []

    def put(self, ranking: Sequence[Rank]) -> None:
        self["choice"].data = [id for rank in ranks_of(ranking) for id in rank]
