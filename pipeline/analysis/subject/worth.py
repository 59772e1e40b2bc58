"""What each measure of a table is worth as its subject: by its name, its make-up and its neighbours."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from pipeline import wording
from pipeline.analysis.structure import Relation
from pipeline.analysis.subject.layout import MAX_ANSWERS, is_by_design
from pipeline.analysis.subject.names import is_due, is_lasting, is_of_one_unit, topics
from pipeline.analysis.subject.ratios import failed_parts
from pipeline.analysis.subject.vocabulary import (
    EARNED,
    EXTENTS,
    LIVED_ON,
    PART_OF_MONEY,
    PEOPLE,
    PLACES_IN_ORDER,
    SPENT,
    TESTED,
    Topic,
)
from pipeline.analysis.variables.profile import NumericProfile
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.sample import Sample
from pipeline.names import words

MEASURED = frozenset(
    {
        Topic.SCORE,
        Topic.QUANTITY,
        Topic.MONEY,
        Topic.GAIN,
        Topic.STOCK,
        Topic.DURATION,
        Topic.RATE,
        Topic.RESULT,
    }
)
MIN_NUMBERED = 10  # things that are numbered from one on
MIN_ROWS_OF_NUMBERED = 4
MIN_REGISTERED = 50  # rows, each with a number of its own
ALL_BUT_FEW = 0.95  # of which are different
LEAST_REGISTERED = 1_000
SPREAD_OF_REGISTER = 5  # times as large as the smallest is the largest, though both have as many digits
WORTH: Mapping[Topic, float] = {  # of a measure by what its name says; tried on tables of experts
    Topic.RESULT: 3.9,  # how often, how much of it
    Topic.GAIN: 4.2,
    Topic.DURATION: 3.4,
    Topic.MONEY: 4.0,
    Topic.QUANTITY: 3.4,
    Topic.STOCK: 3.4,
    Topic.SCORE: 3.2,
    Topic.RATE: 2.0,
    Topic.TRAIT: 0.8,
}
OTHER = 2.0
BUSINESS = EARNED - {"income"}  # of which a household's word is another one
INCOME = 1.9  # of people or places, or the price of a piece: what the rest depends on
HEADS = 2.0  # how many live there, whom everything else is counted for
LATEST_WAVE = 0.3  # re78, of re74, re75 and re78: what came of it
ACTUAL = 4.9
OPEN_TO_CLOSE = 4.2
COUNTED = 0.5  # what was done beside how much of it went wrong: the rest of the table is about that
TERM = 0.9  # how long somebody was given, or what was left of it
TARGETED = -2.5
CHANGED = -1.5
TOTAL_OF_PARTS = 2.0
PART_OF_MONEY_TOO = 0.6
CODED = 0.3
SPENT_TO_EARN = 1.0
SPENT_TO_LEARN = 1.5
SURROUNDING = 0.7  # the same for all entities at a moment, as the weather is
MIN_SURROUNDING = 0.98  # of the neighbours at one moment have the same value
REWRITTEN = 1.0
MOSTLY_MISSING = 1.5
MAX_MISSING = 0.3  # of the rows
TITLE = 1.5  # the file is called by it
MIN_OF_TITLE = 5  # letters of a word that is short for another one: vocab
FAMILY = 1.0  # several columns are kinds of it
MIN_FAMILY = 3
WAVE = re.compile(r"(?P<stem>\D+)(?P<year>(19|20)\d\d|[5-9]\d)")


@dataclass(frozen=True)
class Worth:
    """What a measure is worth beside the table's others."""

    names: tuple[str, ...]  # of the measures
    totals: frozenset[str]  # that are made of others
    money: tuple[str, ...]
    targets: tuple[str, ...]
    profiles: Mapping[str, NumericProfile]
    sample: Sample
    moments: np.ndarray | None  # of each sampled row, where entities come back at the same ones
    spends: bool  # money goes out besides: what comes in is no income to live on
    counted: frozenset[str]  # what was done, and how much of it went wrong
    title: str = ""  # of the file

    @classmethod
    def of(
        cls,
        measures: Sequence[Variable],
        profiles: Mapping[str, NumericProfile],
        sample: Sample,
        structure: Sequence[Relation],
        moments: np.ndarray | None,
        title: str,
    ) -> "Worth":
        """Of a table's measures; ``moments`` and ``title`` as the fields."""
        names = tuple(v.name for v in measures)
        totals = frozenset(r.columns[0] for r in structure if r.kind == "sum" and len(r.columns) > 2)
        money, targets = (
            tuple(name for name in names if topic in topics(name)) for topic in (Topic.MONEY, Topic.TARGET)
        )
        counted = frozenset(chain.from_iterable(failed_parts({v.name: v for v in measures}, sample)))
        spends = not SPENT.isdisjoint(chain.from_iterable(map(words, names)))
        return cls(names, totals, money, targets, profiles, sample, moments, spends, counted, title)

    def measure(self, v: Variable, edge: float) -> float:
        """By its name, by what it is made of, and by what is missing; ``edge``: for standing first or last."""
        worth = _by_name(v, self.targets, self.spends) + edge
        worth -= MOSTLY_MISSING * (v.column.missing > MAX_MISSING * self.sample.row_count)
        worth += COUNTED * (v.name in self.counted)
        worth += FAMILY * _leads_a_family(v.name, self.names)
        worth += LATEST_WAVE * _is_latest_wave(v.name, self.names)
        worth -= REWRITTEN * _is_rewritten(v.name, self.names)
        worth = min(worth + TITLE * self._gives_title(v.name), self._most(v))
        worth += TOTAL_OF_PARTS * (v.name in self.totals)
        worth -= self._of_spent(v.name)
        is_part = any(name != v.name and not _is_income(name) for name in self.money) and bool(parts_of(v.name))
        return worth + PART_OF_MONEY_TOO * is_part

    def _of_spent(self, name: str) -> float:
        """How much less money that goes out is worth, beside money that comes in, or what pupils learn by it."""
        said = set(words(name))
        if not said & SPENT or said & EARNED:
            return 0.0
        if any(map(_is_test, self.names)):
            return SPENT_TO_LEARN
        return SPENT_TO_EARN * any(set(words(n)) & EARNED for n in self.money)

    def _most(self, v: Variable) -> float:
        """What no name makes up for: the arms of a design, codes, and what all entities share."""
        values = self.sample.numbers[v.name]
        if (
            PLACES_IN_ORDER.issuperset(_letters(v.name))
            or (_is_coded(v, self.profiles[v.name]) and not self._is_titled_scale(v))
            or (is_by_design(values) and not topics(v.name) & MEASURED)
        ):
            return CODED
        return SURROUNDING if self.moments is not None and _is_surrounding(values, self.moments) else np.inf

    def _gives_title(self, name: str) -> bool:
        """Whether the file is called by a measure; one of sales says no less of the profit that is left of them."""
        is_left = Topic.MONEY in topics(name) and any(Topic.GAIN in topics(other) for other in self.names)
        return not is_left and _names(name, self.title)

    def _is_titled_scale(self, v: Variable) -> bool:
        """Whether few whole numbers are answers or scores, since the file is called by them."""
        return v.column.distinct <= MAX_ANSWERS and _names(v.name, self.title)


def _letters(name: str) -> set[str]:
    """The words of a name but for its numbers; of one without a letter, the name."""
    return {word for word in words(name) if not word.isdecimal()} or {name}


def _is_test(name: str) -> bool:
    """Whether a measure is a score of what was learnt."""
    return not TESTED.isdisjoint(words(name))


def _is_rewritten(name: str, measures: Sequence[str]) -> bool:
    """Whether it is the square or the logarithm of another measure, by its name: ``inc86sq``, ``lwage``."""
    own = "".join(words(name))
    others = {"".join(words(other)) for other in measures if other != name}
    squares = {own.removesuffix(end) for end in ("sq", "squared", "2")}
    logs = {own.removeprefix(start) for start in ("l", "ln", "log")} | {own.removesuffix("log")}
    return not others.isdisjoint((squares | logs) - {own, ""})


def _is_surrounding(values: np.ndarray, moments: np.ndarray) -> bool:
    """Whether rows of one moment have the same value, and rows of different moments haven't."""
    known = ~np.isnan(values) & ~np.isnan(moments)
    order = np.argsort(moments[known], kind="stable")
    beside = np.diff(moments[known][order]) == 0
    same = np.diff(values[known][order]) == 0
    return bool(beside.any() and (~beside).any() and same[beside].mean() >= MIN_SURROUNDING and not same.all())


def parts_of(name: str) -> set[str]:
    """The words of a name that say that it is a part of some money: profit, tip, tax."""
    return set(words(name)) & PART_OF_MONEY


def _names(column: str, title: str) -> bool:
    """Whether a file is called by a measure, maybe in short: ``vocab.csv`` by ``vocabulary``."""
    own, said = words(column), words(title)
    if len(own) != 1:
        return bool(own) and set(own) <= set(said)
    return any(_is_of_one_word(own[0], word) for word in said)


def _is_of_one_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return wording.singular(one) == wording.singular(other) or (len(short) >= MIN_OF_TITLE and long.startswith(short))


def _leads_a_family(name: str, measures: Sequence[str]) -> bool:
    """Whether the one word of the name comes back in at least three measures: fatal, of fatal1517 and fatal1820."""
    own = words(name)
    return len(own) == 1 and sum(own[0] in words(other) for other in measures) >= MIN_FAMILY


def _is_latest_wave(name: str, measures: Sequence[str]) -> bool:
    """Whether a name ends in a year, and others in earlier ones: re78, of re74, re75 and re78."""
    own = WAVE.fullmatch(name)
    waves = [found for other in measures if (found := WAVE.fullmatch(other))] if own else []
    years = [int(wave["year"]) for wave in waves if own and wave["stem"] == own["stem"]]
    return own is not None and len(years) > 1 and int(own["year"]) == max(years)


def _is_coded(v: Variable, profile: NumericProfile) -> bool:
    """Few whole numbers whose name says of no amount or score: a code, as kinds and subjects are written."""
    if not profile.whole or topics(v.name) & MEASURED:
        return False
    span = profile.maximum - profile.minimum + 1
    numbered = profile.minimum in (0, 1) and span == v.column.distinct >= MIN_NUMBERED and not is_lasting(v.name)
    if v.ordinal or (numbered and profile.n >= MIN_ROWS_OF_NUMBERED * v.column.distinct):
        return True
    return _is_registered(v, profile)


def _is_registered(v: Variable, profile: NumericProfile) -> bool:
    """Whether each row has a whole number of its own, all of as many digits: as a register numbers trades or places."""
    low, high = profile.minimum, profile.maximum
    is_own = v.column.distinct >= ALL_BUT_FEW * profile.n and profile.n >= MIN_REGISTERED
    if not is_own or low < LEAST_REGISTERED:
        return False
    return len(str(int(low))) == len(str(int(high))) and high >= SPREAD_OF_REGISTER * low


def _by_name(v: Variable, targets: Sequence[str], spends: bool) -> float:
    """By the words of its name, or of the dates that it lies between."""
    if v.is_duration:
        return _of_span(*v.sources)
    found = topics(v.name)
    is_revenue = spends and not BUSINESS.isdisjoint(words(v.name))
    worth = (None if is_revenue else _of_background(v.name)) or _by_topic(_seen(v.name, found))
    if Topic.ACTUAL in found and targets and v.name not in targets:
        worth = max(worth, ACTUAL)
    if (Topic.TARGET in found and Topic.ACTUAL not in found) or Topic.UPDATE in found:
        worth += TARGETED
    return worth + CHANGED * (Topic.CHANGE in found)


def _seen(name: str, found: frozenset[Topic]) -> frozenset[Topic]:
    """How long or wide something is, is no money even where that is a bill."""
    return frozenset({Topic.TRAIT}) if set(words(name)) & EXTENTS else found


def _of_background(name: str) -> float | None:
    """Of what the rest depends on or is counted for: income, population."""
    if _is_income(name) or is_of_one_unit(name):
        return INCOME
    return HEADS if set(words(name)) & PEOPLE and len(words(name)) == 1 else None


def _is_income(name: str) -> bool:
    """Whether a name says of money only that somebody lives on it."""
    parts = words(name)
    others = {part for part in parts if part not in LIVED_ON}
    is_more = Topic.GAIN in topics(name) or any(Topic.MONEY in topics(part) for part in others)
    return len(others) < len(set(parts)) and not is_more


def runs_its_course(v: Variable) -> bool:
    """Whether a measure is the time from when something began to when it ended, and not to when it should have."""
    return v.is_duration and _of_span(*v.sources) == OPEN_TO_CLOSE


def _of_span(first: str, last: str) -> float:
    """Of the time from one date to another: more where the first opens what the last closes."""
    if is_due(first) or is_due(last):
        return TERM
    return OPEN_TO_CLOSE if Topic.BEGIN in topics(first) and Topic.END in topics(last) else OTHER


def _by_topic(found: frozenset[Topic]) -> float:
    """By the best that the name says; a trait or a rate of anything but money is no more than that."""
    if Topic.RATE in found and not found & {Topic.GAIN, Topic.MONEY, Topic.SCORE}:
        return WORTH[Topic.RATE]
    if Topic.TRAIT in found and not found & {Topic.GAIN, Topic.MONEY}:
        return WORTH[Topic.TRAIT]
    return max((WORTH[topic] for topic in found if topic in WORTH), default=OTHER)
