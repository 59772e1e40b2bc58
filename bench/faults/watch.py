"""Watching jobs from outside: progress must not go back within an attempt."""

import threading
from dataclasses import dataclass, field

from pymongo.errors import PyMongoError

from models import Job

INTERVAL_S = 0.1


@dataclass
class Watch:
    """Looks at every job under way ten times a second."""

    went_back: list[str] = field(default_factory=list)
    looks: int = 0
    _seen: dict[str, float] = field(default_factory=dict)  # lease token -> progress
    _stopped: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Watch from now on."""
        threading.Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._stopped.set()

    def _run(self) -> None:
        fields = {"progress": 1, "lease.token": 1}
        while not self._stopped.wait(INTERVAL_S):
            try:
                found = list(Job._get_collection().find({"status": "processing"}, fields))
            except PyMongoError:
                continue
            for job in found:
                self._look(job["_id"], job.get("lease", {}).get("token", ""), job["progress"])

    def _look(self, job_id: str, token: str, progress: float) -> None:
        before = self._seen.get(token, 0.0)
        if progress < before:
            self.went_back.append(f"{job_id}: {before} -> {progress}")
        self._seen[token] = progress
        self.looks += 1
