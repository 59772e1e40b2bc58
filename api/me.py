"""The caller: everything that is kept of whoever calls can be withdrawn in one call."""

from fastapi import APIRouter, Response

import jobs
from api.callers import Caller

router = APIRouter(tags=["Me"])


@router.delete("/me", status_code=204)
def delete_everything(user: Caller) -> Response:
    """Delete all jobs, stories, files and API tokens of the caller; what is under way is cancelled first."""
    jobs.remove_everything(user)
    return Response(status_code=204)
