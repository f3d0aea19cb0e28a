"""What turns one Word file into a PDF: the small interface of LibreOffice and Word, and which of them is at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Stopped(Exception):
    """The engine died, or was stopped because it took too long; `slow` says which."""

    def __init__(self, slow: bool) -> None:
        super().__init__("too slow" if slow else "died")
        self.slow = slow


class Refused(Exception):
    """The engine lives but made no PDF; `why` are its own words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Engine(Protocol):
    """A program that lays Word files out."""

    name: str

    def convert(self, source: Path, target: Path, limit: float, papers: int = 1, archive: bool = False) -> None:
        """Write the PDF of one file. `limit` is in seconds; `papers` counts what a merged file holds.

        Raises: Stopped, Refused.
        """

    def stop(self) -> None:
        """End what it is doing, from another thread, if it can be ended; `convert` then raises Stopped."""

    def close(self) -> None:
        """End the program."""
