"""File in, story out. Pure: knows no queue, no database and no screen."""

from pipeline.make import make_story
from pipeline.options import Options
from pipeline.stages import STAGES, StageName
from pipeline.story import Story

__all__ = ["STAGES", "Options", "StageName", "Story", "make_story"]
