"""The application that is mounted at ``/api``: its routes, its errors, and its description at ``/api/docs``."""

from typing import Any

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from api import callbacks, errors, health, jobs, me, page_uploads, schemas, stories, uploads
from api.boundary import Boundary
from api.headers import API_HEADERS, SecurityHeaders
from pipeline.version import VERSION

DESCRIPTION = """Turns a table file into a story that can be trusted.

Upload a file, watch its job until it is completed, then read or export its story. Make a token in the app under
*Library*, *API access*, and send it with every call as `Authorization: Bearer TOKEN`.
Every error is `{"error": {"code", "message", "hint"}}`.
"""


def create() -> FastAPI:
    """The application. Its documentation page brings its own scripts, so that it works without the internet."""
    app: FastAPI = FastAPIOffline(
        title="DataStory",
        version=VERSION,
        description=DESCRIPTION,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        responses={status: {"model": schemas.ErrorBody} for status in ("4XX", 422, "5XX")},
    )
    errors.install(app)
    for module in (uploads, page_uploads, jobs, stories, me, callbacks, health):
        app.include_router(module.router)
    app.add_middleware(Boundary)
    app.add_middleware(SecurityHeaders, headers=API_HEADERS)
    _describe_callbacks(app)
    return app


def _describe_callbacks(app: FastAPI) -> None:
    """Add what FastAPI can't see: a callback's body is read by the route itself, after its token was looked at."""
    describe = app.openapi

    def complete() -> dict[str, Any]:
        described = describe()
        described["components"]["schemas"] = {**callbacks.DEFINITIONS, **described["components"]["schemas"]}
        return described

    app.openapi = complete  # type: ignore[method-assign]  # as FastAPI has it done


app = create()
