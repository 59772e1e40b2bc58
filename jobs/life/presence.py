"""Which workers there are: each pool says so in MongoDB every second, since Redis may forget."""

from datetime import timedelta

from models import now
from models import pools as known_pools
from models.pools import Pool

TIMEOUT_S = 10.0  # a pool that said nothing for so long is gone
RETENTION_S = 60 * TIMEOUT_S  # how long what is known of it is kept

announce = known_pools.announce
withdraw = known_pools.remove


def pools() -> list[Pool]:
    """The pools that live."""
    return known_pools.seen_since(now() - timedelta(seconds=TIMEOUT_S))


def workers() -> int:
    """How many workers live."""
    return sum(pool.workers for pool in pools())


def delete_stale() -> None:
    """Delete the notes of pools that are gone."""
    known_pools.delete_older(now() - timedelta(seconds=RETENTION_S))
