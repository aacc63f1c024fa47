"""The queue: Huey on its own SQLite file, or on Redis, by `JOBS_URL`.

It carries numbers of rows of `jobs`, signed with the secret key, and nothing
else: what there is to do, how far it is and what went wrong is in the table.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from huey import PriorityRedisHuey, SqliteHuey
from huey.serializer import SignedSerializer

from recruit.config import BadSetting, address, made_folder
from recruit.jobs import tasks

if TYPE_CHECKING:
    from flask import Flask


#: the priority of a job that somebody waits for in front of a page; all others have none
URGENT = 10


class Queue:
    """The queue of one application. `put` starts a job, `drain` does what waits in this process."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.huey = open_queue(app.config["JOBS_URL"], app.config["SECRET_KEY"])
        self._run = self.huey.task(name="run_job")(self._run_job)

    def _run_job(self, job_id: int) -> None:
        with self.app.app_context():
            again = tasks.run(job_id)
        if again is not None:
            self.put(job_id, delay=again)

    def put(self, job_id: int, *, delay: int = 0, urgent: bool = False) -> None:
        """Queue a job's number; after `delay` seconds. `urgent`: before all that waits."""
        if urgent:
            self.huey.enqueue(self._run.s(job_id, priority=URGENT))
        elif delay:
            self._run.schedule(args=(job_id,), delay=delay)
        else:
            self._run(job_id)

    def drain(self) -> int:
        """Do all that is queued now, in this process (tests, and commands without a worker); how many."""
        done = 0
        while (task := self.huey.dequeue()) is not None:
            self.huey.execute(task)
            done += 1
        return done

    def close(self) -> None:
        """Give back the connection to the engine."""
        self.huey.storage.close()
        pool = getattr(self.huey.storage, "pool", None)
        if pool is not None:
            pool.disconnect()

    def round_trip(self) -> int:
        """Ask the engine for something; how many tasks wait. Raises what the engine raises."""
        waiting: int = self.huey.pending_count()
        return waiting


def open_queue(url: str, secret: str) -> Any:
    """`sqlite:///file` or `redis://host:port/number`; BadSetting for anything else."""
    parts = address("JOBS_URL", url)
    options: dict[str, Any] = {"serializer": SignedSerializer(secret=secret), "results": False, "utc": True}
    if parts.scheme == "sqlite":
        # as in a database's address: three slashes and a relative path, four and an absolute one
        file = Path(unquote(parts.path[1:]))
        made_folder("JOBS_URL", file.parent)
        return SqliteHuey("recruit", filename=str(file), timeout=15, **options)
    if parts.scheme in {"redis", "rediss"}:
        return PriorityRedisHuey("recruit.jobs", url=url, **options)
    raise BadSetting(f"JOBS_URL must begin with sqlite:///, redis:// or rediss://; it begins with {parts.scheme}://")
