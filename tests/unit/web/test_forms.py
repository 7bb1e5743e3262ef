from flask import Flask

from summit.web.forms import CommandForm, Line, Words, command_key


class Proposal(CommandForm):
    title = Line()
    words = Words()


def filled(app: Flask, **data: str) -> Proposal:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST", data=data):
        return Proposal()


def test_a_line_is_stored_in_one_normal_form(bare: Flask) -> None:
    assert filled(bare, title="  Cafe\u0301 \t del\r\n saber ").title.data == "Café del saber"


def test_words_keep_their_lines(bare: Flask) -> None:
    assert filled(bare, words="\r\none\r\n\r\ntwo\r ").words.data == "one\n\ntwo"


def test_a_key_too_long_is_refused(bare: Flask) -> None:
    app = bare
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST", data={"key": "x" * 65}):
        form = Proposal()
        assert not form.validate()
        assert form.first_error()


def test_each_drawn_form_has_a_key_of_its_own(bare: Flask) -> None:
    with bare.test_request_context():
        assert Proposal().key.data != Proposal().key.data
    assert len(command_key()) >= 22
