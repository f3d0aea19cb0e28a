"""What is left to do to a rendered paper: its charts filled, other papers included, its contents listed and numbered.

In: the parts of a rendered paper and the names that its template saw. Out: the parts as they are written. A template
without any of these marks needs none of it: `wanted` says so once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..word import opc
from ..word.xml import Parts
from . import may_draw

if TYPE_CHECKING:
    from .include import Find

Places = Callable[[bytes], Mapping[str, int]]  # lays a Word file out: bookmark to sheet, from 1


def names(parts: Mapping[str, bytes]) -> frozenset[str]:
    """The names of a case that what is drawn in a template asks for."""
    if not may_draw(parts):
        return frozenset()
    from . import charts

    return charts.names(parts)


def fields(parts: Mapping[str, bytes]) -> frozenset[str]:
    """What is asked of the rows of a case by what is drawn in a template."""
    if not may_draw(parts):
        return frozenset()
    from . import charts

    return charts.fields(parts)


def wanted(parts: Mapping[str, bytes]) -> bool:
    """Whether the papers of a template have anything to finish."""
    if not may_draw(parts):
        return False
    from ..word.package import DOCUMENT
    from . import charts, include, toc

    return charts.has_charts(parts) or include.MARK.encode() in parts.get(DOCUMENT, b"") or toc.has_toc(parts)


def finish(
    parts: Mapping[str, bytes],
    context: Mapping[str, Any],
    find_file: Find,
    places: Places | None = None,
    template: str = "แม่แบบ",
) -> Parts:
    """The finished parts. Without `places` a table of contents waits for Word to number it (see `toc.waits`).

    Raises: GenError E410 or E411 for a mark that cannot be followed, E415 for an included file that is no Word file,
    and what `find_file` and `places` raise.
    """
    from . import charts, include, toc

    done = charts.fill(parts, context, template)
    done = include.include(done, find_file)
    if not toc.has_toc(done):
        return done
    done = toc.prepare(done)
    return toc.number(done, places(opc.write(done))) if places else done
