"""What whoever reads a story can change about it: the subject, by which levers, and in which direction."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

from pipeline import wording
from pipeline.analysis.facts.adjusted import AdjustedFact, Compared
from pipeline.analysis.facts.target import Target
from pipeline.analysis.subject.vocabulary import SUPPLIES, YES
from pipeline.names import words
from pipeline.narrative.decision import Decision
from pipeline.narrative.levers import (
    APPROACHES,
    BAD,
    BUSINESS,
    DONE,
    FATE,
    GAPS,
    GOOD,
    GOODS,
    LASTING,
    LEVERS,
    NATURE,
    SERVED,
    SPOILT,
    TRAITS,
    WAITED,
    Lever,
)
from pipeline.narrative.naming import wording_of
from pipeline.story import Analysis, ColumnType, Fact, Form, Subject, TableKind
from pipeline.wording import PLAIN, Wording

CLEAR = 4  # letters of a value that is understood without its column
BAR = 0.01  # p-value that the repetition is to reach
POWER = 0.8
MIN_P, MAX_P = 0.002, 0.2  # of an undecided difference that a larger table might show
MOST_TIMES = 10  # as many rows: beyond it nobody will try
STATUS = ("status", "code", "http*")
FIRST_ERROR, LAST_ERROR = 400, 600  # HTTP status codes (RFC 9110)
NO = frozenset({"no", "n", "false", "0", "nein", "non"})
UNKNOWN = Lever((), cap="Keep {column} below {cut}", floor="Keep {column} above {cut}")


@dataclass(frozen=True)
class Reach:
    """A story's subject, as far as somebody can act on it."""

    subject: Subject | None
    acts: bool  # whether anything can be decided about the subject
    words: Wording = PLAIN
    overturned: frozenset[Compared] = frozenset()  # differences that others explain: nobody is to act on them

    def is_beside(self, target: Target) -> bool:
        """Whether it is an amount beside the subject, which is as large as the rows are: nobody fails by it."""
        return self.subject is not None and self.subject.column != target.column and target.form is not Form.SHARE

    @property
    def rows(self) -> str:
        """What several rows are called."""
        return self.words.row.many

    @property
    def who(self) -> str:
        """How a clause about rows begins."""
        return "who" if self.words.row.is_person else "that"

    @property
    def is_served(self) -> bool:
        """Whether somebody has to be there for each row when it comes: a call is, an order over the web isn't."""
        return says(self.rows, SERVED)

    @property
    def is_of_goods(self) -> bool:
        """Whether rows take something out of stock."""
        return says(self.rows, GOODS)

    @property
    def needs_more(self) -> bool:
        """Whether what isn't decided can be by asking or trying again."""
        return self.subject is not None and self.subject.table in (TableKind.SURVEY, TableKind.EXPERIMENT)

    @property
    def approach(self) -> str:
        """How rows are acted on one by one."""
        return next((verb for terms, verb in APPROACHES if says(self.rows, terms)), "Begin with")

    def said(self, phrase: str, column: str, value: object) -> str:
        """A lever's phrase about one group, with its column's name where the value alone wouldn't be understood."""
        shown = self.words.value(value)
        is_clear = sum(letter.isalpha() for letter in shown) >= CLEAR and str(value).casefold() not in YES | NO
        return phrase.format(
            group=shown if is_clear else f"{shown} ({self.words.column(column)})",
            behind=self.words.behind(column, value),
            rows=self.rows,
        )

    def lever(self, column: str) -> Lever | None:
        """How a column is acted on; None for traits, nature and what no word tells of."""
        return lever(column) if self.acts else None


def reach(analysis: Analysis) -> Reach:
    """From the names of subject and columns, never from what was found: see :mod:`pipeline.narrative.levers`."""
    subject = analysis.subject
    if subject is None:
        return Reach(None, acts=False)
    return Reach(
        subject, _is_acted_on(subject, analysis), wording_of(analysis), AdjustedFact.overturned(analysis.facts)
    )


def _is_acted_on(subject: Subject, analysis: Analysis) -> bool:
    if subject.table in (TableKind.SURVEY, TableKind.EXPERIMENT, TableKind.TEXT):
        return False
    if subject.form is Form.COUNT:
        columns = [c.name for c in analysis.dataset.columns if c.type is not ColumnType.EMPTY]
        return _any_says(columns, BUSINESS) and not _any_says(columns, (*FATE, *NATURE))
    named = subject.columns or ((subject.column,) if subject.column else ())
    value = (subject.value,) if isinstance(subject.value, str) else ()
    return not _any_says(named, (*NATURE, *FATE, *TRAITS)) and _any_says((*named, *value), BUSINESS)


def _any_says(names: Iterable[str], terms: tuple[str, ...]) -> bool:
    return any(says(name, terms) for name in names)


@lru_cache(maxsize=4096)
def lever(column: str) -> Lever | None:
    """The first lever that a column's name speaks of; None for a trait, for nature and for what no word tells of."""
    if says(column, (*TRAITS, *NATURE, *FATE)):
        return None
    return next((one for one in LEVERS if says(column, one.terms)), None)


def dial(column: str) -> Lever | None:
    """How a number is set: its lever, else by its name alone; None for what nobody sets."""
    if says(column, (*TRAITS, *NATURE, *FATE)):
        return None
    found = lever(column)
    return found if found is not None and (found.cap or found.floor) else UNKNOWN


def is_trait(column: str) -> bool:
    """Whether nobody should be treated by it."""
    return says(column, TRAITS)


def remedy(lever: Lever, measure: str | None) -> str:
    """What is done about a group that fares worse in a measure: it is sped up where it has to wait."""
    is_slow = measure is not None and says(measure, LASTING)
    return lever.slow if is_slow and lever.slow else lever.suffers


def is_waited(column: str) -> bool:
    """Whether a measure says how long somebody is let wait, which more people shorten."""
    return says(column, WAITED)


def to_fill(column: str) -> str:
    """How gaps in a column are filled."""
    return next(phrase for terms, phrase in GAPS if not terms or says(column, terms))


def is_better_high(target: Target) -> bool | None:
    """Whether more of a target is better; None where no word tells."""
    column, value = target.column or "", "" if target.value is None else str(target.value).strip().casefold()
    if value in YES and says(column, DONE) and not says(column, SPOILT):
        return True  # resolved or not, where the days until then would be the fewer the better
    if value and value not in YES | NO:
        return _is_good_value(column, value)
    told = _sign(column)
    return told if told is None or value not in NO else not told


def _is_good_value(column: str, value: str) -> bool | None:
    """Whether one of a column's values, neither yes nor no, is a good one; None where no word tells."""
    if value.isdigit() and says(column, STATUS):
        return not FIRST_ERROR <= int(value) < LAST_ERROR
    return _sign(value)


def is_better_high_named(column: str) -> bool | None:
    """Whether more of a measure is better, by its name alone."""
    return _sign(column)


def _sign(name: str) -> bool | None:
    if not SUPPLIES.isdisjoint(words(name)):
        return None  # as much as is needed
    bad, good = says(name, BAD), says(name, GOOD)
    return None if bad == good else good


@lru_cache(maxsize=8192)
def says(name: str, terms: Iterable[str]) -> bool:
    """Whether the words of a name have one of the terms."""
    padded = f" {' '.join(words(name))} "
    return any(f" {term[:-1]}" in padded if term.endswith("*") else f" {term} " in padded for term in terms)


def next_n(fact: Fact, by: str, reach: Reach) -> Decision | None:
    """How many rows would tell a difference of the size that these show from chance.

    The test statistic grows with the root of n, so n grows with the square of what it lacks: to pass the bar of 1 % in
    four tries of five. It misleads where the difference seen is itself luck: then no number is enough.
    """
    if fact.p_value is None or not MIN_P < fact.p_value < MAX_P:
        return None
    z_of = NormalDist().inv_cdf
    lacking = (z_of(1 - BAR / 2) + z_of(POWER)) / z_of(1 - fact.p_value / 2)
    needed = float(f"{fact.n * lacking**2:.1e}")  # two digits: a guess
    if needed > MOST_TIMES * fact.n:
        return None
    verb = "Ask" if reach.subject is not None and reach.subject.table is TableKind.SURVEY else "Try"
    return Decision(
        f"{verb} about {needed:,.0f} before deciding between the groups of {wording.name(by)}",
        f"the {fact.n:,} here can't tell them apart, and if the difference is as large as it looks, so many would",
        (*fact.values.values(), fact.n, needed),
        lever=(by,),
    )
