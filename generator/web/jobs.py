"""What takes long, done one after the other: one writer for the office's folder and book, first come first served.

In: the name of an act and what it is asked, as JSON. Out: a `Job` that pages look at: its place in the queue, how far
it is, what came of it. Jobs lie as files in out/.gen/jobs, so that they outlive the page, and the server: an act that
can be done again goes on after a crash, any other says that it stopped.
"""

from __future__ import annotations

import json
import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from .. import outbox
from ..errors import GenError
from ..watch import Phase, Stopped

WAITING, RUNNING, DONE, FAILED, STOPPED = "waiting", "running", "done", "failed", "stopped"
ENDED = (DONE, FAILED, STOPPED)
KEPT = 200  # ended jobs

Act = Callable[[Mapping[str, Any], "Job"], Mapping[str, Any]]
log = logging.getLogger(__name__)


@dataclass
class Job:
    """One act: `asked` is what it was asked, `result` what came of it, `problems` why not. A `Watch` of its work."""

    id: str
    act: str
    title: str
    asked: Mapping[str, Any]
    state: str = WAITING
    phase: str = ""
    done: int = 0
    of: int = 0
    result: Mapping[str, Any] = field(default_factory=dict)
    problems: list[Mapping[str, Any]] = field(default_factory=list)
    stopped: bool = False

    def step(self, phase: Phase, done: int, of: int) -> None:
        self.phase, self.done, self.of = phase.value, done, of

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED


class Jobs:
    """The queue and its one thread. `acts` by name; those in `repeatable` go on after a crash."""

    def __init__(self, folder: Path, acts: Mapping[str, Act], repeatable: frozenset[str]) -> None:
        self._folder, self._acts, self._repeatable = folder, acts, repeatable
        self._jobs: dict[str, Job] = {}
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._recover()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def add(self, act: str, title: str, asked: Mapping[str, Any]) -> Job:
        """Put an act at the end of the queue. Raises: GenError E601 when it cannot be written down."""
        job = Job(secrets.token_urlsafe(9), act, title, asked)
        self._keep(job)
        with self._lock:
            self._jobs[job.id] = job
        self._queue.put(job)
        return job

    def get(self, id: str) -> Job | None:
        return self._jobs.get(id)

    @property
    def all(self) -> list[Job]:
        """Every job that is known, the newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def place(self, job: Job) -> int:
        """How many jobs are done before this one."""
        with self._lock:
            before = list(self._jobs.values())
        return sum(not one.is_ended for one in before[: before.index(job)]) if job in before else 0

    def stop(self, job: Job) -> None:
        """Say stop: what is finished is kept, what waits is not begun."""
        job.stopped = True
        if job.state == WAITING:
            self._end(job, STOPPED)

    def close(self) -> None:
        """End: the running job is stopped, and what it has finished is kept."""
        for job in self.all:
            job.stopped = True
        self._queue.put(None)
        self._thread.join(timeout=30)

    # --- the one thread

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            if job.state == WAITING and not job.stopped:
                self._do(job)

    def _do(self, job: Job) -> None:
        job.state = RUNNING
        self._keep(job)
        try:
            job.result = self._acts[job.act](job.asked, job)
        except Stopped:
            self._end(job, STOPPED)
        except GenError as error:
            job.problems = [_told(problem) for problem in error.problems]
            self._end(job, FAILED)
        except Exception:
            number = secrets.token_hex(3)
            log.exception("%s %s", number, job.act)
            job.problems = [{"code": "E900", "text": f"โปรแกรมผิดพลาดเอง เลขที่ {number} โปรดแจ้งผู้ดูแล"}]
            self._end(job, FAILED)
        else:
            self._end(job, DONE)

    def _end(self, job: Job, state: str) -> None:
        job.state = state
        with suppress(GenError):  # a full disk does not end the queue
            self._keep(job)
        with self._lock:
            ended = [id for id, one in self._jobs.items() if one.is_ended]
            for id in ended[:-KEPT]:
                del self._jobs[id]
                self._path(id).unlink(missing_ok=True)

    # --- files

    def _path(self, id: str) -> Path:
        return self._folder / f"{id}.json"

    def _keep(self, job: Job) -> None:
        outbox.overwrite(self._path(job.id), json.dumps(asdict(job), ensure_ascii=False).encode())

    def _recover(self) -> None:
        """Take up what a server that is gone has left."""
        kept = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in kept:
            try:
                job = Job(**json.loads(path.read_text("utf-8")))
            except (OSError, ValueError, TypeError):
                path.unlink(missing_ok=True)
                continue
            self._jobs[job.id] = job
            if job.is_ended:
                continue
            if job.act in self._repeatable and not job.stopped:
                job.state = WAITING
                self._queue.put(job)
            else:
                job.result = {"broken": True}
                self._end(job, STOPPED)


def _told(problem: Any) -> dict[str, Any]:
    return {
        "code": problem.code,
        "text": problem.text,
        "place": str(problem.place),
        "label": problem.label,
        "example": problem.example,
        "next": list(problem.next),
    }
