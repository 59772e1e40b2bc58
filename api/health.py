"""Health: whether stories can be made at present."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse

import jobs
import jobs.life.metrics
from api import schemas
from models import NotConnectedError

router = APIRouter(tags=["Health"])

STARTING = {
    "status": "degraded",
    "mongodb": False,
    "redis": False,
    "workers": 0,
    "queued": None,
    "oldestWaitingSeconds": None,
}


@router.get("/health", response_model=schemas.Health, responses={503: {"model": schemas.Health}})
def health() -> JSONResponse:
    """200 when a job would be worked on, else 503."""
    try:
        found = jobs.health()
    except NotConnectedError:  # the app has only just started
        found = STARTING
    return JSONResponse(found, 200 if found["status"] == "ok" else 503)


@router.get("/metrics", response_model=None, responses={200: {"content": {jobs.life.metrics.MEDIA_TYPE: {}}}})
def metrics() -> PlainTextResponse:
    """Figures for a monitoring system, in Prometheus' text format. They name no user and no file."""
    return PlainTextResponse(jobs.life.metrics.metrics(), media_type=jobs.life.metrics.MEDIA_TYPE)
