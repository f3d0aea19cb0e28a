"""Folders for work that leave nothing behind: no page of a paper stays when the program is killed.

In: what the folder is for. Out: a folder that only its owner can read. On systems with a shell a small one waits beside
it for the end of this program, and then ends the processes that were started in it and removes it; everywhere, the
next run removes what a run that is gone left.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

NAMED = re.compile(r"gen-[a-z]+-(\d+)-\w+")  # what for, and the number of the process
FORGOTTEN = 86_400  # s, where it cannot be asked whether a process is there
WATCH = 'read -r _; [ "$1" = 0 ] || kill -9 "-$1" 2>/dev/null; sleep 0.1; rm -rf -- "$0"'
SHELL = Path("/bin/sh")


class Watch:
    """The end of this program ends a group of processes (0: none) and removes a folder; `close` calls that off."""

    def __init__(self, folder: Path, group: int = 0) -> None:
        self._shell: subprocess.Popen[bytes] | None = None
        if SHELL.exists():
            with contextlib.suppress(OSError):  # no room for another process: the next run sweeps
                self._shell = subprocess.Popen(
                    [str(SHELL), "-c", WATCH, str(folder), str(group)], stdin=subprocess.PIPE, cwd="/",
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip

    def close(self) -> None:
        if self._shell is not None:
            self._shell.kill()
            self._shell.wait()
            assert self._shell.stdin is not None
            self._shell.stdin.close()
            self._shell = None


def make(what: str) -> Path:
    """A folder named for what it is for. Raises: OSError."""
    sweep(Path(tempfile.gettempdir()))
    return Path(tempfile.mkdtemp(prefix=f"gen-{what}-{os.getpid()}-"))


@contextlib.contextmanager
def folder(what: str) -> Iterator[Path]:
    """A folder that goes at the end, whatever end that is. Raises: OSError."""
    made = make(what)
    watch = Watch(made)
    try:
        yield made
    finally:
        watch.close()
        shutil.rmtree(made, ignore_errors=True)


@cache
def sweep(place: Path) -> None:
    """Remove, once in a run, the folders of runs that are gone."""
    with contextlib.suppress(OSError):
        for found in place.iterdir():
            named = NAMED.fullmatch(found.name)
            if named and found.is_dir() and not found.is_symlink() and _is_gone(int(named[1]), found):
                shutil.rmtree(found, ignore_errors=True)


def _is_gone(process: int, found: Path) -> bool:
    if os.name != "posix":
        return time.time() - found.stat().st_mtime > FORGOTTEN
    if found.stat().st_uid != os.getuid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
