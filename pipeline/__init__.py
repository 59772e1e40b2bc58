"""File in, story out. Pure: knows no queue, no database and no screen."""

from typing import TYPE_CHECKING, Any

from pipeline.options import Options
from pipeline.stages import STAGES, StageName
from pipeline.story import Story

if TYPE_CHECKING:
    from pipeline.make import make_story

__all__ = ["STAGES", "Options", "StageName", "Story", "make_story"]


def __getattr__(name: str) -> Any:
    """Load the stages when a story is made, not before: they take seconds, and a server process makes none."""
    if name == "make_story":
        from pipeline.make import make_story

        return make_story
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
