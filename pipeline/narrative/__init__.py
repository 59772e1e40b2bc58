"""Stage 3, Generating: findings -> text, every number of it checked."""

from pipeline.narrative.stage import narrate

__all__ = ["narrate"]
