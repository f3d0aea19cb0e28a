"""The one who makes papers: an office, a form and its opened templates, in this process or taken to another.

In: a chunk of a plan, or one job. Out: paths and bytes, and what is worth saying.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .. import context
from ..case import Case
from ..errors import GenError, Place, Problem, problem
from ..fields import Field
from ..form import Form, Paper
from ..laws import doubtful_settings
from ..office import Office
from ..outbox import Output
from ..paper import origin
from ..paper.data import late_fields, origin_of, receiver_text
from ..paper.needed import Asked, of_receiver, shown
from ..paper.origin import Origin
from ..render import Template
from . import mailing
from .plan import Item, Job, Set, plain
from .proof import FEW, Sample
from .templates import TEMPLATES, kind_of


@dataclass(frozen=True)
class Papers:
    """The papers of one item of a plan, and what is worth saying of them."""

    outputs: Sequence[Output]
    notices: Sequence[Problem] = ()
    samples: Sequence[Sample] = ()  # to be proofread whole


class Maker:
    """Makes the papers of one form for one office. A template is opened when it is first needed, and compiled where the
    maker works: it may travel."""

    def __init__(self, form: Form, office: Office) -> None:
        self.form, self.office = form, office
        self._templates: dict[str, Template] = {}
        self._sampled: set[str] = set()  # papers of which one was given to be proofread
        self._samples = 0
        self._kinds: dict[str, Hashable] = {}

    def template(self, paper: Paper) -> Template:
        """Raises: GenError E412, E415."""
        if paper.key not in self._templates:
            late = late_fields(self.form, paper)
            kind = kind_of(paper.template, self.office.emblem, late)
            kept = TEMPLATES.take(kind)
            self._templates[paper.key] = kept or Template(paper.template, self.office.emblem, late)
            self._kinds[paper.key] = kind
        return self._templates[paper.key]

    def __enter__(self) -> Maker:
        return self

    def __exit__(self, *_: object) -> None:
        """Give the templates back."""
        for key, template in self._templates.items():
            TEMPLATES.give(template, self._kinds[key])
        self._templates.clear()

    def made(self, item: Item) -> Papers:
        """The papers of a chunk, or the files that go with a set. Raises: GenError of `Template.render`."""
        if isinstance(item, Set):
            jobs = [job for chunk in item.chunks for job in chunk.open(self.form)]
            return Papers(tuple(mailing.sent(jobs, self.template(jobs[0].paper), self.office)))
        notices: list[Problem] = []
        outputs, samples = [], []
        for job in item.open(self.form):
            outputs.append(Output(job.path, self.paper(job, notices), True))
            if self._is_sample(job.paper, item.count):
                samples.append(Sample(job.paper.key, job.path.name, outputs[-1].read()))
        if any(template.needs_emblem for template in self._templates.values()):
            lost = self.office.lost_emblem
            notices.append(problem("W505", file=lost) if lost else problem("W501"))
        notices += _doubtful(self.form, self._templates, self.office)
        slow = (template for template in self._templates.values() if template.why)
        notices += [problem("W605", template=template.name, why=template.why) for template in slow]
        return Papers(outputs, notices, samples)

    def _is_sample(self, paper: Paper, of: int) -> bool:
        """Whether a paper is proofread whole: the first of its template, and the papers of a small run."""
        is_first = paper.key not in self._sampled
        self._sampled.add(paper.key)
        self._samples += is_first or of <= FEW
        return is_first or (of <= FEW and self._samples <= FEW)

    def paper(self, job: Job, notices: list[Problem]) -> bytes:
        """One paper."""
        from ..drawing.finish import finish

        template = self.template(job.paper)
        names = context.context(job.case, job.paper, self.office, job.receiver)
        of = partial(self._origin, job, template)
        places = partial(_places, self.office, job.path, notices)
        done = partial(finish, find_file=partial(_find, self.office), places=places, template=template.name)
        return template.render(names, job.path.stem, self.office.name, self.office.today, of, done)


    def _origin(self, job: Job, template: Template, rendered: Mapping[str, bytes]) -> Origin:
        """What the paper that came out so is made from, and nothing that it does not show."""
        asked = Asked(template.names, template.fields | {job.paper.each}, template.charted)

        def again(case: Case) -> Mapping[str, bytes]:
            return template.compiled.render(context.context(case, job.paper, self.office, job.receiver))

        receivers = context.receivers(job.case, job.paper)
        said = receiver_text(job.receiver, self.form, job.paper, receivers)
        case = of_receiver(shown(job.case, asked, rendered, again), job.paper, job.receiver, asked)
        return origin_of(case, job.paper, said, asked, self.office)


def _doubtful(form: Form, templates: Mapping[str, Template], office: Office) -> Iterator[Problem]:
    """Settings that nobody has checked, and that papers of this run show."""
    for setting in doubtful_settings(office):
        for key, template in templates.items():
            paper = form.paper(key)
            resting = {of.key for of in form.seen(paper) if _rests(of, setting)}
            if resting & template.names:
                yield problem("W507", paper=paper.title, key=setting)


def _rests(of: Field, setting: str) -> bool:
    return f"{{office.{setting}}}" in str(of.default) or (of.due is not None and of.due.days == setting)


def _find(office: Office, name: str) -> bytes:
    """A Word file of the office by its name, by its path from the office's folder, or the newest paper FORM/PAPER.

    Raises: GenError E301.

    The paper that names it shows the name in official writing: other spaces and digits than the file may have.
    """
    root = office.root.resolve()
    by_path = [path for path in [(root / " ".join(name.split())).resolve()] if path.is_relative_to(root)]
    by_name = (path for path in sorted(office.out.rglob("*")) if plain(path.name) == plain(Path(name).name))
    for path in (*by_path, *by_name, *_newest(office, *name.split("/"))):
        if path.is_file():
            return path.read_bytes()
    raise GenError("E301", file=name)


def _newest(office: Office, form: str, paper: str = "", *_: str) -> Sequence[Path]:
    """The papers of a kind, those that are issued before drafts, and each from the last day on."""
    files = office.out.glob(f"*/{form}/*.docx") if paper else ()
    known = ((origin.read_item(path.read_bytes()), path) for path in files)
    found = [(of[1], path) for of, path in known if of and (of[1].form, of[1].paper) == (form, paper)]
    found.sort(key=lambda one: (bool(one[0].issued), one[0].day or one[0].made, one[1]), reverse=True)
    return [path for _, path in found]


def _places(office: Office, path: Path, notices: list[Problem], docx: bytes) -> Mapping[str, int]:
    """Where the bookmarks of a book come to stand; without a program that can tell, Word numbers the contents.

    That program has a limit of its own: its time is not the template's.
    """
    from ..pdf.bookmarks import places
    from ..pdf.settings import fonts
    from ..render.limits import WATCH

    with WATCH.paused():
        found = places(docx, fonts(office))
    if not found:
        notices.append(problem("W604", Place(path.name)))
    return found
