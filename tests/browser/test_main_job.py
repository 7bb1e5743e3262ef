"""The main job on a real text: three people in three browsers, from import to the final document."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, expect

from summit.documents.queries import amendments
from summit.documents.reading import read
from summit.domain.text import Provision, provision_digest
from tests.browser.summit_on_stage import Somebody, accredit, enters, found
from tests.papers import words_of
from tests.servers import ROOT, Server, beside, commanded, running

TEXTS = Path(os.environ.get("SUMMIT_REFERENCE", ROOT.parent / "shared")) / "documents"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.server,
    pytest.mark.reference,
    pytest.mark.skipif(
        not (TEXTS / "05-education.base.md").exists(), reason="no reference texts: set SUMMIT_REFERENCE"
    ),
]

ANCHOR = "Education should be freely available to all"
OLD = "should be abolished"
KEEP = "“Keep the text as it is”"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path) as server:
        yield server


def inserted_by(pull_request: int) -> str:
    """The Markdown that the real amendment adds (what it merely re-spaces is no change of a provision)."""
    amendments = json.loads((TEXTS / "05-education.amendments.json").read_text())
    diff = next(one["diff"] for one in amendments if one["pr"] == pull_request).splitlines()[1:]
    removed = {line[1:].strip() for line in diff if line.startswith("-")}
    added = [line[1:].strip() for line in diff if line.startswith("+")]
    return "\n".join(line for line in added if line not in removed or not line).strip()


def document_of(somebody: Somebody) -> str:
    return re.search(r"/documents/\d+", somebody.page.url)[0]  # type: ignore[index]


def imports(chair: Somebody) -> str:
    page = chair.goes("/documents/import")
    page.get_by_label("File").set_input_files(TEXTS / "05-education.base.md")
    chair.presses("Show what will be brought in")
    expect(page.get_by_text("Nothing is stored yet.")).to_be_visible()
    expect(page.locator(".prov").first).to_contain_text("We believe that education is the keystone")
    chair.presses("Bring it in as it stands below")
    expect(page.get_by_role("heading", level=1)).to_have_text("Education")
    return document_of(chair)


def begins_amending(somebody: Somebody, document: str) -> None:
    """From the text: the link beside the paragraph."""
    page = somebody.goes(document)
    paragraph = page.locator(".prov", has_text=ANCHOR)
    paragraph.get_by_role("link", name=re.compile("Amend")).click()
    expect(page.get_by_role("button", name="Propose the amendment")).to_be_visible()


def proposes(somebody: Somebody, title: str) -> int:
    page = somebody.page
    page.locator("[name=title]").fill(title)
    somebody.presses("Propose the amendment")
    expect(page).to_have_url(re.compile(r"/amendments/\d+$"))
    return int(page.url.rsplit("/", 1)[1])


def inserts(somebody: Somebody, document: str, words: str, title: str) -> int:
    begins_amending(somebody, document)
    page = somebody.page
    page.get_by_text("New text after this").first.click()
    page.locator("textarea[name^='after-']").first.fill(words)
    return proposes(somebody, title)


def rewords(somebody: Somebody, document: str, new: str, title: str) -> int:
    begins_amending(somebody, document)
    words = somebody.page.locator("textarea[name^='words-']").first
    words.fill(words.input_value().replace(OLD, new))
    expect(somebody.page.locator(".amend-preview ins")).to_contain_text(new.split()[-1])
    return proposes(somebody, title)


def says(somebody: Somebody, words: str) -> None:
    page = somebody.page
    page.locator("#say textarea").fill(words)
    page.locator("#say").get_by_role("button", name="Send").click()
    expect(page.locator(".iv", has_text=words)).to_have_count(1)


def puts_to_poll(chair: Somebody, button: str, *, dice: bool = True) -> int:
    page = chair.goes("/console/1")
    known = page.locator('main a[href^="/polls/"]').count()
    page.get_by_role("button", name=re.compile(button)).click()
    links = page.locator('main a[href^="/polls/"]')
    expect(links).not_to_have_count(known)
    number = max(int(re.findall(r"\d+", link.get_attribute("href"))[0]) for link in links.all())
    page = chair.goes(f"/polls/{number}")
    chair.presses("Announce")
    if dice:
        page.get_by_label("The chair’s number").fill("4 1 6")
    return number


def ranks(somebody: Somebody, *names: str) -> None:
    """Tap the options in this order, review the ballot in words."""
    page = somebody.page
    for place, name in enumerate(names, 1):
        page.get_by_role("button", name=f"Put {name} in place {place}", exact=True).click()
        expect(page.locator("[data-ranked] [data-option]")).to_have_count(place)
        page.wait_for_timeout(
            400
        )  # a second tap at the same place within 350 ms counts as a slip of the finger
    somebody.presses("Review the ballot")
    expect(page.locator(".readback li").first).to_contain_text(f"First: {names[0]}")


def casts(somebody: Somebody) -> str:
    """Cast, and answer the receipt shown once the server has the ballot."""
    somebody.presses("Cast the ballot")
    receipt = somebody.page.locator("[data-receipt]")
    expect(receipt).to_have_text(re.compile(r"^\w{4}-\w{4}-\w{4}-\w{4}$"))
    return receipt.inner_text()


def closes_and_publishes(chair: Somebody) -> None:
    page = chair.page
    page.get_by_text("Close the poll …").click()
    chair.presses("Close now")
    page.get_by_role("button", name="Count and publish").click()  # after the grace, by itself
    expect(page.locator("#result")).to_be_visible()


def keeps(download: Download, folder: Path) -> Path:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path


def shape(text: tuple[Provision, ...]) -> list[str]:
    return [provision_digest(one) for one in text]


@dataclass
class Stage:
    """Three people in three browsers, and the document they work on."""

    chair: Somebody
    lucia: Somebody
    tomas: Somebody
    folder: Path
    document: str = ""


@pytest.fixture
def stage(browser: Browser, server: Server, tmp_path: Path) -> Stage:
    slip = found(tmp_path, "Education summit")
    lucia, tomas = accredit(tmp_path, "04-07", "Lucía Andrango"), accredit(tmp_path, "11-03", "Tomás Okafor")
    return Stage(
        enters(browser, server, slip, "laptop"),
        enters(browser, server, lucia, "tablet"),
        enters(browser, server, tomas, "phone"),
        tmp_path,
    )


def test_a_real_text_goes_through_the_whole_chain(stage: Stage) -> None:
    stage.document = imports(stage.chair)
    first, frozen, halved = amendments_collide(stage)
    nothing_is_missed_in_a_debate(stage, frozen)
    alternatives_are_ranked(stage, frozen, halved)
    assert state_of(stage.folder) == {first: "tabled", frozen: "rejected", halved: "rejected"}
    decide(stage, first)
    second = inserts(stage.tomas, stage.document, inserted_by(511), "National school uniform")
    decide(stage, second)
    the_text_is_the_real_final_one(stage)
    the_final_document_carries_the_votes(stage)
    for somebody in (stage.chair, stage.lucia, stage.tomas):
        assert somebody.complaints == []


def amendments_collide(stage: Stage) -> tuple[int, int, int]:
    """The real amendment, and two of our own that collide on words of the paragraph it stands behind.

    506 itself changes no word of the base, so nothing can collide with it on the same words.
    """
    stage.tomas.goes(stage.document)
    stage.tomas.is_live()
    first = inserts(stage.lucia, stage.document, inserted_by(506), "End academisation")
    expect(stage.tomas.page.locator(".am", has_text=f"AM {first}").first).to_be_visible()
    frozen = rewords(stage.lucia, stage.document, "should be frozen", "Freeze the fees")
    halved = rewords(stage.tomas, stage.document, "should be halved", "Halve the fees")
    expect(stage.tomas.page.locator("main")).to_contain_text(f"AM {frozen}")
    stage.tomas.goes(f"{stage.document}/collisions")
    expect(stage.tomas.page.locator("main")).to_contain_text("abolished")
    return first, frozen, halved


def nothing_is_missed_in_a_debate(stage: Stage, amendment: int) -> None:
    """Each post is on the other screen at once; what is said while it is offline is there when it is back."""
    for somebody in (stage.lucia, stage.tomas):
        somebody.goes(f"/amendments/{amendment}")
        somebody.is_live()
    page = stage.tomas.page
    says(stage.lucia, "Freezing is a beginning.")
    expect(page.locator(".iv", has_text="Freezing is a beginning.")).to_be_visible()
    page.context.set_offline(True)
    page.locator("#say textarea").fill("Half a sentence that")
    for words in ("One.", "Two.", "Three."):
        says(stage.lucia, words)
    page.context.set_offline(False)
    expect(page.locator(".iv-words")).to_have_text(["Freezing is a beginning.", "One.", "Two.", "Three."])
    expect(page.locator("#say textarea")).to_have_value("Half a sentence that")


def alternatives_are_ranked(stage: Stage, one: int, other: int) -> None:
    """Colliding amendments make one ranked poll; here the text is kept."""
    chair, lucia, tomas = stage.chair, stage.lucia, stage.tomas
    poll = puts_to_poll(chair, f"Put AM {one}, AM {other} to one ranked poll")
    for somebody in (lucia, tomas):
        somebody.goes(f"/polls/{poll}")
        somebody.is_live()
    expect(lucia.page.get_by_role("button", name="Cast: not open yet")).to_be_visible()
    chair.presses("Open the poll")
    expect(lucia.page.get_by_role("button", name="Review the ballot")).to_be_visible()
    ranks(lucia, KEEP, f"AM {one}")
    ranks(tomas, KEEP)
    assert len({casts(lucia), casts(tomas)}) == 2
    expect(chair.page.locator("[data-turnout]").first).to_have_text("2")
    closes_and_publishes(chair)
    expect(tomas.page.locator("#result")).to_be_visible()


def the_text_is_the_real_final_one(stage: Stage) -> None:
    final = read(TEXTS / "05-education.final.md").text
    shown = json.loads(commanded(stage.folder, "document", "show", "1", "--format", "json"))
    exported = read(commanded(stage.folder, "document", "show", "1").encode(), "markdown").text
    assert shown["revision"] == 3
    assert shape(exported) == shape(final)
    assert [one["text"] for one in shown["provisions"]] == [one.text for one in final]


def the_final_document_carries_the_votes(stage: Stage) -> None:
    page = stage.lucia.goes("/final")
    with page.expect_download(timeout=600_000) as pdf:
        page.get_by_role("link", name="PDF").click()
        while not pdf.is_done():  # on a busy machine a page comes that says how far it is
            page.wait_for_timeout(100)
            if "/jobs/" in page.url:
                page.get_by_role("link", name="Download").click(timeout=600_000)
                break
    words = words_of(keeps(pdf.value, stage.folder).read_bytes())
    for expected in (
        "V-01",
        "V-02",
        "V-03",
        "AM 1",
        "School Uniform",
        "State funded, state run",
        "Exhausted",
    ):
        assert expected.lower() in words.lower()


def decide(stage: Stage, amendment: int) -> None:
    """One amendment, for or against; both delegates want it."""
    poll = puts_to_poll(stage.chair, f"Put AM {amendment} to a poll", dice=False)
    stage.chair.presses("Open the poll")
    for somebody in (stage.lucia, stage.tomas):
        somebody.goes(f"/polls/{poll}").get_by_label("For", exact=True).check()
        somebody.presses("Review the ballot")
        expect(somebody.page.locator(".readback")).to_contain_text("You vote for it.")
        casts(somebody)
    closes_and_publishes(stage.chair)
    expect(stage.chair.page.locator("#result")).to_contain_text(f"AM {amendment}")


def state_of(folder: Path) -> dict[int, str]:
    """The state of every amendment, read beside the server."""
    with beside(folder):
        return {one.number: one.state for one in amendments(1)}
