"""The version of a story's document, and how one that an earlier version of the program kept is brought up to it."""

from collections.abc import Mapping
from typing import Any

SCHEMA_VERSION = 2
"""1: findings in their order; such documents don't name their version. 2: facts, a subject and an outline, and the
method apart from the summary.

It rises when a reader of the last version would no longer find what it looks for; what is only added needs none."""


def upgrade(document: Mapping[str, Any]) -> dict[str, Any]:
    """A story's document with everything that one of ``SCHEMA_VERSION`` has; what it has already stays as it is.

    One of a later version is returned unchanged: a program that was set back shows what it knows of it.
    """
    if document.get("schemaVersion", 1) >= SCHEMA_VERSION:
        return dict(document)
    return {
        "subject": None,
        "facts": [],
        "outline": {"lead": [], "sections": [], "folded": []},
        "keyFigures": [],
        "shown": [],
        "madeAt": None,
        **document,
        "narratives": {"method": "", **document["narratives"]},
        "schemaVersion": SCHEMA_VERSION,
    }
