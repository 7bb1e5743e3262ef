"""Addresses that officers type: which may stand as a link on a public page."""

from ipaddress import ip_address
from urllib.parse import urlsplit

LONGEST_ADDRESS = 400


def fault_of_address(typed: str) -> str | None:
    """What keeps an address from being linked, in a sentence; None for a good one (http or https, a host)."""
    if len(typed) > LONGEST_ADDRESS:
        return f"An address has at most {LONGEST_ADDRESS} signs."
    if not typed.isprintable() or any(sign.isspace() for sign in typed):
        return "An address has no spaces in it."
    try:
        parts = urlsplit(typed)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "This is not an address. Write it like https://example.org/stream."
    if parts.scheme not in ("http", "https") or not host:
        return "An address begins with https:// or http://, for example https://example.org/stream."
    if parts.username is not None or parts.password is not None:
        return "An address that everybody sees must not hold a name or a password."
    return None


def reaches_this_machine_only(address: str) -> bool:
    """Whether another device gets nowhere by an address, because it names the machine that opens it."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
