"""Which MongoDB and Redis this process uses. One that forks only remembers them; its children connect."""

from dataclasses import dataclass

import models
from jobs.life import queue


@dataclass(frozen=True)
class Backends:
    """The addresses of the servers."""

    mongodb_uri: str
    redis_url: str

    def connect(self) -> None:
        """Use them in this process; no socket is opened before the first call."""
        models.connect(self.mongodb_uri)
        queue.connect(self.redis_url)


_chosen: Backends | None = None


def choose(backends: Backends) -> None:
    """Remember the servers for this process and the ones that it forks."""
    global _chosen
    _chosen = backends


def chosen() -> Backends:
    """The servers of this process. Raises RuntimeError before :func:`choose`."""
    if _chosen is None:
        raise RuntimeError("jobs.backends.choose(...) comes first")
    return _chosen
