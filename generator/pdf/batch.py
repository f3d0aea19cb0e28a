"""Word files to PDFs: many at a time, each faithful or named as a problem, whatever one of them does to the engine.

In: paths of Word files. Out: a `Made` for each, in their order; the PDF stands beside the Word file or in `out`.
LibreOffice takes some 60 ms to open any file, so short papers of one template go in one file and are cut apart again.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import tempfile
import zipfile
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from ..errors import GenError, Place, Problem, problem, unwritable
from ..paper.known import Known, know
from ..watch import NOBODY, Phase, Watch, tell
from ..watch import Stopped as Ended
from ..word import opc
from . import cutting, links, merge, onepage, scratch, word
from .contents import asked_fonts
from .cutting import Finishing
from .engine import Engine, Refused, Stopped
from .engines import ENGINES, cores
from .libreoffice import LibreOffice, find_program
from .merge import Parts, Sharer
from .throwaway import cured
from .typefaces import Fonts
from .word import Word

LOOK = 0.1  # s between two looks at how far the engines are
LIMIT = 60.0  # s for one file
MOST_MERGED = 50  # papers in one file: more of them cost more each
LEAST_MERGED = 3
MOST_TEXT = 1_000_000  # bytes of XML in one file: long papers gain little together
LANGUAGE = re.compile(rb'<w:lang\b[^>]*w:bidi="(th[^"]*)"')
OWN_TO_A_PAPER = ("word/document.xml", "docProps/", "word/header", "word/footer", "word/media/", "word/_rels/",
                  "customXml/")


@dataclass(frozen=True)
class Made:
    """What became of one Word file: its `pdf` (None if it failed), and all there is to say about it."""

    file: Path
    pdf: Path | None = None
    pages: int = 0
    same: bool = False  # it was there already, made from these very bytes
    kept: Path | None = None  # another file of that name, which was left alone
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A Word file on its way: its number in the run, where its PDF goes, what it was made from."""

    number: int
    file: Path
    target: Path
    kept: Path | None
    source: str  # sha256 of the Word file and of what else decides how the PDF looks
    kind: int  # equal for papers that may go together
    text: int  # bytes of XML
    known: Known | None = None  # what was read already; thousands of others are read when their turn comes
    cut: bool = False  # something that it shows lies outside of the file, and is not fetched

    def parts(self) -> Parts:
        """Raises: OSError, opc.NotAPackage."""
        return self.known.parts if self.known else opc.read(self.file.read_bytes())

    @property
    def place(self) -> Place:
        return Place(self.file.name)


@dataclass
class Press:
    """What engines are asked to do in a run, for one thread. While one is open, they stay warm from run to run."""

    fonts: Fonts = field(default_factory=Fonts)
    archive: bool = False  # PDF/A-2b
    force: bool = False  # keep a PDF with a font that was not asked for
    limit: float = LIMIT
    engines: int = 0  # 0: one a core
    merge: bool = True  # short papers of one template in one file
    _dead: tuple[Problem, ...] = ()  # why the engine does not start
    _busy: set[Engine] = field(default_factory=set)
    _is_stopped: bool = False
    _open: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __enter__(self) -> Press:
        self._open.enter_context(ENGINES.open())
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @cached_property
    def engine(self) -> str:
        """Word on a Windows that has it, LibreOffice elsewhere. Raises: GenError E850 where neither is."""
        if word.installed():
            return Word.name
        if find_program() is None:
            raise GenError("E850")
        return LibreOffice.name

    @cached_property
    def _count(self) -> int:
        if self.engine == Word.name:
            return 1
        return self.engines or min(cores(), ENGINES.most)

    @property
    def _kind(self) -> Hashable:
        """Engines of one kind do the same for everybody."""
        return self.engine, find_program(), self.fonts

    def _new(self) -> Engine:
        program = find_program()
        return LibreOffice(program, self.fonts) if program and self.engine == LibreOffice.name else Word()

    def to_pdf(
        self, files: Iterable[Path | Known], out: Path | None = None, watch: Watch = NOBODY
    ) -> list[Made]:
        """A PDF of each Word file; a stop keeps those that are there.

        Each paper that could not be made says why: also where the engine does not start (E856) or the disk is full.
        Raises: GenError E850 where no engine is, E601 for no room to work in at all; Stopped.
        """
        self.engine  # noqa: B018  asked first: without an engine nothing can be done
        results: dict[int, Made] = {}
        papers = list(self._planned(list(files), out, results))
        of = len(papers) + len(results)
        self._dead, self._is_stopped = (), False
        self._turns = BoundedSemaphore(self._count)
        try:
            with scratch.folder("pdf") as place, ENGINES.open(), ThreadPoolExecutor(2 * self._count) as pool:
                lots = _jobs(papers, self._most_merged, self._count)
                jobs = {pool.submit(self._named, lot, place, results) for lot in lots}
                try:
                    while jobs:
                        ended, jobs = wait(jobs, LOOK, FIRST_COMPLETED)
                        for job in ended:
                            job.result()
                        tell(watch, Phase.CONVERTING, len(results), of)
                finally:
                    pool.shutdown(wait=False, cancel_futures=True)
                    self._stop(jobs)
        except OSError as error:  # not even a folder
            raise unwritable(Path(tempfile.gettempdir()), error) from None
        return [results[number] for number in sorted(results)]

    def _stop(self, jobs: set[Future[None]]) -> None:
        """Nobody waits any more for these jobs: end what the engines are doing for them."""
        while running := [job for job in jobs if not job.done()]:
            self._is_stopped = True
            for engine in list(self._busy):
                engine.stop()
            wait(running, LOOK)

    def _look(self) -> None:
        """Raises: watch.Stopped once nobody waits any more."""
        if self._is_stopped:
            raise Ended

    def _named(self, papers: list[Paper], place: Path, results: dict[int, Made]) -> None:
        """Make some papers; where that cannot be for a reason of the machine, each that is not made says so."""
        wrong = self._dead
        try:
            if not wrong:
                self._job(papers, place, results.update)
        except GenError as error:  # an engine that does not start will not for the next papers either
            wrong = self._dead = error.problems
        except OSError as error:  # only what we write for ourselves
            wrong = unwritable(Path(tempfile.gettempdir()), error).problems
        left = [paper for paper in papers if paper.number not in results]
        results.update({paper.number: Made(paper.file, problems=_placed(wrong, paper.place)) for paper in left})

    @property
    def _most_merged(self) -> int:
        """PDF/A is a promise about a whole file, so it is not cut; Word need not be spared the opening."""
        return 1 if self.archive or not self.merge or self.engine == Word.name else MOST_MERGED

    def _planned(
        self, files: Sequence[Path | Known], out: Path | None, results: dict[int, Made]
    ) -> Iterator[Paper]:
        """The papers to make; what is broken, or made already, goes straight to `results`."""
        taken: set[Path] = set()
        for number, given in enumerate(files):
            file, known = (given, None) if isinstance(given, Path) else (given.path, given)
            try:
                source, kind, text = self._identity(known or _known(file))
            except GenError as error:
                results[number] = Made(file, problems=error.problems)
                continue
            wanted = (out or file.parent) / f"{file.stem}.pdf"
            target, kept, same = cutting.free_name(wanted, source, taken)
            taken.add(target)
            if same:
                results[number] = Made(file, target, same, same=True, kept=kept)
            else:
                yield Paper(number, file, target, kept, source, kind, text, known)

    def _identity(self, paper: Known) -> tuple[str, int, int]:
        """The hash of a file, one of what it shares with others of its template, and the size of its text.

        Raises: GenError E803, E852.
        """
        data = paper.data
        try:
            with zipfile.ZipFile(BytesIO(data)) as package:
                infos = package.infolist()
        except zipfile.BadZipFile:
            raise GenError("E803" if opc.is_encrypted(data) else "E852", file=paper.path.name) from None
        shared = sorted((info.filename, info.CRC) for info in infos if not info.filename.startswith(OWN_TO_A_PAPER))
        text = sum(info.file_size for info in infos if info.filename == "word/document.xml")
        return source_of(data, self.fonts, self.archive), hash(tuple(shared)), text

    def _job(self, papers: list[Paper], place: Path, done: Done) -> None:
        """Make some papers: together where that can be, and each alone where not, or where together failed."""
        opened, failed = _read(papers, self.fonts, cure=self.engine == LibreOffice.name)
        done((paper.number, made) for paper, made in failed)
        tried: dict[int, Made | None] = {}
        for way in WAYS if len(opened) > 1 else ():
            found = self._together([one for one in opened if one[0].number not in tried], way, place)
            done((number, made) for number, made in found.items() if made)
            tried |= found
        for paper, parts in opened:
            if tried.get(paper.number) is None:
                done([(paper.number, self._single(paper, parts, place))])

    def _together(self, opened: Iterable[Opened], way: Way, place: Path) -> dict[int, Made | None]:
        """Make those of some papers of one template that can share a file in this way; None for one to make alone."""
        kinds: dict[Any, list[tuple[Paper, Sharer]]] = {}
        for paper, parts in opened:
            with contextlib.suppress(ValueError):  # in a part that only sharing looks into
                found = merge.sharer(parts)
                kind = way.kind(found) if found else None
                if found and kind is not None:
                    kinds.setdefault(kind, []).append((paper, found))
        made: dict[int, Made | None] = {}
        for alike in kinds.values():
            if len(alike) >= LEAST_MERGED:
                made |= self._merged(alike, way, place)
        return made

    def _merged(self, together: list[tuple[Paper, Sharer]], way: Way, place: Path) -> dict[int, Made | None]:
        """Make papers in one file; missing are those too long for this way, None are all when LibreOffice failed."""
        papers = [paper for paper, _ in together]
        try:
            whole = way.merged([sharer for _, sharer in together])
            pdf = self._convert(whole, place / f"{papers[0].number}-{len(papers)}", len(papers))
            ends = cutting.pieces(pdf, [finishing(paper, sharer.parts) for paper, sharer in together], way.most_pages)
        except (Stopped, Refused, cutting.Unsound, ValueError):
            return dict.fromkeys(paper.number for paper in papers)
        return {paper.number: self._judged(paper, piece) for paper, piece in zip(papers, ends, strict=True) if piece}

    def _single(self, paper: Paper, parts: Parts, place: Path) -> Made:
        """Make one paper. An engine that died gets a second try: the file need not be what killed it."""
        for last in (False, True):
            try:
                pdf = self._convert(dict(parts), place / str(paper.number), 1)
                return self._judged(paper, cutting.whole(pdf, finishing(paper, parts), self.archive))
            except Refused as error:
                return _failed(paper, "E855", engine=self.engine, why=error.why)
            except cutting.Unsound:
                return _failed(paper, "E855", engine=self.engine, why="ไฟล์ PDF ที่ได้เสีย")
            except Stopped as error:
                if error.slow:
                    return _failed(paper, "E853", seconds=round(self.limit))
                if last:
                    return _failed(paper, "E854", engine=self.engine)
        raise AssertionError

    def _convert(self, parts: dict[str, bytes], stem: Path, papers: int) -> Path:
        source, target = stem.with_name(f"{stem.name}.docx"), stem.with_name(f"{stem.name}.pdf")
        source.write_bytes(opc.write(parts))
        try:
            with self._turns, ENGINES.lend(self._kind, self._new, self._look) as engine:
                self._look()
                self._busy.add(engine)
                try:
                    engine.convert(source, target, self.limit + papers / 2, papers, self.archive)
                finally:
                    self._busy.discard(engine)
        finally:
            source.unlink()
        return target

    def _judged(self, paper: Paper, piece: cutting.Piece) -> Made:
        """Name and keep a finished PDF, unless a font crept in."""
        foreign = cutting.font_problems(piece, self.fonts, paper.place)
        outside = [problem("W852", paper.place)] if paper.cut else []
        made = Made(paper.file, paper.target, piece.pages, kept=paper.kept, problems=(*foreign, *outside))
        if foreign and not self.force:
            return replace(made, pdf=None)
        try:
            cutting.keep(piece.data, paper.target)
        except GenError as error:
            return replace(made, pdf=None, problems=error.problems)
        return made


def source_of(data: bytes, fonts: Fonts, archive: bool) -> str:
    """The hash of a Word file and of what else decides how its PDF looks: the PDF holds it."""
    given = repr((archive, sorted(fonts.replaced.items()))).encode()
    return hashlib.sha256(given + data).hexdigest()


def is_stale(pdf: Path, word: bytes, fonts: Fonts) -> bool:
    """Whether a PDF of ours was made from another state of the Word file."""
    made_from, _ = cutting.made_from(pdf)
    return bool(made_from) and made_from not in {source_of(word, fonts, archive) for archive in (False, True)}


Opened = tuple[Paper, Parts]
Done = Callable[[Iterable[tuple[int, Made]]], None]


@dataclass(frozen=True)
class Way:
    """How papers share a file: what they must have in common (None: cannot), and the most pages of one (0: any)."""

    kind: Callable[[Sharer], Any]
    merged: Callable[[Sequence[Sharer]], dict[str, bytes]]
    most_pages: int = 0


WAYS = (
    Way(lambda sharer: onepage.page_of(sharer) or None, onepage.merged, 1),
    Way(lambda sharer: sharer.headers, merge.merged),
)


def finishing(paper: Paper, parts: Parts) -> Finishing:
    language = LANGUAGE.search(parts.get("word/styles.xml", b""))
    return Finishing(paper.source, parts.get("docProps/core.xml", b""), frozenset(asked_fonts(parts)),
                     language[1].decode() if language else "")


def to_pdf(
    files: Iterable[Path | Known], out: Path | None = None, fonts: Fonts | None = None, *,
    archive: bool = False, force: bool = False, limit: float = LIMIT, watch: Watch = NOBODY,
) -> list[Made]:
    """A PDF of each Word file, beside it or in `out`, by Word where Windows has it and by LibreOffice elsewhere.

    `archive` makes PDF/A-2b, `force` keeps a PDF in which a font crept in, `limit` is seconds a file.
    Raises: GenError E850 where neither is installed; Stopped.
    """
    with Press(fonts or Fonts(), archive, force, limit) as press:
        return press.to_pdf(files, out, watch)


def _known(file: Path) -> Known:
    """Raises: GenError E301, E309, E852."""
    try:
        return know(file)
    except GenError as error:
        raise (GenError("E852", file=file.name) if error.code == "E306" else error) from None


def _placed(problems: Iterable[Problem], place: Place) -> tuple[Problem, ...]:
    return tuple(replace(one, place=place) for one in problems)


def _failed(paper: Paper, code: str, **facts: Any) -> Made:
    return Made(paper.file, problems=(problem(code, paper.place, file=paper.file.name, **facts),))


def _jobs(papers: Sequence[Paper], most: int, engines: int) -> Iterator[list[Paper]]:
    """Papers that may go together, in lots that keep every engine busy; the others one by one."""
    kinds: dict[int, list[Paper]] = {}
    for paper in papers:
        kinds.setdefault(paper.kind, []).append(paper)
    for alike in kinds.values():
        text = max(paper.text for paper in alike)
        lot = min(most, -(-len(alike) // engines), MOST_TEXT // max(text, 1))
        lot = lot if lot >= LEAST_MERGED else 1
        yield from (alike[start:start + lot] for start in range(0, len(alike), lot))


def _read(papers: Iterable[Paper], fonts: Fonts, cure: bool) -> tuple[list[Opened], list[tuple[Paper, Made]]]:
    """The parts of papers (of their throw-away copies, if `cure`), and those that cannot be read."""
    opened: list[Opened] = []
    failed = []
    for paper in papers:
        try:
            parts = paper.parts()
            if "word/document.xml" not in parts:
                raise opc.NotAPackage("no document")
            parts, cut = links.cut(parts)
            opened.append((replace(paper, cut=cut), cured(parts, fonts) if cure else parts))
        except (OSError, ValueError):  # NotAPackage, and text in no known encoding
            failed.append((paper, _failed(paper, "E852")))
    return opened, failed
