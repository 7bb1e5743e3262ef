import itertools
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.integration.live_server import Server

pytestmark = [pytest.mark.server, pytest.mark.browser]

keys = itertools.count(100)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("live"))
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@pytest.fixture
def key() -> str:
    return str(next(keys))


@pytest.fixture
def page(server: Server, visit: Visit, key: str) -> Page:
    server.do("tell", topic=f"document:{key}")
    return visit(f"{server.address}/test/page_of/{key}")


def is_live(page: Page) -> None:
    expect(page.locator("[data-connection]")).to_have_text("live")


def test_a_page_says_that_it_is_live_in_words_and_shape(page: Page) -> None:
    is_live(page)
    expect(page.locator("[data-connection] use")).to_have_attribute("href", re.compile(r"#live$"))
    expect(page.locator("[data-connection]")).to_have_attribute("aria-live", "off")


def test_interventions_appear_in_the_order_of_the_debate_and_are_taken_down(
    server: Server, page: Page, key: str
) -> None:
    is_live(page)
    actor, _ = server.enter("delegate")
    first = server.do("say", actor=actor, key=key, text="first")
    server.do("say", actor=actor, key=key, text="second")
    server.do("say", actor=actor, key=key, text="reply to first", parent=first)
    items = page.locator("ol[data-debate] li")
    expect(items).to_have_text(["first", "reply to first", "second"])
    server.do("remove", actor=actor, number=first)
    expect(items).to_have_text(["removed", "reply to first", "second"])
    live = items.all_inner_texts()
    page.reload()
    assert items.all_inner_texts() == live


def test_news_leave_alone_what_somebody_is_using(server: Server, page: Page, key: str) -> None:
    is_live(page)
    page.fill("#typed", "half a thought")
    page.click("#more summary")
    page.focus("#draft")
    server.do("tell", topic=f"document:{key}")
    expect(page.locator("#head")).to_have_text("2")
    expect(page.locator("#typed")).to_have_value("half a thought")
    expect(page.locator("#kept")).to_have_text("1")
    expect(page.locator("#plain")).to_have_value("at 2")
    expect(page.locator("#more")).to_have_attribute("open", "")
    expect(page.locator("#draft")).to_be_focused()


def test_a_control_in_use_keeps_focus_and_words_through_news(server: Server, page: Page, key: str) -> None:
    is_live(page)
    page.focus("#plain")
    server.do("tell", topic=f"document:{key}")
    expect(page.locator("#head")).to_have_text("2")
    expect(page.locator("#plain")).to_be_focused()
    expect(page.locator("#plain")).to_have_value("at 1")


def test_other_scripts_hear_of_each_event_once(server: Server, page: Page, key: str) -> None:
    is_live(page)
    page.evaluate(
        "globalThis.heard = [];"
        "document.addEventListener('live:event', ({ detail }) => heard.push(detail.payload.n))"
    )
    server.do("tell", topic=f"document:{key}", start=1, times=5)
    expect(page.locator("#head")).to_have_text("6")
    assert page.evaluate("heard") == [1, 2, 3, 4, 5]


def test_unsent_words_survive_reload_and_go_when_they_were_taken(page: Page) -> None:
    page.fill("#draft", "not sent yet")
    page.reload()
    expect(page.locator("#draft")).to_have_value("not sent yet")
    with page.expect_navigation():
        page.click("text=Send")
    expect(page.locator("#draft")).to_have_value("")
    page.reload()
    expect(page.locator("#draft")).to_have_value("")


def test_a_page_that_was_cut_off_says_so_and_catches_up(server: Server, page: Page, key: str) -> None:
    is_live(page)
    page.context.set_offline(True)
    expect(page.locator("[data-connection]")).to_have_text("offline")
    server.do("tell", topic=f"document:{key}", times=3)
    page.context.set_offline(False)
    is_live(page)
    expect(page.locator("#head")).to_have_text("4")


def test_where_sockets_are_blocked_requests_bring_the_news(server: Server, visit: Visit, key: str) -> None:
    server.do("tell", topic=f"document:{key}")
    page = visit("about:blank")
    page.add_init_script("globalThis.WebSocket = class { constructor() { throw new Error('blocked'); } };")
    page.goto(f"{server.address}/test/page_of/{key}")
    expect(page.locator("[data-connection]")).to_have_text("live, by fallback")
    server.do("tell", topic=f"document:{key}")
    expect(page.locator("#head")).to_have_text("2")
    actor, _ = server.enter("delegate")
    server.do("say", actor=actor, key=key, text="by request")
    expect(page.locator("ol[data-debate] li")).to_have_text(["by request"])
