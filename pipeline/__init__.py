"""File in, story out. Pure: knows no queue, no database and no screen."""

import os
from typing import TYPE_CHECKING, Any

from pipeline.options import Options
from pipeline.stages import STAGES, StageName
from pipeline.story import Story

if TYPE_CHECKING:
    from pipeline.make import make_story

# Before numpy is there: its products are of twenty thousand rows at most, and threads that wait for each other on a
# machine with other work take several times as long as one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["STAGES", "Options", "StageName", "Story", "make_story"]


def __getattr__(name: str) -> Any:
    """Load the stages when a story is made, not before: they take seconds, and a server process makes none."""
    if name == "make_story":
        from pipeline.make import make_story

        return make_story
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
