"""Where the API is in the app."""

import re

from starlette.routing import Mount
from starlette.types import ASGIApp


class ApiMount(Mount):
    """Everything under ``/api/``, paths with a line break too: Starlette's own mount leaves those to others."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__("/api", app=app)
        self.path_regex = re.compile(self.path_regex.pattern, re.DOTALL)
