"""The map of the site: an address a verb. Whoever asks was looked at by `guard` before a view is reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import acts, batch, case, checking, drop, home, jobpage, numberbook, officepage, paper, sign, upload, workpage

View = Callable[..., Any]

ADDRESSES: tuple[tuple[str, str, View], ...] = (
    # the server
    ("GET", "/start", home.start),
    ("GET", "/health", home.health),
    ("GET", "/hand-in", home.hand_in),
    ("POST", "/stop", home.stop),
    ("GET", "/favicon.ico", home.favicon),
    # works and cases
    ("GET", "/", home.home),
    ("GET", "/deadlines", home.deadlines),
    ("GET", "/work/<form>", home.work),
    ("POST", "/work/<form>/new", case.new),
    ("POST", "/work/<form>/take", case.take),
    ("GET", "/batch/<form>/<id>", batch.ask_batch),
    ("POST", "/batch/<form>/<id>", batch.make_batch),
    ("GET", "/work/<form>/<id>", case.page),
    ("POST", "/work/<form>/<id>/save", case.save),
    ("POST", "/work/<form>/<id>/name", case.rename),
    ("POST", "/work/<form>/<id>/copy", case.copy),
    ("POST", "/work/<form>/<id>/give", upload.give),
    ("GET", "/work/<form>/<id>/given/<received>", upload.given),
    ("POST", "/work/<form>/<id>/given/<received>", upload.choose),
    ("POST", "/work/<form>/<id>/make", case.make),
    ("GET", "/work/<form>/<id>/workbook", case.workbook),
    ("GET", "/work/<form>/<id>/versions", case.versions),
    ("POST", "/work/<form>/<id>/restore", case.restore),
    ("GET", "/work/<form>/<id>/look/<paper>", case.picture),
    # fields and templates of a work
    ("GET", "/about/<form>", workpage.about_work),
    ("GET", "/about/<form>/<paper>/template", workpage.template_down),
    ("POST", "/about/<form>/<paper>/template", workpage.template_up),
    ("GET", "/about/<form>/<paper>/<which>/<int:number>", workpage.template_page),
    ("POST", "/about/<form>/<paper>/take", workpage.template_take),
    # papers
    ("GET", "/papers", paper.listing),
    ("GET", "/paper/<id>", paper.paper),
    ("GET", "/paper/<id>/changed", paper.paper_changed),
    ("GET", "/paper/<id>/page/<int:number>", paper.paper_page),
    ("GET", "/paper/<id>/boxes", paper.paper_boxes),
    ("GET", "/paper/<id>/word", paper.paper_word),
    ("GET", "/paper/<id>/pdf", paper.paper_pdf),
    ("GET", "/paper/<id>/signed", paper.paper_signed),
    ("GET", "/paper/<id>/diff", paper.paper_diff),
    ("POST", "/paper/<id>/back", paper.paper_back),
    ("POST", "/paper/<id>/accept", paper.paper_accept),
    # acts of papers: first what each will do, then the act
    ("POST", "/acts/issue/ask", acts.ask_issue),
    ("POST", "/acts/issue", acts.issue),
    ("POST", "/acts/print/ask", acts.ask_print),
    ("POST", "/acts/print", acts.print_set),
    ("GET", "/acts/print/<job>", acts.printed),
    ("POST", "/paper/<id>/void", acts.void),
    ("POST", "/paper/<id>/scan", acts.scan),
    ("POST", "/paper/<id>/mend", acts.mend),
    ("GET", "/paper/<id>/sign", sign.ask_sign),
    ("POST", "/paper/<id>/sign", sign.sign),
    ("GET", "/scan/<id>", acts.ask_scan),
    ("POST", "/scan/<id>", acts.keep_scan),
    # papers of anybody
    ("GET", "/check", checking.check),
    ("GET", "/check/<id>", checking.check_file),
    ("GET", "/check/<id>/page/<int:number>", checking.check_page),
    ("GET", "/check/<id>/boxes", checking.check_boxes),
    # the number book
    ("GET", "/book", numberbook.books),
    ("POST", "/book/verify", numberbook.verify_book),
    ("GET", "/book/<series>", numberbook.one_book),
    ("GET", "/book/<series>/export", numberbook.export_book),
    ("POST", "/book/<series>/reserve", numberbook.reserve_number),
    ("POST", "/book/<series>/void", numberbook.void_number),
    ("POST", "/book/<series>/import", numberbook.import_book),
    ("POST", "/book/<series>/start", numberbook.start_year),
    # the office
    ("GET", "/office", officepage.office_page),
    ("POST", "/office", officepage.save_office),
    ("POST", "/office/emblem", officepage.take_emblem),
    ("GET", "/office/<name>", officepage.list_page),
    ("POST", "/office/<name>", officepage.save_list),
    # files that are dropped on any page
    ("POST", "/drop", drop.drop),
    # long work
    ("GET", "/job/<id>", jobpage.show),
    ("POST", "/job/<id>/stop", jobpage.stop_job),
)
