"""Papers made once for all the tests of a session: the examples of every form in forms/, in a folder of their own."""

from __future__ import annotations

import functools
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from generator.case import Case, read_cases
from generator.context import context, receivers
from generator.folders import form_names as names
from generator.form import Form, load
from generator.make import Made, make
from generator.office import Office, open_office, shipped
from generator.render import Template
from tests import paper
from tests.mistakes import TODAY

FORMS = shipped("forms")
NAMES = names(FORMS)


@functools.cache
def folder(name: str = "") -> Path:
    """A temporary folder that goes with the session, with the example office's data; another for each name."""
    holder = tempfile.TemporaryDirectory(prefix="gen-tests-")
    _HELD.append(holder)
    shutil.copytree(shipped("data"), Path(holder.name, "data"))
    return Path(holder.name)


_HELD: list[tempfile.TemporaryDirectory[str]] = []


@functools.cache
def office() -> Office:
    """The example office, whose papers go to the temporary folder."""
    return replace(open_office(shipped("data").parent, TODAY), root=folder())


@functools.cache
def form(name: str) -> Form:
    return load(FORMS, name)


@functools.cache
def cases(name: str) -> tuple[Case, ...]:
    return tuple(read_cases(form(name), form(name).examples, office())[0])


@functools.cache
def examples(name: str) -> Made:
    """The papers of a form's example cases."""
    # the manual takes in the newest order of its office: it is made where nothing else is
    at = replace(office(), root=folder(name)) if name == "manual" else office()
    return make(form(name), [form(name).examples], at)


def papers(name: str) -> list[Path]:
    return [written.path for written in examples(name).papers]


def other_paper(name: str) -> bytes:
    """The paper that a paper holds inside: the manual has the office's order of duties as its last part."""
    return papers(name.partition("/")[0])[0].read_bytes()


def typed(name: str) -> dict[str, Any]:
    """The first example as it stands in the file, read by YAML alone."""
    return yaml.safe_load(form(name).examples.read_text(encoding="utf-8"))[0]  # type: ignore[no-any-return]


def words(name: str, start: str, but: str = "(รวม") -> list[str]:
    """The words of the papers whose file names begin so, but for those that hold a whole set or have `but` in theirs."""
    files = (path for path in papers(name) if path.name.startswith(start) and path.suffix == ".docx")
    alone = (path for path in sorted(files) if "(รวม" not in path.name and but not in path.name)
    return [paper.plain(paper.text(path)) for path in alone]


def rendered(name: str, case: Case, key: str, receiver: int = 0) -> Path:
    """One paper of a case, its template filled in; the next call for this paper writes over it."""
    of = form(name).paper(key)
    file = folder() / f"{name}-{key}.docx"
    file.write_bytes(Template(of.template).render(context(case, of, office(), receivers(case, of)[receiver])))
    return file
