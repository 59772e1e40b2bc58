"""The pages as a browser's session runs them, on the real database and queue; only the workers are left out."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from bson import ObjectId
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from jobs import backends
from models import Job, JobError, JobStage, JobStatus, StageStatus, StoredStory, Upload, User, library, now
from models.story import pack
from pipeline.stages import STAGES
from services.servers import Servers
from tests.ui.documents import story_document
from ui import identity, links, rest, server

SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"
WORKSPACE = "w" * 32
ADDRESS = "a" * 32

Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def running_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has shown a page before; AppTest would take each run for the first of its process."""
    make = PagesManager.__init__

    def make_later(manager: PagesManager, *arguments: Any, **named: Any) -> None:
        make(manager, *arguments, **named)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", make_later)


@pytest.fixture
def open_page(database: Servers, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page in a session of its own, with the workspace key and other parameters in its URL."""
    chosen = backends.Backends(database.mongodb_uri, database.redis_url)
    backends.choose(chosen)
    chosen.connect()
    monkeypatch.setattr(server, "ensure_started", lambda: None)
    monkeypatch.setattr(identity, "current_address", lambda: ADDRESS)  # AppTest has no connection to come by
    monkeypatch.setattr(identity, "host_address", lambda: "192.0.2.7")
    _owner()

    def open_in_browser(page: str = links.UPLOAD, workspace: str = WORKSPACE, **query: str) -> AppTest:
        app = AppTest.from_file(SCRIPT, default_timeout=30)
        app.query_params[links.WORKSPACE] = workspace
        app.run()
        if page != links.UPLOAD or query:
            app.query_params[links.WORKSPACE] = workspace
            for name, value in query.items():
                app.query_params[name] = value
            app.switch_page(page).run()
        return _with_the_rest(app)

    return open_in_browser


@pytest.fixture
def user(database: Servers) -> User:
    """The owner of the workspace."""
    return _owner()


@pytest.fixture
def save_job(user: User) -> Callable[..., Job]:
    """Saves a job of the user in any state, as a worker would have left it."""

    def save(status: JobStatus, *, age_s: float = 60.0, error: JobError | None = None, **fields: Any) -> Job:
        moment = now() - timedelta(seconds=age_s)
        started = None if status is JobStatus.QUEUED else moment
        reached = {JobStatus.QUEUED: 0, JobStatus.COMPLETED: len(STAGES)}.get(status, 1)
        job = Job(
            id=uuid4().hex,
            user_id=user.id,
            status=status,
            max_attempts=3,
            error=error,
            stages=[_stage(index, reached, status) for index in range(len(STAGES))] if started else [],
            created_at=moment,
            queued_at=moment,
            started_at=started,
            finished_at=moment + timedelta(seconds=42) if status.final else None,
            **{
                "filename": "orders.csv",
                "attempts": 1 if started else 0,
                "upload": Upload(file_id=ObjectId(), size=123_456, sha256="0" * 64),
                **library.keys(fields.get("title"), fields.get("filename", "orders.csv")),
                **fields,
            },
        )
        Job._get_collection().insert_one(job.to_mongo())
        return job

    return save


@pytest.fixture
def save_story(user: User, save_job: Callable[..., Job]) -> Callable[..., StoredStory]:
    """Saves a completed job with its story."""

    def save(document: dict[str, Any] | None = None, **fields: Any) -> StoredStory:
        story_id = uuid4().hex
        job = save_job(JobStatus.COMPLETED, progress=100.0, story_id=story_id, **fields)
        story = StoredStory.of_packed(pack(document or story_document()), job_id=job.id, user_id=user.id, maker="test")
        story.id = story_id
        story.insert_or_adopt()
        library.note_story(job.id, story_id)
        StoredStory.settle(story_id)
        return story

    return save


def _with_the_rest(app: AppTest) -> AppTest:
    """A story's page with what follows its first screen, asked for as the page's script does."""
    for waiting in [button for button in app.button if button.key == rest.REST]:
        waiting.click().run()
    return app


def _stage(index: int, reached: int, status: JobStatus) -> JobStage:
    at = StageStatus.FAILED if status is JobStatus.FAILED else StageStatus.PROCESSING
    state = StageStatus.COMPLETED if index < reached else at if index == reached else StageStatus.PENDING
    took = 1.25 if state is StageStatus.COMPLETED else 0.5 if state is StageStatus.FAILED else None
    return JobStage(name=STAGES[index].name, status=state, seconds=took, started_at=now())


def _owner() -> User:
    return User.for_identity(f"key:{hashlib.sha256(WORKSPACE.encode()).hexdigest()}")


def text_of(app: AppTest) -> str:
    """All that a page says in HTML, in its order."""
    return "\n".join(element.value for element in app.html)
