"""What a case has wrong where the papers that were asked for do not look: it does not stop them.

In: a case, what is said of it, and the papers. Out: what is said of the cells that these papers use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from ..case import Case
from ..case.record import Record
from ..errors import Place, Problem, problem
from ..fields import Field
from ..form import Form, Paper
from ..office import Office
from .maker import Maker

NAME = re.compile(r"[a-z_][a-z0-9_]*")
EMPTY_LIST = "E130"  # said at the case itself


class Elsewhere:
    """Sets apart what some papers of a form do not use; `count` mistakes so far, without what is only missing."""

    def __init__(self, form: Form, papers: Sequence[Paper], office: Office) -> None:
        self.count = 0
        self._form, self._papers, self._office = form, papers, office

    @property
    def notices(self) -> list[Problem]:
        return [problem("W606", count=self.count)] if self.count else []

    def spare(self, case: Case, said: Sequence[Problem]) -> list[Problem]:
        """What is said of the case that concerns the papers. Raises: as the templates are compiled."""
        if case.record is None or not any(one.fatal for one in said):
            return list(said)
        used = [field for field in self._form.fields if field not in self._unused]
        places = {place for field in self._unused for place in _places(field, case.record)}
        places -= {place for field in used for place in _places(field, case.record)}  # of one line of YAML
        labels = {field.label for field in self._unused}
        here: list[Problem] = []
        for one in said:
            is_empty_list = one.code == EMPTY_LIST and one.place == case.place and one.label in labels
            if one.fatal and (one.place in places or is_empty_list):
                self.count += not one.is_missing
            else:
                here.append(one)
        return here

    @cached_property
    def _unused(self) -> tuple[Field, ...]:
        """The fields of the form that none of the papers needs, not even to work out another one."""
        fields = {field.key: field for field in self._form.fields}
        used: set[str] = set()
        new = fields.keys() & self._asked()
        while new:
            used |= new
            words = {word for key in new for word in NAME.findall(_leads(fields[key]))}
            new = (fields.keys() & words) - used
        return tuple(field for key, field in fields.items() if key not in used)

    def _asked(self) -> set[str]:
        """The names that the papers ask of a case, and those that tell cases apart."""
        asked = set(self._form.key)
        with Maker(self._form, self._office) as maker:
            for paper in self._papers:
                whens = (name for name, _ in paper.when)
                asked |= {*paper.needs, *paper.any, *paper.unless, *whens, paper.record, paper.each}
                asked |= {*NAME.findall(paper.file)}
                asked |= maker.template(paper).names
        return asked


def _leads(field: Field) -> str:
    """All in a field that may name another one."""
    own = (field.sum, field.count, field.most, field.among, field.due, field.until)
    return repr((own, field.default)) + "".join(_leads(inner) for inner in field.of)


def _places(field: Field, record: Record) -> Iterator[Place]:
    """Where the cells of a field stand, its rows among them."""
    if field.is_list:
        for row in record.lists.get(field.key, ()):
            yield row.where("")
            for inner in field.of:
                yield from _places(inner, row)
    elif field.is_record:
        if inside := record.records.get(field.key):
            for inner in field.of:
                yield from _places(inner, inside)
    else:
        yield record.where(field.key)
