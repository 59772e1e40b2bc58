"""Over what the values of a measure may be added up."""

from enum import StrEnum

from pipeline.analysis.subject.names import topics
from pipeline.analysis.subject.vocabulary import NEVER_ADDED, OF_ONE, Topic
from pipeline.analysis.variables.roles import Variable
from pipeline.names import words

LEVELS = frozenset({Topic.RATE, Topic.SCORE, Topic.TRAIT, Topic.DURATION})
AMOUNTS = frozenset({Topic.MONEY, Topic.GAIN, Topic.QUANTITY, Topic.ACTUAL})


class Accumulation(StrEnum):
    """Over what a sum of values means something."""

    OVER_ALL = "over_all"  # over entities and time: sales, rain; profit may be negative
    OVER_ENTITIES = "over_entities"  # at one moment: population, jobs, balances
    NEVER = "never"  # rates, scores, ages, prices of one thing


def accumulation(v: Variable) -> Accumulation:
    """By the words of the column's name and its unit; where they leave it open, by its course."""
    found, parts = topics(v.name), set(words(v.name))
    if v.column.unit == "%" or v.sources or (Topic.STOCK in found and parts & OF_ONE):
        return Accumulation.NEVER
    if Topic.STOCK in found:
        return Accumulation.OVER_ENTITIES
    if v.ordinal or parts & NEVER_ADDED:
        return Accumulation.NEVER
    if v.held and found & AMOUNTS:
        return Accumulation.OVER_ENTITIES
    if v.adds_up:
        return Accumulation.OVER_ALL
    if found & LEVELS and not found & {Topic.GAIN, Topic.QUANTITY}:
        return Accumulation.NEVER
    return Accumulation.OVER_ALL if found & AMOUNTS and not found & LEVELS else Accumulation.NEVER
