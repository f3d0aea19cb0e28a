"""`gen check`: Word files in, findings out. Prints nothing; a file that cannot be read is a failure of its own.

In: paths or bytes, the office where there is one, and `Options`. Out: a `Report`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..errors import GenError, Problem, quoted
from ..mask import bare, covered, hidden
from ..office import Office, clock
from ..paper.known import Known, know
from ..watch import NOBODY, Phase, Watch, tell
from ..word.document import Document, Paragraph
from ..word.reading import is_open_document, read_document
from .exam import Exam, Lookup
from .files import OTHERS, PAPERS, chosen
from .find.kinds import KINDS, named, recognise
from .rule import ERROR, RULES, WARNING, Hit, Rule
from .settings import Settings, read_settings
from .volume import papers

AROUND = 14  # letters on each side of a finding that help a person find it
MOST_BYTES = 100 * 1024 * 1024
Convert = Callable[[Path], bytes]  # a .doc, .odt or .rtf to the bytes of a .docx


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake at one place: `paragraph` counts the paper's paragraphs from 0 (-1: the whole paper), `start` and
    `end` its letters; `count` places were found alike, those of the same paragraph at `spans`; `page` is 0 where the
    file does not say it for sure."""

    rule: str
    severity: str
    place: str
    found: str
    around: str
    said: str
    should: str
    paragraph: int = -1
    start: int = 0
    end: int = 0
    fix: str | None = None
    count: int = 1
    page: int = 0
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: its kind and findings in reading order, or why it could not be read; `texts` are the words of its
    paragraphs, which the findings count."""

    path: Path
    kind: str = ""
    findings: tuple[Finding, ...] = ()
    failure: Problem | None = None
    texts: tuple[str, ...] = ()

    def count(self, severity: str) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def title(self) -> str:
        """The kind as a clerk names it."""
        return KINDS.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found; `exit_code` is 1 with an error in any file or a file that could not be read."""

    files: tuple[Checked, ...]

    @property
    def exit_code(self) -> int:
        return int(any(file.failure or file.count(ERROR) for file in self.files))


@dataclass(frozen=True)
class Options:
    """How to check: `kind` as the clerk says ("" to recognise it), the office's settings, the register, a converter."""

    kind: str = ""
    settings: Settings | None = None  # None: as the office's own settings say
    today: date | None = None
    lookup: Lookup | None = None
    convert: Convert | None = None


DEFAULT = Options()


def check(
    paths: Iterable[Path], office: Office | None = None, options: Options = DEFAULT, watch: Watch = NOBODY
) -> Report:
    """Check files one after the other, and all papers in folders.

    Raises: GenError E804 for an unknown kind; Stopped.
    """
    return check_known(chosen(paths), office, options, watch)


def check_known(
    papers: Iterable[Path | Known], office: Office | None = None, options: Options = DEFAULT, watch: Watch = NOBODY
) -> Report:
    """Check papers of which some may be read already. Raises: as `check`."""
    papers = list(papers)
    if options.kind:
        options = replace(options, kind=named(options.kind))
    files: list[Checked] = []
    for paper in papers:
        files.append(_file(paper, office, options))
        tell(watch, Phase.CHECKING, len(files), len(papers))
    return Report(tuple(files))


def check_bytes(docx: bytes, name: str, office: Office | None = None, options: Options = DEFAULT) -> Checked:
    """Check one Word file in memory. Raises: GenError E801 to E803, E804."""
    paper = read_document(docx, name)
    return Checked(Path(name), *_judged(paper, office, options), texts=tuple(p.text for p in paper.all))


def load(path: Path, convert: Convert | None = None) -> bytes:
    """The bytes of a file, converted where it is another kind of document.

    Raises: GenError E301, E305, E306, E802, E805 for a folder.
    """
    try:
        if path.is_dir():
            raise GenError("E805", file=path.name or str(path), kinds=" ".join(PAPERS))
        _refuse_large(path, path.stat().st_size)
        return converted(know(path), convert)
    except FileNotFoundError:
        raise GenError("E301", file=path.name) from None
    except OSError:
        raise GenError("E306", file=path.name) from None


def converted(paper: Known, convert: Convert | None = None) -> bytes:
    """The bytes of a paper as a .docx. Raises: GenError E305, E306, E802."""
    path, data = paper.path, paper.data
    _refuse_large(path, len(data))
    renamed = data.startswith(b"PK") and not is_open_document(data)  # a .docx under the name of another kind
    return data if convert is None or renamed or path.suffix.lower() not in OTHERS else convert(path)


def _refuse_large(path: Path, size: int) -> None:
    if size > MOST_BYTES:
        raise GenError("E305", file=path.name, size=f"{size // 1_000_000} MB", limit="100 MB")


def _file(file: Path | Known, office: Office | None, options: Options) -> Checked:
    path = file if isinstance(file, Path) else file.path
    try:
        docx = load(file, options.convert) if isinstance(file, Path) else converted(file, options.convert)
        paper = read_document(docx, path.name)
    except GenError as error:
        return Checked(path, failure=error.problems[0])
    kind, found = _judged(paper, office, options)
    lost = OTHERS.get(path.suffix.lower(), frozenset())
    return Checked(path, kind, tuple(finding for finding in found if finding.rule not in lost))


def _judged(paper: Document, office: Office | None, options: Options) -> tuple[str, tuple[Finding, ...]]:
    paper.kind = options.kind or recognise(paper)
    found = tuple(findings(exam_of(paper, office, options)))
    return options.kind or papers(paper)[0].kind, found


def exam_of(paper: Document, office: Office | None, options: Options) -> Exam:
    """A paper with all that its rules need. Raises: GenError E402, E403 for wrong settings of the office."""
    settings = options.settings
    if settings is None:
        settings = read_settings(office.sections.get("check") if office else None)
    today = options.today or (office.today if office else clock())
    return Exam(paper, settings, today, office, options.lookup)


def findings(exam: Exam, *, each: bool = False) -> list[Finding]:
    """What the rules find in one file, in reading order; hits of one key, and of one rule in one paragraph, are one
    finding. `each`: every place by itself, as the mender needs them.

    Each paper that the file holds is judged by itself, by its own kind.
    """
    index = {id(p): n for n, p in enumerate(exam.paper.all)}
    held = papers(exam.paper)
    exams = [replace(exam, paper=paper) for paper in held] if len(held) > 1 else [exam]
    found: list[Finding] = []
    for rule in RULES.values():
        found += _of_rule(rule, exams, index, each)
    return sorted(found, key=lambda one: (one.paragraph, one.start, one.rule))


def _asked(rule: Rule, exam: Exam) -> bool:
    settings = exam.settings
    on = (rule.usual or rule.id in settings.on) and rule.id not in settings.off
    return on and (not rule.kinds or exam.paper.kind in rule.kinds)


def _of_rule(rule: Rule, exams: list[Exam], index: dict[int, int], each: bool) -> Iterator[Finding]:
    severity = exams[0].settings.severity.get(rule.id, rule.severity)
    alike: dict[tuple[object, ...], list[Hit]] = {}
    for n, hit in enumerate(hit for exam in exams if _asked(rule, exam) for hit in rule.find(exam)):
        own = (n,) if each or hit.paragraph is None else (id(hit.paragraph), hit.sure, hit.facts.get("why"))
        alike.setdefault((hit.key,) if hit.key and not each else own, []).append(hit)
    for hits in alike.values():
        yield _finding(rule, severity, hits, index)


def _finding(rule: Rule, severity: str, hits: list[Hit], index: dict[int, int]) -> Finding:
    hit = hits[0]
    p = hit.paragraph
    here = [one for one in hits if one.paragraph is p]
    found = _listed(hidden(str(one.facts.get("found") or "")) or _words(one) for one in here)
    should = _listed(map(_should, here))
    said = rule.message.format(**{**hit.facts, "found": " ".join(map(quoted, found))})
    around = _around(p, hit.start, hit.end, "found" in hit.facts and rule.id.startswith("P")) if p else ""
    page = p.page_at(hit.start) if p else 0
    severity = WARNING if severity == ERROR and not hit.sure else severity
    return Finding(
        rule.id, severity, _place(p, page), " · ".join(found), around, hidden(said), " · ".join(should),
        index[id(p)] if p else -1, hit.start, hit.end, hit.fix, len(hits), page,
        tuple((one.start, one.end) for one in here),
    )  # fmt: skip


def _words(hit: Hit) -> str:
    """What stands there, without the digits of an ID that it is or is part of."""
    return _covered(hit.paragraph.text)[hit.start : hit.end] if hit.paragraph else ""


@lru_cache(maxsize=1)
def _covered(text: str) -> str:
    """A paragraph without its IDs; its findings come one after the other."""
    return covered(text)


def _should(hit: Hit) -> str:
    """What should stand there: of an ID as little is shown as of what stands there."""
    private = hit.paragraph and _words(hit) != hit.paragraph.text[hit.start : hit.end]
    return bare(hit.should) if private and "×" not in hit.should else hidden(hit.should)


LISTED = 4  # things found in one paragraph that are named


def _listed(texts: Iterable[str]) -> list[str]:
    """Each text once, the first few of them."""
    different = list(dict.fromkeys(texts))
    return different if len(different) <= LISTED else [*different[:LISTED], "…"]


def _place(p: Paragraph | None, page: int) -> str:
    """Where a person finds a paragraph."""
    place = p.place if p else "ทั้งเอกสาร"
    if p and not p.text.strip() and p.cell is None:
        place = f"หลัง{place}" if p.number else "ต้นเอกสาร"
    return f"หน้า {page} {place}" if page else place


def _around(p: Paragraph, start: int, end: int, private: bool) -> str:
    """The words around a finding, in one line; personal data itself is not repeated."""
    text = covered(p.text)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    inside = "×" if private else text[start:end] if end - start <= 40 else text[start : start + 38] + "…"
    words = f"{'…' if start > AROUND else ''}{before}{inside}{after}{'…' if end + AROUND < len(text) else ''}"
    return " ".join(words.split())
