"""The faults: each breaks one thing of a running world. One function and one entry adds a fault."""

from collections.abc import Callable, Mapping
from functools import partial

from bench.faults import deaths, outages, requests
from bench.faults.world import World

FAULTS: Mapping[str, tuple[Callable[[World], None], float]] = {
    "kill -9 of a story process": (partial(deaths.kill, World.story_processes), 12),
    "kill -9 of a worker at its job": (partial(deaths.kill, World.busy_workers), 12),
    "kill -9 of any worker": (partial(deaths.kill, World.queue_workers), 12),
    "kill -9 of a pool": (deaths.kill_pool, 5),
    "a pool ended, as by a deploy": (deaths.stop_pool, 4),
    "a story process frozen past its lease": (partial(deaths.freeze, World.story_processes), 2),
    "a worker frozen past its lease at its job": (partial(deaths.freeze, World.busy_workers), 5),
    "any worker frozen past a lease": (partial(deaths.freeze, World.queue_workers), 3),
    "kill -9 of the web process under uploads": (deaths.kill_web, 3),
    "kill -9 of Redis": (partial(outages.kill, "redis"), 4),
    "Redis wiped": (outages.wipe_redis, 6),
    "Redis frozen": (partial(outages.freeze, "redis"), 2),
    "kill -9 of MongoDB": (partial(outages.kill, "mongodb"), 3),
    "MongoDB frozen": (partial(outages.freeze, "mongodb"), 2),
    "disk full": (outages.fill_disk, 2),
    "messages sent twice": (requests.send_messages_twice, 8),
    "many uploads at once": (requests.submit_many, 2),
    "cancelled while it runs": (requests.cancel, 8),
    "retried and cancelled at once from two places": (requests.retry_and_cancel, 8),
}
"""Each fault and how often it comes, in parts of all. One that can't be done at the moment raises ``LeftOutError``."""
