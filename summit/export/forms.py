"""The shape of what the secretariat types to compose the final document."""

import re

from wtforms import RadioField, SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from summit.export.composition import PER_TEXT, THROUGH, Composition
from summit.web.forms import CommandForm, Line, Words

_TITLE = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*:\s*(.+)")


class Order(Line):
    """Numbers of documents, with commas or blanks between them."""

    def numbers(self) -> tuple[int, ...]:
        return tuple(int(one) for one in re.findall(r"[0-9]+", self.data or ""))

    def pre_validate(self, form: object) -> None:
        if not re.fullmatch(r"[0-9,; ]*", self.data or "") or any(
            len(one) > 6 for one in re.findall(r"[0-9]+", self.data or "")
        ):
            raise ValidationError("Write numbers of documents with commas between them, such as 3, 1, 2.")


class Titles(Words):
    """A title for each language, one in a line: "es: Declaración de Quito"."""

    def pairs(self) -> tuple[tuple[str, str], ...]:
        found = (_TITLE.fullmatch(line.strip()) for line in (self.data or "").splitlines())
        return tuple((one[1].lower(), one[2]) for one in found if one)

    def pre_validate(self, form: object) -> None:
        written = [line for line in (self.data or "").splitlines() if line.strip()]
        if len(written) != len(self.pairs()):
            raise ValidationError("Write each title in its own line, such as “es: Declaración de Quito”.")


class CompositionForm(CommandForm):
    """Everything of the document that is not decided by votes."""

    number = Line("Number of the document", [Optional(), Length(max=60)])
    place = Line("Place", [Optional(), Length(max=120)])
    address = Line("Address for verifying", [Optional(), Length(max=300)])
    titles = Titles("Titles", [Optional(), Length(max=2000)], render_kw={"rows": 3})
    preamble = Words("Preamble", [Optional(), Length(max=12_000)], render_kw={"rows": 8})
    order = Order("Order of the texts", [Optional(), Length(max=400)])
    numbering = RadioField(
        "Numbers of paragraphs",
        choices=[
            SelectChoice(PER_TEXT, "begin anew in each text"),
            SelectChoice(THROUGH, "run through all texts"),
        ],
        default=PER_TEXT,
    )
    signatures = Words("Signatures", [Optional(), Length(max=4000)], render_kw={"rows": 4})

    def composition(self) -> Composition:
        return Composition(
            number=self.number.data or "",
            place=self.place.data or "",
            address=self.address.data or "",
            titles=self.titles.pairs(),
            preamble=_parts(self.preamble.data, r"\n\s*\n"),
            order=self.order.numbers(),
            numbering=self.numbering.data or PER_TEXT,
            signatures=_parts(self.signatures.data, r"\n"),
        )


def typed(one: Composition) -> dict[str, str]:
    """A composition as it stands in the fields."""
    return {
        "number": one.number,
        "place": one.place,
        "address": one.address,
        "titles": "\n".join(f"{language}: {title}" for language, title in one.titles),
        "preamble": "\n\n".join(one.preamble),
        "order": ", ".join(map(str, one.order)),
        "numbering": one.numbering,
        "signatures": "\n".join(one.signatures),
    }


def _parts(words: str | None, between: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in re.split(between, words or ""))
    return tuple(part for part in parts if part)
