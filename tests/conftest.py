"""The real embedded servers, started once a test session in a folder of its own."""

from collections.abc import Iterator

import pytest
import redis

import models
from services import servers
from services.servers import Servers
from services.settings import Settings, settings


@pytest.fixture(scope="session")
def embedded_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """MongoDB and Redis; the settings of the whole session point to their folder."""
    with pytest.MonkeyPatch.context() as environment:
        for name in Settings.model_fields:
            environment.delenv(name.upper(), raising=False)
        environment.setenv("DATASTORY_HOME", str(tmp_path_factory.mktemp("home")))
        settings.cache_clear()
        with servers.start() as running:
            yield running
            models.disconnect()
    settings.cache_clear()


@pytest.fixture
def database(embedded_servers: Servers) -> Iterator[Servers]:
    """An empty database with its indexes, and an empty queue."""
    models.connect(embedded_servers.mongodb_uri)
    for name in models.database().list_collection_names():
        models.database()[name].delete_many({})
    models.ensure_indexes()
    with redis.from_url(embedded_servers.redis_url) as queue:
        queue.flushdb()
    return embedded_servers
