"""All relations of a table's columns in one list."""

from collections.abc import Mapping

from pipeline.analysis.structure.groups import (
    calendar_relations,
    constant_measures,
    entity_relations,
    group_relations,
    range_relations,
)
from pipeline.analysis.structure.missing import missing_by_design
from pipeline.analysis.structure.noughts import nought_relations
from pipeline.analysis.structure.numbers import clock_relations, numeric_relations
from pipeline.analysis.structure.relation import COPIES, Relation
from pipeline.analysis.structure.wholes import wholes
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.sample import Sample


def find_structure(sample: Sample, variables: Mapping[str, Variable]) -> tuple[Relation, ...]:
    """All relations in the sample, in the order of the table."""
    pairs = (
        *numeric_relations(sample),
        *group_relations(sample),
        *entity_relations(sample),
        *constant_measures(sample, variables),
        *calendar_relations(sample),
        *clock_relations(sample),
        *range_relations(sample, variables),
        *nought_relations(sample),
    )
    copies = {r.columns[1] for r in pairs if r.kind in COPIES}
    numbers = {n: v for n, v in sample.numbers.items() if n not in copies and not variables[n].sources}
    return (*pairs, *wholes(numbers), *missing_by_design(sample))


def followers(relations: tuple[Relation, ...]) -> frozenset[frozenset[str]]:
    """The pairs of columns of which nothing is to be said but their relation."""
    return frozenset(pair for relation in relations for pair in relation.pairs)
