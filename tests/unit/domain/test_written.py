import pytest

from summit.domain.addresses import fault_of_address, reaches_this_machine_only
from summit.domain.anchors import Anchor, read_anchor, written_anchor


@pytest.mark.parametrize(
    ("written", "kind", "key"),
    [
        ("Document 2", "document", "2"),
        (" doc 12 ", "document", "12"),
        ("Documento 2", "document", "2"),
        ("documento 2/p4", "provision", "2/p4"),
        ("Document 2/p4", "provision", "2/p4"),
        ("AM 12", "amendment", "12"),
        ("am012", "amendment", "12"),
        ("V-07", "poll", "7"),
        ("v 7", "poll", "7"),
    ],
)
def test_things_are_named_as_people_write_them(written: str, kind: str, key: str) -> None:
    assert read_anchor(written) == Anchor(kind, key)


@pytest.mark.parametrize(
    "written", ["", "12", "AM", "AM 0", "AM x", "Document", "Document 2/", "V-07 and more", "AM 1" + "0" * 12]
)
def test_other_words_name_nothing(written: str) -> None:
    assert read_anchor(written) is None


@pytest.mark.parametrize(
    "anchor",
    [Anchor("document", "2"), Anchor("provision", "2/p4"), Anchor("amendment", "12"), Anchor("poll", "7")],
)
def test_what_is_written_is_read_back(anchor: Anchor) -> None:
    assert read_anchor(written_anchor(anchor)) == anchor


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/live",
        "http://10.0.0.5:8080/es.m3u8",
        "https://example.org/?a=1#b",
        "http://[::1]/x",
    ],
)
def test_addresses_of_the_web_can_be_linked(address: str) -> None:
    assert fault_of_address(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "ftp://example.org",
        "https://",
        "https:///path",
        "https://exam ple.org",
        "https://example.org/\nX: y",
        "https://name:secret@example.org/",
        "http://example.org:port/",
        "http://[::1/",
        "https://example.org/" + "a" * 400,
    ],
)
def test_other_addresses_are_refused_in_a_sentence(address: str) -> None:
    assert (fault_of_address(address) or "").endswith(".")


@pytest.mark.parametrize(
    ("address", "only_here"),
    [
        ("http://127.0.0.1:8000/sign-in", True),
        ("http://[::1]/", True),
        ("http://localhost:8000", True),
        ("http://0.0.0.0:8000", True),
        ("http://192.168.1.20:8000", False),
        ("https://summit.example.org/sign-in", False),
    ],
)
def test_an_address_of_this_machine_is_known(address: str, only_here: bool) -> None:
    assert reaches_this_machine_only(address) is only_here
