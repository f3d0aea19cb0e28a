"""A template that is out of the common, in a process of its own: the same to its user as `Compiled`.

In: the bytes of a template. Out: for each case the parts that it changes. What a paper is then finished with (other
papers, contents, which ask LibreOffice) happens here, in the user's process, and takes none of the template's time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .compiled import Compiled, Ready
from .environment import environment
from .faults import blame
from .helper import Helper

MOST_TAGS = 2_000  # of a usual template: ten times what the largest of ours have
MOST_IN_TAGS = 100_000  # characters in them
MOST_IN_TAG = 2_000
MOST_XML = 4 * 1024 * 1024  # bytes of its parts with text
MOST_ELEMENTS = 200_000
MOST_IN_PARAGRAPH = 500_000  # bytes
TAG = re.compile(r"\{[{%#](?:[^%}#]|[%}#](?!\}))*[%}#]\}")
_here: list[Compiled] = []  # in the process of its own: what is open there


def is_usual(stories: Mapping[str, bytes]) -> bool:
    """Whether to read and compile a template takes little time, whatever stands in its parts with text."""
    if sum(map(len, stories.values())) > MOST_XML or sum(xml.count(b"<") for xml in stories.values()) > MOST_ELEMENTS:
        return False
    if any(len(paragraph) > MOST_IN_PARAGRAPH for xml in stories.values() for paragraph in xml.split(b"<w:p")):
        return False
    texts = [re.sub(r"<[^<>]+>", "", xml.decode("utf-8", "replace")) for xml in stories.values()]
    tags = [len(tag) for text in texts for tag in TAG.findall(text)]
    return len(tags) <= MOST_TAGS and sum(tags) <= MOST_IN_TAGS and max(tags, default=0) <= MOST_IN_TAG


class Remote(Ready):
    """A template whose programs are in a helper; begun again for the next paper when one took too much."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name, self._data = name, data
        self._helper = Helper()
        super().__init__(**self._helper.ask(name, _open, name, data))

    def render(self, context: Mapping[str, Any]) -> dict[str, bytes]:
        """The parts that this case changes or adds. Raises: GenError."""
        if self._helper.is_gone:
            self._helper = Helper()
            self._helper.ask(self._name, _open, self._name, self._data)
        changed: dict[str, bytes] = self._helper.ask(self._name, _fill, self._name, dict(context))
        return changed


def _open(name: str, data: bytes) -> dict[str, Any]:
    try:
        compiled = Compiled(data, environment())
    except MemoryError:
        raise
    except Exception as error:
        raise blame(error, name, ()) from error
    _here[:] = [compiled]
    return compiled.facts


def _fill(name: str, context: Mapping[str, Any]) -> dict[str, bytes]:
    try:
        return _here[0].render(context)
    except MemoryError:
        raise
    except Exception as error:
        if isinstance(error.__cause__, MemoryError):
            raise error.__cause__ from None
        raise blame(error, name, context) from error
