"""Numbers and days into papers, and signed copies back to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..issue import Issued, file_copy
from ..issue import issue as issue_papers
from ..make import renew_sets
from ..office import Office
from ..outbox import is_together
from ..watch import NOBODY, Watch

__all__ = ["FileRequest", "IssueRequest", "Issued", "file", "issue"]


@dataclass(frozen=True)
class IssueRequest:
    """Papers that want their number; `day` and `number` are given, or found out.

    A `reason`, which the book keeps, lets them run out of order.
    """

    files: Sequence[Path]
    day: date | None = None
    number: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class FileRequest:
    """A signed copy of the paper `number`/`year` (BE); without a `series`, of the only one that has the number."""

    scan: Path
    number: int
    year: int
    series: str = ""


def issue(office: Office, request: IssueRequest, watch: Watch = NOBODY) -> list[Issued]:
    """Give papers their numbers and days: all of them or, with every Problem at once, none.

    Raises: Problems E301, E611 to E622, E710 to E717; GenError E601, E608 to E610, E701 to E709;
    Stopped, and then no number was taken.
    """
    asked = request.day, request.number, request.reason
    alone = [file for file in request.files if not is_together(file)] or request.files
    done = issue_papers(alone, office, *asked, watch)
    told = renew_sets([one.path for one in done if not one.same], office)
    return [replace(done[0], notices=(*done[0].notices, *told)), *done[1:]] if told else done


def file(office: Office, request: FileRequest) -> Path:
    """Keep a signed scan or PDF beside its paper. Raises: GenError E301, E602, E713, E728, E729, E866."""
    return file_copy(request.scan, office, request.series, request.year, request.number)
