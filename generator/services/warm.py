"""What is dear to start, kept at hand by a door that lives long: LibreOffice, and compiled templates.

May be shared between threads, and is bounded for the whole process; given back at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..make.templates import TEMPLATES
from ..pdf.engines import ENGINES


@contextmanager
def kept_warm() -> Iterator[None]:
    """While it is open, what a service has started stays for the next one."""
    with ENGINES.open(), TEMPLATES.open():
        yield
