"""Over what the values of a measure may be added up."""

from enum import StrEnum

from pipeline.analysis.subject.names import is_of_one_unit, is_per_head, measure_said, topics
from pipeline.analysis.subject.vocabulary import COUNTED, LOST_TIME, NEVER_ADDED, OF_ONE, SUPPLIES, Topic
from pipeline.analysis.variables.roles import Variable
from pipeline.names import words

LEVELS = frozenset({Topic.RATE, Topic.SCORE, Topic.TRAIT, Topic.DURATION})
AMOUNTS = frozenset({Topic.MONEY, Topic.GAIN, Topic.QUANTITY, Topic.ACTUAL})
PAID = frozenset({Topic.MONEY, Topic.GAIN, Topic.ACTUAL})  # may be lost, too, and sum up all the same
FAR = frozenset({"distance", "dist", "km", "miles", "entfernung", "distancia"})
TO_WHERE = frozenset({"from", "to", "von", "zu", "zum", "zur", "de", "a"})


class Accumulation(StrEnum):
    """Over what a sum of values means something."""

    OVER_ALL = "over_all"  # over entities and time: sales, rain; profit may be negative
    OVER_ENTITIES = "over_entities"  # at one moment: population, jobs, balances
    NEVER = "never"  # rates, scores, ages, prices of one thing


def accumulation(v: Variable) -> Accumulation:
    """By the words of the column's name and its unit; where they leave it open, by its course."""
    name = measure_said(v)
    found, parts = topics(name), set(words(name))
    is_stock = Topic.STOCK in found
    rules = (  # the first that holds tells
        (v.sold, Accumulation.OVER_ALL),
        (v.column.unit == "%" or v.sources or v.measured, Accumulation.NEVER),
        (is_stock and (parts & OF_ONE or (parts & SUPPLIES and v.is_fine)), Accumulation.NEVER),
        (_is_of_heads(v, parts), Accumulation.NEVER),
        (is_stock, Accumulation.OVER_ENTITIES),
        (is_of_one_unit(name) or is_per_head(name) or _is_apart(parts), Accumulation.NEVER),
        (v.ordinal or parts & NEVER_ADDED, Accumulation.NEVER),
        (v.held and found & AMOUNTS, Accumulation.OVER_ENTITIES),
        (v.adds_up or _is_lost(parts), Accumulation.OVER_ALL),
        (_is_amount(v, found), Accumulation.OVER_ALL),
    )
    return next((told for holds, told in rules if holds), Accumulation.NEVER)


def _is_amount(v: Variable, found: frozenset[Topic]) -> bool:
    """Whether a name is of an amount of something; of money alone where some values are below zero."""
    return bool(found & (PAID if v.falls_below else AMOUNTS)) and not found & LEVELS


def _is_of_heads(v: Variable, parts: set[str]) -> bool:
    """Whether what happens or not has decimals: it is so many of as many heads."""
    return v.has_decimals and not COUNTED.isdisjoint(parts)


def _is_lost(parts: set[str]) -> bool:
    """Whether a name says how long nothing went on, and of no average."""
    return not LOST_TIME.isdisjoint(parts) and OF_ONE.isdisjoint(parts)


def _is_apart(parts: set[str]) -> bool:
    """Whether a name says how far something lies from where, not how far it went."""
    return not (FAR.isdisjoint(parts) or TO_WHERE.isdisjoint(parts))
