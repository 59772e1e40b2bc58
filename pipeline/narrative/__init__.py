"""Stage 3, Generating: findings -> text, every number of it checked."""

from pipeline.narrative.narrate import narrate

__all__ = ["narrate"]
