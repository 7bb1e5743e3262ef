"""Make the demonstration summit through the services alone: texts, amendments, debates, polls."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from summit import due
from summit.cli.demo import cast, fates, secretariat, sittings, translating
from summit.debates.queries import Anchor
from summit.debates.services import post_intervention
from summit.documents.queries import document, text_at
from summit.documents.reading import read
from summit.documents.services import (
    Change,
    import_document,
    propose_amendment,
    second_amendment,
    set_seconders,
)
from summit.domain.text import Kind, Provision
from summit.export.bundle import kept_key
from summit.people.services import found_body, found_summit
from summit.voting.models import KEEP, Advice
from summit.voting.services import (
    Marks,
    announce_poll,
    cast_ballot,
    close_poll,
    open_poll,
    publish_poll,
    put_consent_list,
    put_to_poll,
    recommend,
)

TEXTS = Path(__file__).parent / "texts"
AT_ONCE = 0
"""Grace in seconds of the poll that is decided while the demo is made."""


def seed_demo(folder: Path) -> None:
    """Found the demo; `folder` is the instance folder, in which its PINs are kept."""
    found_summit(
        "Cumbre del Buen Conocer (demo)", "America/Guayaquil", ["es", "en", "fr"], "Plenary", is_demo=True
    )
    for name, room in cast.TABLES:
        found_body(None, name, room)
    who = cast.enter(folder)
    kept_key(folder)
    seeds, plan = _import("semillas.md"), _import("plan.md")
    secretariat.give(who, (plan, seeds))
    translating.translate(who)
    sitting = sittings.begin(who)
    _a_decided_poll(who, plan)
    _an_open_poll(who, seeds)
    _an_announced_poll(who, plan)
    _free_amendments(who, seeds)
    _a_proposed_amendment(who, plan)
    _a_consent_list(who, seeds)
    translating.written(who, plan, _provision(plan, "Public schools").id)
    fates.meet(who)
    sittings.plan(who, sitting, seeds, plan)


def _import(name: str) -> int:
    reading = read(TEXTS / name)
    return import_document(None, reading.title, reading.language, reading.text)


def _provision(number: int, words: str) -> Provision:
    """The provision of the document's latest text that contains `words`."""
    text = text_at(number, document(number).head)
    return next(one for one in text if words in one.text)


def _amend(
    proposer: int, number: int, old: str, new: str, title: str, rationale: str, replaces: Sequence[int] = ()
) -> int:
    provision = _provision(number, old)
    change = Change(provision.id, words=provision.text.replace(old, new))
    head = document(number).head
    return propose_amendment(proposer, number, head, [change], title, rationale, replaces=replaces)


def _cast(person: int, poll: int, *ranking: str) -> None:
    cast_ballot(person, poll, Marks(secrets.token_hex(16), secrets.token_hex(16), 0, ranking))


def _opened(chair: int, amendments: Sequence[int], title: str, grace: int | None = None) -> int:
    poll = put_to_poll(chair, amendments, title, grace_seconds=grace)
    announce_poll(chair, poll)
    open_poll(chair, poll, "4 1 6")
    return poll


def _a_decided_poll(who: dict[str, int], plan: int) -> None:
    shall = _amend(
        who["11-03"], plan, "may be shared with everybody", "is shared with everybody",
        "Share software, do not merely allow it",
        "A permission changes nothing: whoever wants to, already may.",
    )  # fmt: skip
    licence = _amend(
        who["06-04"], plan,
        "may be shared with everybody", "is published under a free licence within a year",
        "A free licence within a year", "Without a date nobody can hold anybody to it.",
    )  # fmt: skip
    about = Anchor("amendment", str(licence))
    first = post_intervention(who["05-02"], about, "A year is long, but it can be checked.", stance="for")
    post_intervention(who["11-03"], about, "Small towns may need help to publish.", first, "question")
    poll = _opened(who["O-1"], [shall, licence], "Software paid for by everybody", AT_ONCE)
    rankings = [(shall, licence), (licence, shall), (licence,), (shall, KEEP), (licence, shall), (KEEP,)]
    for badge, ranking in zip(("04-07", "11-03", "09-02", "02-05", "07-01", "03-06"), rankings, strict=True):
        _cast(who[badge], poll, *(one if one == KEEP else f"am{one}" for one in ranking))
    close_poll(who["O-1"], poll)
    due.run_due()
    publish_poll(who["O-1"], poll)


def _an_open_poll(who: dict[str, int], seeds: int) -> None:
    may = "podrán publicar los datos de semillas y suelos que obtengan con fondos públicos"
    wordings = (
        ("11-03", "publicarán los datos de semillas y suelos que obtengan con fondos públicos",
         "Deber, sin condiciones", "Lo que pagamos entre todas y todos debe poder leerlo cualquiera."),
        ("09-02", "publicarán, con el consentimiento de las comunidades que los custodian, los datos de "
         "semillas y suelos que obtengan con fondos públicos",
         "Deber, con consentimiento", "Un dato de una semilla es también un dato de quien la cuida."),
        ("07-01", "publicarán en un plazo de doce meses los datos de semillas y suelos que obtengan con "
         "fondos públicos",
         "Deber, con plazo de doce meses", "Un deber sin fecha es un deseo."),
    )  # fmt: skip
    numbers = [_amend(who[badge], seeds, may, new, title, why) for badge, new, title, why in wordings]
    here = Anchor("provision", f"{seeds}/{_provision(seeds, may).id}")
    first = post_intervention(
        who["09-02"], here, "«Podrán» deja todo como está: la universidad que quiera publicar publica."
    )
    post_intervention(who["11-03"], here, "A duty without a date is a wish.", first)
    post_intervention(who["O-1"], here, "Las tres cambian las mismas palabras: van a una sola votación.")
    poll = _opened(who["O-1"], numbers, "Publicar los datos de semillas y suelos")
    for badge, ranking in (("02-05", (0, 2)), ("03-06", (1,)), ("05-02", (2, 1)), ("08-03", (1, 0, 2))):
        _cast(who[badge], poll, *(f"am{numbers[place]}" for place in ranking))


def _an_announced_poll(who: dict[str, int], plan: int) -> None:
    number = _amend(
        who["12-05"], plan, "at least two workshops", "at least four workshops, one of them travelling,",
        "Four workshops, one of them on wheels", "A province is large; a van reaches the villages.",
    )  # fmt: skip
    recommend(
        who["12-05"], number, cast.body_named(cast.SOFTWARE).id, Advice.ADOPT,
        "A van costs less than a fourth building, and the villages asked for it.",
    )  # fmt: skip
    announce_poll(who["O-1"], put_to_poll(who["O-1"], [number], "Workshops in every province"))


def _free_amendments(who: dict[str, int], seeds: int) -> None:
    """Two that collide, and a compromise made from both, which is put before them."""
    old = "cada cinco años"
    first = _amend(
        who["04-07"], seeds, old, "cada dos años", "Un mapa más fresco",
        "En cinco años un suelo puede perderse.",
    )  # fmt: skip
    other = _amend(
        who["13-02"], seeds, old, "cada tres años, con las comunidades",
        "Un mapa hecho en común", "Quien vive en el suelo lo conoce.",
    )  # fmt: skip
    _amend(
        who["02-05"], seeds, old, "cada dos años, con las comunidades", "Un mapa fresco y hecho en común",
        "Lo que piden las dos cabe en una frase.", [first, other],
    )  # fmt: skip


def _a_proposed_amendment(who: dict[str, int], plan: int) -> None:
    """From now on two have to second an amendment to the plan; the first one to need them has one."""
    set_seconders(who["O-1"], 2, plan)
    number = _amend(
        who["12-05"], plan, "is published under a free licence within a year",
        "is published under a free licence within six months", "Six months are enough",
        "What is written in the open can be published at once.",
    )  # fmt: skip
    second_amendment(who["05-02"], number)


def _a_consent_list(who: dict[str, int], seeds: int) -> None:
    """Two amendments on which all agree and one that nobody wants, for or against in one poll."""
    head = document(seeds).head
    lines = [one for one in text_at(seeds, head) if one.kind is Kind.PARAGRAPH and "cinco" not in one.text]
    free = [one for one in lines if "podrán publicar" not in one.text][-3:]
    numbers = [
        propose_amendment(who[badge], seeds, head, [Change(one.id, words=f"{one.text} {more}")], title, why)
        for one, (badge, more, title, why) in zip(free, ADDED, strict=False)
    ]
    if len(numbers) > 1:
        announce_poll(who["O-1"], put_consent_list(who["O-1"], numbers, "Añadidos sin discusión"))


ADDED = (
    ("03-06", "Se revisa cada año.", "Una revisión cada año", "Lo que no se revisa se olvida."),
    ("10-01", "Se publica en las lenguas de la provincia.", "En las lenguas de la provincia",
     "Se lee mejor lo propio."),
    ("07-01", "El informe es público.", "Un informe público", "Lo público se puede discutir."),
)  # fmt: skip
