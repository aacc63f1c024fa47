"""What every route answers every role: a new route must be written down here too.

`login`: sent to the login page, and back afterwards. Other words are the status alone.
"""

from __future__ import annotations

from typing import Any

from flask import Flask

ROLES = ("anonymous", "other manager", "manager", "recruiter", "admin")

PUBLIC = ("200",) * 5
LOGGED_IN = ("login", "200", "200", "200", "200")
DESK = ("login", "403", "403", "200", "200")
DESK_ACT = ("login", "403", "403", "302", "302")
DESK_WRONG = ("login", "403", "403", "422", "422")
#: what concerns one shortlist is closed to the manager of another
SHORTLIST = ("login", "403", "200", "200", "200")
#: recruiters see what the managers see, and judge elsewhere
SHORTLIST_ACT = ("login", "403", "302", "403", "403")
ADMIN = ("login", "403", "403", "403", "200")
ADMIN_ACT = ("login", "403", "403", "403", "302")
ADMIN_WRONG = ("login", "403", "403", "403", "422")

#: (endpoint, method) -> (the answer for each of ROLES, what is sent). In this order: reading first.
TABLE: dict[tuple[str, str], tuple[tuple[str, ...], dict[str, str]]] = {
    ("static", "GET"): (PUBLIC, {}),
    ("health.health", "GET"): (PUBLIC, {}),
    ("careers.index", "GET"): (PUBLIC, {}),
    ("careers.atom", "GET"): (PUBLIC, {}),
    ("careers.boards", "GET"): (PUBLIC, {}),
    ("careers.sitemap", "GET"): (PUBLIC, {}),
    ("careers.robots", "GET"): (PUBLIC, {}),
    ("careers.embed", "GET"): (PUBLIC, {}),
    ("careers.embed_script", "GET"): (PUBLIC, {}),
    ("careers.brand_css", "GET"): (PUBLIC, {}),
    ("careers.logo", "GET"): (("404",) * 5, {}),
    ("careers.job", "GET"): (PUBLIC, {}),
    ("careers.apply", "GET"): (PUBLIC, {}),
    ("careers.applied", "GET"): (PUBLIC, {}),
    ("careers.privacy", "GET"): (PUBLIC, {}),
    ("my.ask", "GET"): (PUBLIC, {}),
    ("my.erased", "GET"): (PUBLIC, {}),
    # whoever holds the link is the applicant
    ("my.home", "GET"): (PUBLIC, {}),
    ("my.amend", "GET"): (PUBLIC, {}),
    ("my.take_back", "GET"): (PUBLIC, {}),
    ("my.erase_all", "GET"): (PUBLIC, {}),
    ("my.data_json", "GET"): (PUBLIC, {}),
    ("my.data_pdf", "GET"): (PUBLIC, {}),
    ("my.own_original", "GET"): (PUBLIC, {}),
    ("my.own_further", "GET"): (PUBLIC, {}),
    ("account.login", "GET"): (("200", "302", "302", "302", "302"), {}),
    ("account.password", "GET"): (LOGGED_IN, {}),
    ("desk.index", "GET"): (DESK, {}),
    ("desk.create", "GET"): (DESK, {}),
    ("desk.add", "GET"): (DESK, {}),
    ("desk.opening", "GET"): (DESK_ACT, {}),
    ("desk.ranked", "GET"): (DESK, {}),
    ("desk.role", "GET"): (DESK, {}),
    ("desk.versions", "GET"): (DESK, {}),
    ("desk.what_if", "GET"): (DESK, {}),
    ("desk.compare", "GET"): (DESK, {}),
    # a form within a dialog; as a page it is the comparison itself
    ("desk.compare_with", "GET"): (DESK_ACT, {}),
    ("desk.weights", "GET"): (("login", "403", "403", "301", "301"), {}),
    ("desk.rescoring", "GET"): (("login", "403", "403", "286", "286"), {}),
    ("desk.edit_criteria", "GET"): (DESK, {}),
    ("desk.edit_details", "GET"): (DESK, {}),
    ("desk.edit_market", "GET"): (DESK, {}),
    ("desk.edit_texts", "GET"): (DESK, {}),
    ("desk.edit_questions", "GET"): (DESK, {}),
    ("desk.review", "GET"): (DESK, {}),
    ("desk.stage", "GET"): (DESK, {}),
    ("desk.labels", "GET"): (DESK, {}),
    ("desk.export", "GET"): (DESK, {}),
    ("desk.words", "GET"): (DESK, {}),
    ("desk.queue", "GET"): (DESK, {}),
    ("desk.queue_reject", "GET"): (DESK, {}),
    ("desk.find", "GET"): (DESK, {}),
    ("desk.duplicate", "GET"): (DESK, {}),
    ("desk.mentions", "GET"): (DESK, {}),
    ("desk.colleagues", "GET"): (DESK, {}),
    ("desk.note_form", "GET"): (("login", "403", "403", "200", "403"), {}),
    ("desk.state", "GET"): (("login", "403", "403", "286", "286"), {}),
    ("desk.original", "GET"): (DESK, {}),
    ("desk.attachment", "GET"): (DESK, {}),
    ("desk.document", "GET"): (DESK, {}),
    ("desk.page_image", "GET"): (DESK, {}),
    ("shortlist.index", "GET"): (LOGGED_IN, {}),
    ("shortlist.people", "GET"): (SHORTLIST, {}),
    ("shortlist.candidate", "GET"): (SHORTLIST, {}),
    ("shortlist.page_image", "GET"): (SHORTLIST, {}),
    ("shortlist.pdf", "GET"): (SHORTLIST, {}),
    ("shortlist.dossier", "GET"): (SHORTLIST, {}),
    ("shortlist.enter", "GET"): (PUBLIC, {}),
    ("desk.shortlists", "GET"): (DESK, {}),
    ("desk.shortlist", "GET"): (DESK, {}),
    ("desk.views_of_list", "GET"): (DESK, {}),
    ("desk.shortlist_people", "GET"): (("login", "403", "403", "404", "404"), {}),
    ("desk.dossier", "GET"): (DESK, {}),
    ("admin.index", "GET"): (ADMIN_ACT, {}),
    ("admin.users", "GET"): (ADMIN, {}),
    ("admin.new_user", "GET"): (ADMIN, {}),
    ("admin.edit_user", "GET"): (ADMIN, {}),
    ("admin.audit", "GET"): (ADMIN, {}),
    ("admin.retention", "GET"): (ADMIN, {}),
    ("admin.fairness", "GET"): (ADMIN, {}),
    ("desk.requests", "GET"): (DESK, {}),
    ("desk.person", "GET"): (DESK, {}),
    ("desk.tell", "GET"): (DESK, {}),
    ("admin.retention", "POST"): (ADMIN_WRONG, {"retention_months": "0"}),
    ("desk.add", "POST"): (DESK_WRONG, {"name": "", "language": "ca"}),
    ("desk.answer", "POST"): (DESK_ACT, {"answer": "It counts now."}),
    ("desk.hold", "POST"): (DESK_ACT, {"lift": "1"}),
    ("desk.send_words", "POST"): (DESK_ACT, {"subject": "News", "text": "Hello"}),
    ("desk.erase_for_applicant", "POST"): (("login", "403", "403", "403", "422"), {"name": "Somebody else"}),
    ("my.send", "POST"): (("422",) * 5, {}),
    ("my.amend", "POST"): (("422",) * 5, {"name": ""}),
    ("my.send_cv", "POST"): (("422",) * 5, {}),
    ("my.add_more", "POST"): (("422",) * 5, {}),
    ("my.ask_for_person", "POST"): (("422",) * 5, {"kind": "nobody"}),
    ("my.pool", "POST"): (("303",) * 5, {"agree": "0"}),
    ("my.identify", "POST"): (("303",) * 5, {}),
    ("my.erase_all", "POST"): (("422",) * 5, {"word": "no"}),
    # for the browser that sent the application alone
    ("my.sent_pool", "POST"): (("404",) * 5, {"agree": "1"}),
    ("my.sent_identify", "POST"): (("404",) * 5, {}),
    ("admin.company", "GET"): (ADMIN, {}),
    ("admin.company_colours", "GET"): (ADMIN, {}),
    ("careers.draft", "GET"): (PUBLIC, {}),
    ("careers.reading", "GET"): (PUBLIC, {}),
    ("careers.apply", "POST"): (("422",) * 5, {}),
    ("careers.save", "POST"): (PUBLIC, {"name": "Núria"}),
    ("careers.upload", "POST"): (("422",) * 5, {}),
    ("account.login", "POST"): (("422", "302", "302", "302", "302"), {"email": "a@example.com", "password": "no"}),
    ("account.password", "POST"): (("login", "422", "422", "422", "422"), {}),
    ("account.logout", "POST"): (("302",) * 5, {}),
    ("desk.create", "POST"): (DESK_WRONG, {}),
    ("desk.edit_criteria", "POST"): (DESK_WRONG, {}),
    ("desk.edit_details", "POST"): (DESK_WRONG, {}),
    ("desk.edit_market", "POST"): (DESK_WRONG, {}),
    ("desk.edit_texts", "POST"): (DESK_WRONG, {}),
    ("desk.edit_questions", "POST"): (DESK_WRONG, {}),
    ("desk.what_if", "POST"): (DESK_WRONG, {}),
    ("desk.compare", "POST"): (DESK_ACT, {}),
    ("desk.blind", "POST"): (DESK_ACT, {"to": "off"}),
    ("desk.show_person_of", "POST"): (DESK_ACT, {}),
    ("desk.rescore", "POST"): (DESK_ACT, {}),
    ("desk.restore", "POST"): (DESK_ACT, {"expected_version": "1"}),
    ("desk.bulk", "POST"): (DESK_ACT, {}),
    # a list for a dialog; as a page it is the list itself
    ("desk.ticked", "POST"): (DESK_ACT, {}),
    # a list for a dialog; as a page it is the list itself
    ("desk.ticked", "POST"): (DESK_ACT, {}),
    ("desk.apply_bulk", "POST"): (DESK_ACT, {"act": "stage:interview"}),
    ("desk.undo_bulk", "POST"): (DESK_ACT, {}),
    ("desk.export_file", "POST"): (DESK, {"format": "csv", "column": "name"}),
    ("desk.save", "POST"): (DESK_ACT, {"name": "New ones", "list": "stage=new"}),
    ("desk.forget_search", "POST"): (("login", "403", "403", "302", "403"), {}),
    ("desk.change_labels", "POST"): (DESK_ACT, {"tag": "Segona ronda"}),
    ("desk.note", "POST"): (DESK_ACT, {"text": "Seen."}),
    ("desk.change_note", "POST"): (("login", "403", "403", "302", "403"), {"text": "Seen twice."}),
    ("desk.see_mentions", "POST"): (DESK_ACT, {}),
    ("desk.settle_duplicate", "POST"): (DESK_ACT, {"do": "apart"}),
    ("desk.undo_merged", "POST"): (DESK_ACT, {}),
    ("desk.undo", "POST"): (DESK_ACT, {}),
    ("desk.confirm", "POST"): (DESK_ACT, {"fact": "mba", "value": "none", "reason": "Asked by phone."}),
    ("desk.mark_words", "POST"): (DESK_WRONG, {"do": "strike"}),
    ("desk.undo_strike", "POST"): (DESK_ACT, {}),
    ("desk.queue_place", "POST"): (DESK_ACT, {"to": "1"}),
    ("desk.queue_undo", "POST"): (DESK_ACT, {}),
    ("desk.queue_decide", "POST"): (("login", "403", "403", "404", "404"), {"act": "reject"}),
    ("desk.begin_queue", "POST"): (DESK_ACT, {}),
    ("desk.reread", "POST"): (DESK_ACT, {}),
    ("shortlist.open_link", "POST"): (("302",) * 5, {}),
    ("shortlist.view", "POST"): (SHORTLIST_ACT, {"up": "1", "comment": "Yes."}),
    ("shortlist.question", "POST"): (SHORTLIST_ACT, {"text": "When?"}),
    ("shortlist.order", "POST"): (SHORTLIST_ACT, {"code": "A"}),
    ("desk.create_list", "POST"): (DESK_ACT, {"title": "Second round"}),
    ("desk.change_list", "POST"): (DESK_ACT, {"title": "First round", "visible": "score"}),
    ("desk.add_people", "POST"): (DESK_ACT, {}),
    ("desk.order_list", "POST"): (DESK_ACT, {"code": "A"}),
    ("desk.comment_person", "POST"): (DESK_ACT, {"comment": "Good."}),
    ("desk.answer_person", "POST"): (DESK_ACT, {"text": "On Monday."}),
    ("desk.choose_managers", "POST"): (DESK_ACT, {}),
    ("desk.add_link", "POST"): (DESK_WRONG, {}),
    ("desk.take_back_link", "POST"): (DESK_ACT, {}),
    ("desk.share_list", "POST"): (DESK_ACT, {"status": "closed"}),
    ("desk.remove_person", "POST"): (DESK_ACT, {}),
    ("desk.shortlist_people", "POST"): (("login", "403", "403", "404", "404"), {}),
    ("desk.close", "POST"): (DESK_ACT, {}),
    ("desk.reopen", "POST"): (DESK_ACT, {}),
    ("desk.publish", "POST"): (DESK_ACT, {}),
    ("desk.move", "POST"): (DESK_ACT, {"to": "interview"}),
    ("my.take_away", "POST"): (("303",) * 5, {}),
    ("my.take_back", "POST"): (("303",) * 5, {}),
    ("admin.new_user", "POST"): (ADMIN_WRONG, {}),
    ("admin.company", "POST"): (ADMIN_ACT, {"name": "Fusteria Ginesta"}),
    ("admin.company_logo", "POST"): (ADMIN_WRONG, {}),
    ("admin.edit_user", "POST"): (ADMIN_ACT, {"name": "Pere Font", "role": "recruiter", "language": "ca"}),
    ("admin.reset_password", "POST"): (ADMIN_ACT, {"password": "vuit cadires de boga"}),
}


def routes(app: Flask) -> dict[tuple[str, str], Any]:
    return {
        (rule.endpoint, method): rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
