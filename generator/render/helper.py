"""A process of its own for work that nobody can vouch for: the operating system holds its time and its memory.

In: a function of this program and its arguments. Out: what it gives, or GenError E413. It is for templates that are
out of the common (see `limits.Beyond`) and for `gen tidy`; papers of usual templates are made without it.

Time: who asks kills it. Memory: rlimits on Linux, a job object on Windows; on macOS, where the system holds neither,
who asks looks four times a second. It can write no file, and its answers are plain values.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..errors import GenError
from . import limits

MEMORY = 768 * 1024 * 1024  # bytes: a table of 100,000 rows takes 500 MB
START = "import sys; sys.path[:] = {path!r}; from generator.render.helper import serve; serve()"
LOOK = 0.25  # seconds between looks at the memory, where no system does it
ANSWERS = {
    ("generator.errors", "Problems"), ("generator.errors", "Problem"), ("generator.errors", "Place"),
    ("builtins", "frozenset"), ("builtins", "set"),
}  # fmt: skip  # the classes that an answer may hold


class Helper:
    """A process that works until it is let go, or the one who asks is gone."""

    def __init__(self) -> None:
        path = [str(Path(one).absolute()) for one in sys.path if one]
        command = [sys.executable, "-I", "-c", START.format(path=[str(Path(__file__).parents[2]), *path])]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._over = weakref.finalize(self, _end, self._process)

    @property
    def is_gone(self) -> bool:
        return not self._over.alive

    def ask(self, name: str, work: Callable[..., Any], *arguments: Any) -> Any:
        """What the work gives there; `name` is the template's. Raises: GenError E413, and what the work raises."""
        with _Stop(self._process, limits.SECONDS) as stop:
            try:
                pickle.dump((limits.SECONDS, work, arguments), self._process.stdin)  # type: ignore[arg-type]
                self._process.stdin.flush()  # type: ignore[union-attr]
                found, raised = Answer(self._process.stdout).load()  # type: ignore[arg-type]
            except (EOFError, OSError, pickle.UnpicklingError):
                self.let_go()
                raise _too_much(name, stop.is_late) from None
        if raised == "memory":
            self.let_go()
            raise _too_much(name, False)
        if raised:
            raise found
        return found

    def let_go(self) -> None:
        self._over()


class Answer(pickle.Unpickler):
    """Plain values and problems; nothing else is taken from a process that a template may have led astray."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in ANSWERS:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def alone(name: str, work: Callable[..., Any], *arguments: Any) -> Any:
    """One piece of work in a process of its own. Raises: as `Helper.ask`."""
    helper = Helper()
    try:
        return helper.ask(name, work, *arguments)
    finally:
        helper.let_go()


class _Stop:
    """Kills a process that works too long, or takes too much where the system does not see to it."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.is_late = False
        self._process, self._end = process, time.monotonic() + seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> _Stop:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        looks = sys.platform == "darwin"
        while not self._done.wait(min(LOOK, self._left()) if looks else self._left()):
            self.is_late = self._left() <= 0
            if self.is_late or (looks and _memory_of(self._process.pid) > MEMORY):
                self._process.kill()
                return

    def _left(self) -> float:
        return max(0.0, self._end - time.monotonic())


def _memory_of(process: int) -> int:
    """The bytes that a process has in memory, on a Unix without limits of its own."""
    found = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=False)
    return int(found.stdout.strip() or 0) * 1024


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            pipe.close()  # type: ignore[union-attr]


def _too_much(name: str, is_late: bool) -> GenError:
    limit = f"{limits.SECONDS:g} วินาที" if is_late else f"{MEMORY // 1024**2} MB"
    return GenError("E413", template=name, limit=limit)


# --- in the process itself


def serve() -> None:
    """Work for whoever asks, one piece after another."""
    limits.state.is_apart = True
    _hold_memory()
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints goes where no answer is read
    while True:
        try:
            seconds, work, arguments = pickle.load(asked)
        except EOFError:
            return
        _hold_time(seconds)
        pickle.dump(_done(work, arguments), answers)
        answers.flush()


def _done(work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, str]:
    try:
        return work(*arguments), ""
    except GenError as error:
        return error, "error"
    except MemoryError:
        return None, "memory"
    except Exception as error:  # ours, and not to be taken for a process that died
        return GenError("E900", why=f"{type(error).__name__}: {error}"), "error"


def _hold_time(seconds: float) -> None:
    """Should the one who asks be gone, nobody would stop it."""
    if os.name != "nt":
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        end = int(used + seconds) + 2
        resource.setrlimit(resource.RLIMIT_CPU, (end if hard < 0 else min(end, hard), hard))


def _hold_memory() -> None:
    if os.name == "nt":
        _hold_job()
        return
    import resource

    for kind, most in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_AS, 2 * MEMORY), (resource.RLIMIT_FSIZE, 0)):
        with suppress(ValueError, OSError):  # a system may know a limit and not let it be set
            resource.setrlimit(kind, (most, most))


def _hold_job() -> None:
    """A job object that kills the process when its memory is more (JOBOBJECT_EXTENDED_LIMIT_INFORMATION)."""
    import ctypes

    class Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32),
            ("least", ctypes.c_size_t), ("most", ctypes.c_size_t), ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32), ("scheduling", ctypes.c_uint32),
        )  # fmt: skip

    class Extended(ctypes.Structure):
        _fields_ = (
            ("basic", Basic), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t), ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
        )  # fmt: skip

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.SetInformationJobObject.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    job, wanted = kernel.CreateJobObjectW(None, None), Extended()
    wanted.basic.flags, wanted.process_memory = 0x100, MEMORY  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
    held = kernel.SetInformationJobObject(job, 9, ctypes.byref(wanted), ctypes.sizeof(wanted))
    if not (held and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())):
        raise OSError(ctypes.get_last_error(), "no limit of memory")  # type: ignore[attr-defined]
