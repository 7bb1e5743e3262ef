"""A person's own page about e-mail: to where, in which language, or none."""

from flask import current_app, flash, render_template, url_for
from werkzeug.wrappers import Response

from summit.domain.errors import Refusal
from summit.mail.forms import AddressForm
from summit.mail.queries import mail_address
from summit.mail.services import end_mail, want_mail
from summit.mail.views.blueprint import blueprint
from summit.people.views.identity import current_person, officer_id, signed_in
from summit.web.commands import answer_once
from summit.web.limits import WRITES, limiter


@blueprint.get("/awaits/mail")
@signed_in
def own() -> tuple[str, int]:
    return _page()


@blueprint.post("/awaits/mail")
@limiter.limit(WRITES)
@signed_in
def want() -> tuple[str, int] | Response:
    form = AddressForm()
    if not form.validate_on_submit():
        return _page(form, form.first_error(), 422)

    def act() -> str:
        is_sent = want_mail(officer_id(), form.address.data, form.language.data)
        flash("A link goes to this address. Open it to confirm." if is_sent else "It is stored.", "good")
        return url_for("mail.own")

    try:
        return answer_once(act)
    except Refusal as refusal:
        return _page(form, str(refusal), int(refusal.status))


@blueprint.post("/awaits/mail/end")
@limiter.limit(WRITES)
@signed_in
def end() -> Response:
    def act() -> str:
        end_mail(officer_id())
        flash("You get no more e-mail, and your address is forgotten.", "good")
        return url_for("mail.own")

    return answer_once(act)


def _page(form: AddressForm | None = None, sentence: str | None = None, status: int = 200) -> tuple[str, int]:
    wanted, me = mail_address(officer_id()), current_person()
    spoken = str(current_app.jinja_env.globals["ui_language"]())  # type: ignore[operator]
    filled = form or AddressForm(
        formdata=None,
        address=wanted.address if wanted else (me.email if me else ""),
        language=wanted.language if wanted else spoken,
    )
    return render_template("mail/own.html", wanted=wanted, form=filled, sentence=sentence), status
