"""One engine makes the papers of one kind in a process of its own, and says what it took.

    python -m tests.bench.engines ENGINE PAPER COUNT TEMPLATES OUT

Prints a line of JSON: each (seconds a paper, in the quickest slice of the run: other work on the machine and warming up
weigh least there), cpu (seconds a paper, of the whole run), memory (peak, MB), size (bytes of the first paper). Cases are
made before the clock starts; opening and compiling the template, and writing each paper to its own file, are within it.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.render import Picture
from tests.bench import cases

DAY = date(2026, 1, 2)
SLICES = 20
TYPED = ("ours", "floor", "docxtpl, our sandbox", "ours, in one file")
WIDTH = 2.5  # cm, of a photograph
Maker = Callable[[dict[str, Any]], bytes]


def ours(template: Path) -> Maker:
    from generator.render import Template

    opened = Template(template)
    return lambda case: opened.render(case, "ชื่อเรื่อง", "สำนักงาน", DAY)


def docxtpl(template: Path, sandboxed: bool = False) -> Maker:
    """As its documentation shows it: a new object a paper; autoescape, without which `&` in a value breaks the file."""
    from docx.shared import Cm
    from docxtpl import DocxTemplate, InlineImage

    from generator.render import environment

    def make(case: dict[str, Any]) -> bytes:
        tpl = DocxTemplate(template)
        if "photo" in case:
            case = {**case, "photo": InlineImage(tpl, BytesIO(case["photo"]), Cm(WIDTH))}
        tpl.render(case, environment() if sandboxed else None, autoescape=True)
        buffer = BytesIO()
        tpl.save(buffer)
        return buffer.getvalue()

    return make


def mailmerge(template: Path) -> Maker:
    from mailmerge import MailMerge

    def make(case: dict[str, Any]) -> bytes:
        with MailMerge(template) as document:
            document.merge(**{key: str(value) for key, value in case.items()})
            buffer = BytesIO()
            document.write(buffer)
        return buffer.getvalue()

    return make


def floor(template: Path, made: list[dict[str, Any]]) -> Maker:
    """What no engine can save: the texts are there; they are deflated at our level, zipped and written."""
    from generator.render import Template, properties

    opened = Template(template)
    core = properties.core({"title": "ชื่อเรื่อง", "author": "สำนักงาน"}, DAY)
    ready = {id(case): {**opened.parts(case), properties.PART: core} for case in made}
    return lambda case: opened.compiled.pack(ready[id(case)])


ENGINES = {
    "ours": ours,
    "docxtpl": docxtpl,
    "docxtpl, our sandbox": partial(docxtpl, sandboxed=True),
    "docx-mailmerge2": mailmerge,
}


def ours_together(template: Path, made: list[dict[str, Any]], file: Path) -> None:
    """All papers as one Word file."""
    from generator.render import Template
    from generator.render.combine import combine

    with open(file, "wb") as out:
        combine(Template(template), made, out)


def docxcompose(template: Path, made: list[dict[str, Any]], file: Path) -> None:
    """As its documentation shows it, of papers by docxtpl; it keeps only the headers of the first."""
    from docx import Document
    from docxcompose.composer import Composer

    make = docxtpl(template)
    composer = None
    for case in made:
        paper = Document(BytesIO(make(case)))
        composer = composer.append(paper) or composer if composer else Composer(paper)
    composer.save(str(file))


TOGETHER = {"ours, in one file": ours_together, "docxcompose": docxcompose}


def main(engine: str, paper: str, count: int, templates: Path, out: Path) -> None:
    bare = peak()
    made = [case_of(engine, paper, number) for number in range(count)]
    held = peak() - bare  # by the cases, which a real run reads as it goes
    template = templates / f"{paper}.{'mergefield' if engine == 'docx-mailmerge2' else 'jinja'}.docx"
    make = floor(template, made) if engine == "floor" else None
    cpu, clock = time.process_time(), [time.perf_counter()]
    if engine in TOGETHER:
        TOGETHER[engine](template, made, out / "0.docx")
        clock.append(time.perf_counter())
    else:
        make = make or ENGINES[engine](template)
        for number, case in enumerate(made):
            with open(f"{out}/{number}.docx", "wb", buffering=0) as file:
                file.write(make(case))
            clock.append(time.perf_counter())
    cpu = time.process_time() - cpu
    each = (clock[-1] - clock[0]) / count if engine in TOGETHER else quickest(clock)
    size = (out / "0.docx").stat().st_size
    print(json.dumps({"each": each, "cpu": cpu / count, "memory": peak() - held, "size": size}))


def quickest(clock: list[float]) -> float:
    """Seconds a paper in the quickest of the slices of a run."""
    size = max(1, (len(clock) - 1) // SLICES)
    return min(after - before for before, after in zip(clock[:-size], clock[size:], strict=True)) / size


def peak() -> float:
    """The most memory that this process has taken, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def case_of(engine: str, paper: str, number: int) -> dict[str, Any]:
    """Typed for what can show it, finished texts for the others."""
    case = cases.case(paper, number)
    if engine in ("ours", "floor") and "photo" in case:
        case["photo"] = Picture(case["photo"], WIDTH)
    return case if engine in TYPED else cases.plain(case)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]), Path(sys.argv[5]))
