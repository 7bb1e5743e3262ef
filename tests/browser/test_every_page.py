"""Every page and state, for everybody who may see it, at the size of every device, in light and dark.

`PICTURES=1` keeps a picture of each in tests/browser/pictures, to be looked at.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from summit import create_app
from summit.domain.text import source_digest
from tests.browser.conftest import DEVICES
from tests.browser.every_state import Everything, everything
from tests.browser.readers import SHARES, Reader
from tests.browser.summit_on_stage import PIN, found
from tests.servers import Server, running

pytestmark = [pytest.mark.browser, pytest.mark.server]

BADGES = {"organiser": "O-1", "delegate": "04-07", "observer": "B-1", "visitor": ""}
EVERYBODY = tuple(BADGES)
STALE = "Software that is paid for by everybody is published under a free licence within a year."
NO_PAGES = {
    "static", "healthz", "export.file", "export.job_file", "voting.result_json",  # files and JSON
    "export.badges", "export.minutes", "export.corrigendum", "export.record_bundle",
    "export.verifier", "live.metrics",
    "live.positions",  # what a page without a socket asks for
    "pages.reading_text", "pages.standing", "people.signatures_part",  # parts of pages
    "agenda.sitting_of",  # leads to a sitting
    "pages.translations_out", "pages.decided",  # files
    "pages.translations",  # leads to the queue of a language
    "voting.part", "voting.watching", "export.job_part", "export.record_part",
    "people.desk_part", "people.devices_part", "people.notices_part", "people.sign_ins_part",
}  # fmt: skip

Enter = Callable[..., Reader]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("empty")) as server:
        yield server


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Everything]]:
    folder = tmp_path_factory.mktemp("full")
    known = everything(folder)
    with running(folder) as server:
        yield server, known


@pytest.fixture
def enter(browser: Browser) -> Iterator[Enter]:
    """`enter(server, name)`: a reader in a browser of their own; at the end nothing may have been wrong."""
    readers: list[Reader] = []

    def make(server: Server, name: str, **options: object) -> Reader:
        context = browser.new_context(**{**DEVICES["tablet"], **options})
        readers.append(Reader(name, context.new_page(), server))
        return readers[-1]

    yield make
    for reader in readers:
        reader.page.context.close()
    assert [one for reader in readers for one in reader.wrong] == []


HELD = {"slow": "p2", "scheduled": "p3", "closed": "p4"}
OFFICERS_OWN = ("draft", "to be voided")


def pages(known: Everything) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Address of every page by its name, and who may see it."""
    own = known.document
    debates = f"/debates/provision/{own.rsplit('/')[-1]}"
    everybody = {
        "now": "/",
        "floor": "/bodies/1",
        "wall": "/projector/1",
        "floor-speakers": f"/bodies/{known.debating}",
        "wall-speakers": f"/projector/{known.debating}",
        "floor-practice": f"/bodies/{known.practising}",
        "wall-practice": f"/projector/{known.practising}",
        "wall-practised": f"/projector/{known.practised}",
        "documents": "/documents/",
        "reading": "/documents/1",
        "reading-adopted": "/documents/2",
        "fate-adopted": "/documents/3",
        "fate-referred": "/documents/4",
        "fate-withdrawn": "/documents/5",
        "fate-draft": "/documents/6",
        "poll-on-a-text": "/polls/5",
        "reading-states": own,
        "reading-debate": f"{own}?debate=p9",
        "reading-old": f"{own}?revision=1",
        "reading-translated": "/documents/2?text=es",
        "glossary": "/glossary",
        "written": "/written/1",
        "collisions": "/documents/1/collisions",
        "amendments": f"{own}/amendments",
        "amendments-tabled": f"{own}/amendments?state=tabled",
        "search": "/search?q=the",
        "search-one": "/search?q=the&in=texts",
        "search-nothing": "/search?q=xyzzy",
        "revisions": f"{known.polls['taken back']}/revisions",
        "revisions-compared": f"{known.polls['taken back']}/compare",
        "consolidated": "/documents/2/compare?show=whole",
        "paragraph": "/documents/2/§p2@1",
        "debate": f"/debates/provision/{own.rsplit('/')[-1]}/p9",
        **{f"debate-{state}": f"{debates}/{key}" for state, key in HELD.items()},
        "intervention": known.intervention,
        "polls": "/polls/",
        "consent-list": known.items,
        "final": "/final",
        "record": "/record",
        **{f"job-{state}": path for state, path in known.jobs.items()},
        "agenda": "/agenda/",
        "agenda-other-day": "/agenda/2026-01-01",
        **{f"sitting-{state}": path for state, path in known.sittings.items()},
        "deadlines": "/deadlines",
        "announcements": "/announcements",
        "rulings": "/rulings",
        **{f"amendment-{state}": path for state, path in known.amendments.items()},
        **{f"poll-{state}": path for state, path in known.polls.items() if state not in OFFICERS_OWN},
    }
    return {
        **{name: (path, EVERYBODY) for name, path in everybody.items()},
        "sign-in": ("/sign-in", ("visitor",)),
        "amend": (f"{own}/amend?provision=p8", ("delegate",)),
        "amend-beginning": (f"{own}/amend?provision=^", ("delegate",)),
        "amend-from-floor": (f"{own}/floor?provision=p2", ("organiser",)),
        "amend-translation": ("/documents/1/amend-translation?provision=p1&text=en", ("delegate",)),
        "remove": (f"{known.intervention}/remove", ("delegate", "organiser")),
        "amend-from-words": (f"{known.intervention}/amend", ("delegate",)),
        "debate-whole": (f"/debates/document/{own.rsplit('/')[-1]}", EVERYBODY),
        "debate-item": (known.item.replace("/items/", "/debates/item/"), EVERYBODY),
        "change": (f"{known.intervention}/change", ("delegate",)),
        "lead": (debates.replace("/debates/", "/debates/lead/") + "/p4", ("organiser",)),
        **{f"poll-{state}": (known.polls[state], ("organiser",)) for state in OFFICERS_OWN},
        "afterwards": (f"{known.polls['compared']}/afterwards", ("organiser", "delegate", "observer")),
        "own-polls": ("/polls/mine", ("organiser", "delegate")),
        "import": ("/documents/import", ("organiser",)),
        "composition": ("/final/composition", ("organiser",)),
        "correct": (f"{own}/correct", ("organiser",)),
        "correct-one": (f"{own}/correct?provision=p9", ("organiser",)),
        "corrected": (known.corrected, ("organiser", "delegate")),
        "correction-back": (f"{known.corrected}/revisions/2/take-back", ("organiser",)),
        "question": ("/polls/question?body=1", ("organiser",)),
        "plan": ("/sittings/plan", ("organiser",)),
        **{f"desk-{state}": (f"{path}/edit", ("organiser",)) for state, path in known.sittings.items()},
        "item": (f"{known.item}/edit", ("organiser",)),
        "door": (f"{known.sittings['open']}/door", ("organiser",)),
        "door-closed": (f"{known.sittings['closed']}/door", ("organiser",)),
        "attendance": (f"{known.sittings['open']}/attendance", ("organiser",)),
        "console": ("/console", ("organiser",)),
        "desk": ("/console/1", ("organiser",)),
        "desk-practice": (f"/console/{known.practising}", ("organiser",)),
        "desk-speakers": (f"/console/{known.debating}", ("organiser",)),
        "people": ("/people", ("organiser", "observer")),  # the observer is a scrutineer
        "people-found": ("/people?words=lema&role=substitute", ("organiser",)),
        "people-nobody": ("/people?words=nobody", ("organiser",)),
        "person-new": ("/people/new", ("organiser",)),
        "person": ("/people/04-07", ("organiser", "observer")),
        "person-far": ("/people/R-1", ("organiser",)),
        "person-withdrawn": ("/people/W-1", ("organiser",)),
        "bodies": ("/people/bodies", ("organiser", "observer", "delegate")),
        "body": ("/people/bodies/2", ("organiser", "observer", "delegate")),
        "seat": (known.seat, ("organiser", "delegate")),
        "ways-in": ("/people/ways-in", ("organiser", "observer")),
        "sign-ins": ("/people/sign-ins", ("organiser", "observer")),
        "acts": ("/acts", ("organiser", "observer", "delegate")),
        "acts-of-one": ("/acts?badge=S-1&kind=people", ("organiser",)),
        "draft": (known.draft, ("delegate",)),
        "notes": ("/notes", ("organiser", "delegate", "observer")),
        "awaits": ("/awaits", ("organiser", "delegate", "observer")),
        "mail": ("/awaits/mail", ("organiser", "delegate", "observer")),
        **{name: (path, ("visitor",)) for name, path in known.mail.items()},
        "devices": ("/devices", ("organiser", "delegate", "observer")),
        "translations": ("/translations/es", ("organiser",)),
        "translation-files": ("/translations/es/files", ("organiser",)),
        "translation-stale": (f"/translations/es/{source_digest(STALE)}", ("organiser",)),
        "two-officers": ("/two-officers", ("organiser", "observer")),
        "people-list": ("/people/import", ("organiser",)),
        "people-import": ("/people/import", ("organiser",)),
    }


@pytest.mark.parametrize("role", EVERYBODY)
def test_every_page_is_in_order_for(role: str, full: tuple[Server, Everything], enter: Enter) -> None:
    server, known = full
    reader = enter(server, role)
    if role != "visitor":
        reader.signs_in(BADGES[role], known.pins[BADGES[role]])
    for what, (path, readers) in pages(known).items():
        if role in readers and (readers != EVERYBODY or role in SHARES):
            assert reader.goes(path) == 200, path
            reader.sees(what, shared=readers == EVERYBODY, leaves=True)


def test_no_page_is_left_out(full: tuple[Server, Everything]) -> None:
    """A new address has to be visited here, or named as no page."""
    server, known = full
    app = create_app({"INSTANCE": server.folder, "SECRET_KEY": "of a map"})
    routes = app.url_map.bind("localhost")
    visited = {
        routes.match(path.split("?")[0].split("#")[0], method="GET")[0] for path, _ in pages(known).values()
    }
    asked = [rule for rule in app.url_map.iter_rules() if not rule.websocket]
    shown = {rule.endpoint for rule in asked if "GET" in (rule.methods or ())}
    assert visited == shown - NO_PAGES
    assert shown >= NO_PAGES


def test_doors_and_refusals_are_in_order(full: tuple[Server, Everything], enter: Enter) -> None:
    server, known = full
    visitor, delegate = enter(server, "visitor"), enter(server, "delegate")
    observer = enter(server, "observer")
    delegate.signs_in(BADGES["delegate"], known.pins[BADGES["delegate"]])
    observer.signs_in(BADGES["observer"], known.pins[BADGES["observer"]])
    visitor.expects_refusal = delegate.expects_refusal = observer.expects_refusal = True
    visitor.fills({"code": "ABCD-EFGH-JKMN-PQRS", "new-pin": "123456"}, "/sign-in", "Sign in with the slip")
    visitor.sees("sign-in-wrong-slip")
    visitor.fills({"badge": "04-07", "pin": "000001"}, "/sign-in", "Sign in with the PIN")
    visitor.sees("sign-in-wrong-pin")
    for reader, path, status in (
        (visitor, "/nowhere", 404),
        (visitor, "/documents/99", 404),
        (visitor, known.polls["draft"], 404),
        (delegate, "/people", 403),
        (observer, "/console", 403),
        (delegate, "/documents/import", 403),
    ):
        assert reader.goes(path) == status, path
        reader.sees(f"error-{status}-{path.strip('/').replace('/', '-')}")


def test_amending_is_in_order_whatever_happens(full: tuple[Server, Everything], enter: Enter) -> None:
    """With a preview, without a title, and on words that were changed in the meantime."""
    server, known = full
    reader = enter(server, "delegate")
    reader.signs_in(BADGES["delegate"], known.pins[BADGES["delegate"]])
    reader.expects_refusal = True
    page = reader.page
    reader.goes(f"{known.document}/amend?provision=p5")
    page.locator("textarea[name='words-p5']").fill("Workshops open at least four evenings in the week.")
    expect(page.locator(".amend-preview ins").first).to_be_visible()
    reader.sees("amend-preview")
    reader.goes(f"{known.document}/amend?provision=p9")
    page.evaluate("document.querySelector('.amend-form').noValidate = true")
    page.locator("textarea[name='words-p9']").fill("Each council reports once in two years.")
    page.get_by_role("button", name="Propose the amendment").click()
    expect(page.locator(".field--error")).to_be_visible()
    reader.sees("amend-error")
    page.locator("[name=title]").fill("Once in two years")
    page.evaluate("document.querySelector('[name=seen]').value = 2")
    page.get_by_role("button", name="Propose the amendment").click()
    expect(page.get_by_text("Changed since you read it:")).to_be_visible()
    reader.sees("amend-moved")


def test_a_ballot_is_in_order_at_each_of_its_steps(full: tuple[Server, Everything], enter: Enter) -> None:
    server, known = full
    reader = enter(server, "delegate")
    reader.signs_in(BADGES["delegate"], known.pins[BADGES["delegate"]])
    page = reader.page
    reader.goes(known.polls["open"])
    page.get_by_role("button", name="Put AM 4 in place 1", exact=True).click()
    page.get_by_role("button", name="Put AM 3 in place 2", exact=True).click()
    reader.sees("ballot-ranked")
    page.get_by_role("button", name="Review the ballot").click()
    reader.sees("ballot-review")
    page.context.set_offline(True)
    page.get_by_role("button", name="Cast the ballot").click()
    expect(page.get_by_text("Keep this page.")).to_be_visible()
    reader.sees("ballot-not-received")
    page.context.set_offline(False)
    expect(page.locator("[data-receipt]")).to_have_text(re.compile(r"^\w{4}-"))
    reader.sees("ballot-received")


def test_a_ballot_without_scripts_is_in_order(full: tuple[Server, Everything], enter: Enter) -> None:
    """Where a browser runs no scripts axe does not run either: nothing scrolls, and every step is there."""
    server, known = full
    reader = enter(server, "plain", java_script_enabled=False)
    reader.signs_in("11-03", known.pins["11-03"])
    page = reader.page
    reader.goes(known.polls["open"])
    reader.sees("ballot-plain")
    page.locator("[name='rank-am3']").fill("1")
    page.get_by_role("button", name="Review the ballot").click()
    reader.sees("ballot-plain-review")
    page.get_by_role("button", name="Cast the ballot").click()
    expect(page.locator(".receipt")).to_be_visible()
    reader.sees("ballot-plain-received")


def test_the_organisers_forms_are_in_order(
    full: tuple[Server, Everything], enter: Enter, tmp_path: Path
) -> None:
    """Bringing in a text, accrediting, issuing a slip; each refused once."""
    server, known = full
    reader = enter(server, "organiser")
    reader.signs_in(BADGES["organiser"], known.pins[BADGES["organiser"]])
    reader.expects_refusal = True
    page = reader.page
    for name, content, what in (
        ("table.xlsx", "no text", "import-error"),
        ("text.md", "# Mills\n\nA mill turns.\n\n![A mill](mill.png)\n", "import-preview"),
        ("huge.md", "a" * (13 * 2**20), "error-413"),
    ):
        (tmp_path / name).write_text(content)
        reader.goes("/documents/import")
        page.get_by_label("File").set_input_files(tmp_path / name)
        with page.expect_navigation():
            page.get_by_role("button", name="Show what will be brought in").click()
        reader.sees(what)
    (tmp_path / "list.csv").write_text("name;badge;role\nNuna Grefa;14-01;delegate\nAna;04-07;chair\n")
    reader.goes("/people/import")
    page.get_by_label("File").set_input_files(tmp_path / "list.csv")
    for button, what in (("Show what will be", "list-preview"), ("Accredit this 1 person", "list-stored")):
        with page.expect_navigation():
            page.get_by_role("button", name=button).click()
        reader.sees(what)
    reader.fills({"name": "Rosa Quilumba", "badge": "04-07"}, "/people/new", "Accredit")
    reader.sees("people-error")
    reader.goes("/people")
    page.get_by_role("button", name="Issue a slip : Wilmer Shiguango").click()
    expect(page.locator(".receipt")).to_be_visible()
    reader.sees("slip")


def test_an_empty_summit_is_in_order(empty: Server, enter: Enter) -> None:
    slip = found(empty.folder, "Meeting of the Mills")
    visitor, organiser = enter(empty, "visitor"), enter(empty, "organiser")
    organiser.fills({"code": slip, "new-pin": PIN}, "/sign-in", "Sign in with the slip")
    expect(organiser.page.locator(".standing")).to_contain_text("O-1")
    common = {
        "agenda": "/agenda/",
        "deadlines": "/deadlines",
        "now": "/",
        "documents": "/documents/",
        "polls": "/polls/",
        "final": "/final",
    }
    for reader, more in ((visitor, {}), (organiser, {"console": "/console", "people": "/people"})):
        for what, path in {**common, **more}.items():
            assert reader.goes(path) == 200, path
            reader.sees(f"empty-{what}")
