"""What people do about e-mail, and what is done about letters."""

from summit.mail.services.choosing import confirm_mail, end_mail, want_mail
from summit.mail.services.letters import (
    drop_aside,
    give_up_silent,
    put_aside,
    put_back,
    send_aside,
    settle,
    take_letter,
)
from summit.mail.services.links import send_links
from summit.mail.services.post import ask_to_send, put_off, server_answers
from summit.mail.services.telling import write_letters

__all__ = [
    "ask_to_send",
    "confirm_mail",
    "drop_aside",
    "end_mail",
    "give_up_silent",
    "put_aside",
    "put_back",
    "put_off",
    "send_aside",
    "send_links",
    "server_answers",
    "settle",
    "take_letter",
    "want_mail",
    "write_letters",
]
