"""The copy of all data, and its erasure."""

from __future__ import annotations

import json
from io import BytesIO

from flask import Response, abort, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recruit.hiring.models import Ending
from recruit.hiring.operations.erasure import erase
from recruit.hiring.operations.errors import Invalid
from recruit.hiring.operations.rights import data_taken
from recruit.hiring.queries.companies import company_name
from recruit.hiring.queries.own import everything, own_file, own_page
from recruit.storage import files
from recruit.web.extensions import limiter
from recruit.web.languages import language, text
from recruit.web.my import words
from recruit.web.my.blueprint import ACTS, blueprint, opened
from recruit.web.my.forms import EraseForm
from recruit.web.my.paper import printed

#: a file may hold anything: nothing in it may run, wherever it is opened
SEALED = "default-src 'none'; sandbox"


def sealed_download(data: bytes, media_type: str, filename: str) -> Response:
    """A file to keep, unable to do anything where it is opened."""
    answer = send_file(BytesIO(data), mimetype=media_type, as_attachment=True, download_name=filename, max_age=0)
    answer.headers["Content-Security-Policy"] = SEALED
    return answer


@blueprint.get("/<key>/data.json")
@limiter.limit(ACTS)
def data_json(key: str) -> ResponseReturnValue:
    """All that is stored, for machines."""
    application = opened(key).application
    data = everything(application)
    data_taken(application, "json")
    plain = json.dumps(data, ensure_ascii=False, indent=2).encode()
    return sealed_download(plain, "application/json", f"{_('application')}-{application.opening.slug}.json")


@blueprint.get("/<key>/data.pdf")
@limiter.limit(ACTS)
def data_pdf(key: str) -> ResponseReturnValue:
    """The same for people."""
    link = opened(key)
    page = own_page(link)
    data = everything(page.application)
    data_taken(page.application, "pdf")
    return sealed_download(
        printed(page, data, language(), company_name()),
        "application/pdf",
        f"{_('application')}-{page.opening.slug}.pdf",
    )


@blueprint.get("/<key>/files/<int:file_id>")
@limiter.limit(ACTS)
def own_original(key: str, file_id: int) -> ResponseReturnValue:
    """A CV as it was sent, always as a download."""
    file = own_file(opened(key), file_id)
    if file is None:
        abort(404)
    try:
        data = files.get(file.key)
    except files.NoSuchFile:
        abort(404)
    return sealed_download(data, "application/octet-stream", file.filename)


@blueprint.route("/<key>/erase", methods=["GET", "POST"])
@limiter.limit(ACTS, methods=["POST"])
def erase_all(key: str) -> ResponseReturnValue:
    """Everything, for good; only whoever writes the word on the page means it."""
    application = opened(key).application
    form = EraseForm(_("ERASE"))
    fault = ""
    if form.validate_on_submit():
        try:
            erase(application, Ending.ERASED, by=None, actor="applicant")
        except Invalid:
            fault = str(words.FAULTS["held"])
        else:
            return redirect(url_for("my.erased"), 303)
    body = render_template(
        "my/erase.html",
        key=key,
        form=form,
        fault=fault,
        application=application,
        title=text(application.opening.version.title),
    )
    return body, 422 if form.errors or fault else 200


@blueprint.get("/erased")
def erased() -> str:
    """That it is done."""
    return render_template("my/erased.html")
