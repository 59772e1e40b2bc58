"""The API as it is mounted, on the real servers, with callers who have tokens or cookies."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

import models
from api import forget, identity
from api.app import app
from api.identity import WorkspaceCookie, session_from
from api.mount import ApiMount
from jobs import backends
from models import Job, JobStatus, StoredStory, User
from models.story import pack
from services.servers import Servers
from tests.ui.documents import story_document


def served() -> Starlette:
    """The API and the cookie around a page, as the server process has them around Streamlit."""

    async def page(_request: object) -> HTMLResponse:
        return HTMLResponse("<html></html>")

    async def script(_request: object) -> PlainTextResponse:
        return PlainTextResponse("", media_type="text/javascript")

    routes = [
        ApiMount(app),
        Route(forget.PATH, forget.forget),
        Route("/static/script.js", script),
        Route("/{path:path}", page),
    ]
    return Starlette(routes=routes, middleware=[Middleware(WorkspaceCookie)])


@pytest.fixture
def backend(database: Servers) -> Servers:
    """An empty database and queue, known to the API."""
    chosen = backends.Backends(database.mongodb_uri, database.redis_url)
    backends.choose(chosen)
    chosen.connect()
    identity._signer.cache_clear()
    forget._signer.cache_clear()
    return database


@pytest.fixture
def browser(backend: Servers) -> Iterator[TestClient]:
    """A browser that has opened the page, and so has a workspace."""
    with TestClient(served(), headers={"Sec-Fetch-Site": "same-origin"}) as client:
        client.get("/")
        yield client


@pytest.fixture
def stranger(backend: Servers) -> Iterator[TestClient]:
    """Somebody else's browser."""
    with TestClient(served(), headers={"Sec-Fetch-Site": "same-origin"}) as client:
        client.get("/")
        yield client


@pytest.fixture
def anyone(backend: Servers) -> Iterator[TestClient]:
    """A program without token or cookie."""
    with TestClient(served()) as client:
        yield client


@pytest.fixture
def ann(browser: TestClient) -> User:
    """The user of ``browser``."""
    found = session_from(browser.cookies, https=False)
    assert found is not None
    return User.for_identity(found.identity)


@pytest.fixture
def new_job(ann: User) -> Callable[..., Job]:
    """Saves a job of Ann's in any state."""
    return lambda status=JobStatus.QUEUED, user=ann, **fields: saved_job(user, status, **fields)


@pytest.fixture
def new_story(ann: User) -> Callable[..., StoredStory]:
    """Saves a story of Ann's with its job."""

    def make(user: User = ann, document: dict[str, Any] | None = None) -> StoredStory:
        job = saved_job(user, JobStatus.COMPLETED)
        packed = pack(document or story_document())
        story = StoredStory.of_packed(packed, job_id=job.id, user_id=user.id, maker="test")
        story.insert_or_adopt()
        Job.change({"_id": job.id}, {"$set": {"story_id": story.id}})
        return story

    return make


def saved_job(user: User, status: JobStatus, **fields: Any) -> Job:
    moment = models.now()
    values = {"filename": "a.csv", "created_at": moment, "queued_at": moment, "max_attempts": 3, **fields}
    job = Job(id=uuid4().hex, user_id=user.id, status=status, **values)
    Job._get_collection().insert_one(job.to_mongo())
    return job
