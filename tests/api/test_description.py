"""The API called as its own description says it may be, and beside: by schemathesis, along the links between calls."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import positive_data_acceptance

import models
from api import identity
from api.app import app
from jobs import backends
from models import Job, JobError, JobStatus, StoredStory, User
from models.story import pack
from pipeline.errors import AnalysisError
from services.servers import Servers
from services.settings import settings as app_settings
from tests.api.conftest import saved_job, served
from tests.ui.documents import story_document

EXAMPLES = 15  # a call
WALKS = 10  # of some steps from call to call
LIMITS = {"MAX_JOBS_PER_USER": "100000", "MAX_JOBS_PER_ADDRESS": "100000", "MAX_QUEUED": "100000"}
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]


@pytest.fixture(scope="module")
def api(embedded_servers: Servers) -> Iterator[SimpleNamespace]:
    """The schema as it is served, and the token of a user who has stories and failed jobs."""
    chosen = backends.Backends(embedded_servers.mongodb_uri, embedded_servers.redis_url)
    backends.choose(chosen)
    chosen.connect()
    models.ensure_indexes()
    identity._signer.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in LIMITS.items():
            patch.setenv(name, value)
        app_settings.cache_clear()
        token = a_user_with_everything().create_token("test")
        schema = schemathesis.openapi.from_asgi("/api/openapi.json", served())
        yield SimpleNamespace(schema=schema, headers={"Authorization": f"Bearer {token}"})
    app_settings.cache_clear()


def a_user_with_everything() -> User:
    user = User.for_identity("cookie:schemathesis")
    error = JobError(**AnalysisError().to_document())
    for _ in range(10):
        job = saved_job(user, JobStatus.COMPLETED)
        story = StoredStory.of_packed(pack(story_document()), job_id=job.id, user_id=user.id, maker="test")
        story.insert_or_adopt()
        Job.change({"_id": job.id}, {"$set": {"story_id": story.id}})
        saved_job(user, JobStatus.FAILED, error=error, attempts=1)
    return user


FOR_SERVICES = ("/jobs/{job_id}/callback", "/jobs/{job_id}/upload")  # with another token
CALLS = [
    (method.upper(), path)
    for path, methods in app.openapi()["paths"].items()
    for method in methods
    if path != "/me"  # nobody would be left to ask
]
LINKED = [
    path
    for path in app.openapi()["paths"]
    if path.startswith(("/jobs", "/stories", "/upload")) and path not in FOR_SERVICES
]
NOT_SAID = [positive_data_acceptance]  # a field may hold JSON or a cursor, which a schema of text can't say


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_every_call_answers_as_described(api, method, path):
    excluded = [*NOT_SAID, not_a_server_error] if path == "/health" else NOT_SAID  # no worker is there

    @given(case=api.schema[path][method].as_strategy())
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=QUIET, derandomize=True, database=None)
    def call(case):
        case.call_and_validate(headers=api.headers, excluded_checks=excluded)

    call()


def test_walks_from_call_to_call_answer_as_described(api):
    class Walk(api.schema.include(path=LINKED).as_state_machine()):
        def get_call_kwargs(self, case):
            return {"headers": api.headers}

        def validate_response(self, response, case, additional_checks=None, **options):
            case.validate_response(response, excluded_checks=NOT_SAID, transport_kwargs=options or None)

    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=6,
            deadline=None,
            suppress_health_check=QUIET,
            phases=[Phase.generate],
            derandomize=True,
            database=None,
        ),
    )


LINKS = [
    (f"{method.upper()} {path}", status, link["operationId"], name, pointer)
    for path, methods in app.openapi()["paths"].items()
    for method, call in methods.items()
    for status, answer in call["responses"].items()
    for link in answer.get("links", {}).values()
    for name, pointer in link["parameters"].items()
]


def test_links_lead_to_stories_exports_and_retries_from_every_call_that_gives_their_ids():
    assert {(source, target) for source, _, target, _, _ in LINKS} >= {
        ("POST /upload", "retry_job"),
        ("GET /jobs", "retry_job"),
        ("GET /jobs/{job_id}", "export_story"),
        ("GET /stories", "get_story"),
        ("GET /stories", "export_story"),
    }


@pytest.mark.parametrize(("source", "status", "target", "name", "pointer"), LINKS)
def test_every_link_finds_what_it_leads_to(browser, ann, new_story, source, status, target, name, pointer):
    story = new_story()
    failed = saved_job(ann, JobStatus.FAILED, error=JobError(**AnalysisError().to_document()), attempts=1)
    uses_story = name == "story_id" or source == "GET /stories"
    method, path = source.split()
    address = f"/api{path}".format(job_id=story.job_id if uses_story else failed.id)
    answer = browser.request(method, address, files={"file": ("a.csv", b"a,b\n1,2\n")} if method == "POST" else None)
    assert answer.status_code == int(status)
    found = answer.json()
    for part in pointer.removeprefix("$response.body#/").split("/"):
        found = found[int(part) if part.isdigit() else part]
    operation = next(
        (verb, where)
        for where, calls in app.openapi()["paths"].items()
        for verb, call in calls.items()
        if call["operationId"] == target
    )
    body = {"title": "Ours"} if operation[0] == "patch" else None
    led = browser.request(
        operation[0], f"/api{operation[1]}".format(**{name: found}), params={"format": "json"}, json=body
    )
    assert led.status_code not in (400, 404, 405, 422), led.text


@pytest.mark.parametrize("job_id", ["%0A", "a%0Ab", "a%0D%0A"])
@pytest.mark.parametrize("path", ["jobs/{}", "stories/{}", "{}"])
def test_an_id_with_a_line_break_is_a_404_like_any_other(browser, path, job_id):
    answer = browser.get(f"/api/{path.format(job_id)}")
    assert answer.status_code == 404
    assert set(answer.json()["error"]) == {"code", "message", "hint"}
