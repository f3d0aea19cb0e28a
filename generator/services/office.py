"""An office: opened for one act of one user on one day, or begun.

    office = open_office(folder, today, user)

One act = one thread = one office: opening one anew takes less than a millisecond.
"""

from __future__ import annotations

from ..office import Office, open_office, start_office

__all__ = ["Office", "open_office", "start_office"]
