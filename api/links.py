"""What leads from one call of the API to another, as its description says it: OpenAPI's links."""

from collections.abc import Mapping, Sequence
from typing import Any

JOB_CALLS = ("get_job", "rename_job", "cancel_job", "retry_job", "delete_job")
STORY_CALLS = ("get_story", "rename_story", "export_story", "delete_story")


def to_job(where: str) -> Mapping[str, Any]:
    """Links to all calls on a job whose id is found at ``where`` in the body, a JSON pointer."""
    return _to(JOB_CALLS, "job_id", where)


def to_story(where: str) -> Mapping[str, Any]:
    """The same to all calls on a story."""
    return _to(STORY_CALLS, "story_id", where)


def _to(calls: Sequence[str], parameter: str, where: str) -> Mapping[str, Any]:
    return {call: {"operationId": call, "parameters": {parameter: f"$response.body#{where}"}} for call in calls}
