"""Columns that follow from other columns: told once, never as an insight."""

from pipeline.analysis.structure.find import find_structure, followers
from pipeline.analysis.structure.relation import BY_DESIGN, COPIES, Relation, RelationKind

__all__ = ["BY_DESIGN", "COPIES", "Relation", "RelationKind", "find_structure", "followers"]
