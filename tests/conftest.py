"""What many tests share, once a test session: the real embedded servers in a folder of their own, a real browser."""

import gc
import os
import shutil
from collections.abc import Iterator

import hypothesis
import pytest
import redis
from playwright.sync_api import Browser, sync_playwright

import models
from services import servers
from services.servers import Servers
from services.settings import Settings, settings

hypothesis.settings.register_profile("tests", deadline=None)  # a busy machine pauses any test for 200 ms
hypothesis.settings.load_profile("tests")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_sessionfinish() -> None:
    """What tests have kept from the collector, as workers do: libraries count what is left at the end."""
    gc.unfreeze()


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if program is None:
        reason = "no Chromium on PATH: install Debian's package chromium, or any Chrome"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
