"""How one table is spoken of: its columns, its rows, its groups and its outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.wording import groups
from pipeline.wording.labels import is_label
from pipeline.wording.markdown import escape, one_line
from pipeline.wording.markdown import name as in_bold
from pipeline.wording.nouns import ROW, Noun, is_counted, is_plural, one_of
from pipeline.wording.outcomes import Outcome, outcome

CLEAR = 2  # letters of a value that may be a name of its own
NO_PLACE = ("due to ", "about ", "through ", "from ")  # not where something is so, but which rows it is of
TO = " to "  # between the two dates of a duration


@dataclass(frozen=True)
class Wording:
    """The words for one table; made once a story, the same for the same table.

    ``names`` are the columns' names for people, by column; ``row`` is what a row is; ``units`` those that headers give.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    row: Noun = ROW
    units: Mapping[str, str] = field(default_factory=dict)
    keeps_capitals: bool = False  # of nouns within sentences, as German does

    def name(self, column: str) -> str:
        """A column's name as plain text: ``average order value``; of a derived one, ``time to close``."""
        if column in self.names:
            return self.names[column]
        first, to, second = column.partition(TO)
        if to and first in self.names and second in self.names:
            return self._duration(first, second)
        return one_line(column)

    def column(self, column: str) -> str:
        """A column in a sentence, marked as a name."""
        return in_bold(self.name(column))

    def rows(self, size: int) -> str:
        """``1 passenger``, ``1,309 passengers``."""
        return self.row.counted(size)

    def group(self, column: str, value: object) -> str:
        """The rows with one value: ``female passengers``, ``passengers in 1st class``, ``rows with rank Prof``."""
        return groups.group(column, self.name(column), value, self.row)

    def together(self, *conditions: tuple[str, object, bool | None]) -> str:
        """The rows of several conditions, each a column with its value and None, or with a cut and whether above it."""
        parts = [groups.Part(column, self.name(column), value, above) for column, value, above in conditions]
        return groups.together(parts, self.row)

    def among_together(self, *conditions: tuple[str, object, bool | None], again: bool = False) -> str:
        """Behind an average of several conditions: ``among women in 1st class``; of mere rows, or said ``again``,
        ``with price under 90``.
        """
        whole = self.together(*conditions)
        behind = whole.removeprefix(f"{self.row.pointed} ")
        if self.row.is_row and behind.startswith((groups.MARKED, f"not {groups.MARKED}")):
            return f"where {behind}"
        if again and behind.startswith(groups.ANSWER):
            return f"among those {behind}"
        is_clear = (again or self.row.is_row) and behind != whole and groups.MARKED not in whole
        return behind if is_clear else f"among {whole}"

    @property
    def for_rows(self) -> str:
        """Between an average and what its rows have in common: ``for cars``; nothing where rows are mere rows."""
        return "" if self.row.is_row else f"for {self.row.many} "

    @property
    def over_all(self) -> str:
        """``over all cars``; of mere rows ``over all``."""
        return "over all" if self.row.is_row else f"over all {self.row.many}"

    def of(self, column: str, value: object, *, again: bool = False) -> str:
        """Behind a share or a count: ``of passengers in 1st class``; ``again``, in a list: ``in 2nd class``."""
        told = self.behind(column, value, again=True)
        if again and groups.MARKED in told:
            return f"of those {told}" if told.startswith(groups.MARKED) else "of those not marked"
        if again and not groups.is_adjective(column, value):
            return f"of those {told}" if told.startswith(("who ", "that ")) else told
        return f"of {self.group(column, value)}"

    def among(self, column: str, value: object, *, again: bool = False) -> str:
        """Behind an average: ``among female passengers``, ``in 1st class``, ``with rank Prof``."""
        told = self.behind(column, value, again=again)
        if groups.is_adjective(column, value):
            return f"among {self.group(column, value)}"
        if told.startswith(("who ", "that ")):
            return f"among {'those' if again else self.row.pointed} {told}"
        if told.startswith(NO_PLACE):
            return f"for {self.value(value)}" if again else f"for {self.row.pointed} {told}"
        return self._among_marked(told, again=again) if groups.MARKED in told else told

    def _among_marked(self, told: str, *, again: bool) -> str:
        """``among loans marked **low**``; of mere rows ``where marked **low**``."""
        if again and told.startswith("not "):
            return "among those not marked"
        return f"{'where' if self.row.is_row else f'among {self.row.many}'} {told}"

    def behind(self, column: str, value: object, *, again: bool = False) -> str:
        """What tells a group from the other rows: ``in 1st class``, ``without partner``."""
        return groups.behind(column, self.name(column), value, self.row, again=again)

    def between(self, column: str, low: str, high: str, *, is_least: bool = False) -> tuple[str, str]:
        """The lower and the upper end of a measure: ``with 9 or less``, said after ``with tenure over 55``."""
        return groups.between(column, self.name(column), self.row, low, high, is_least=is_least)

    def beyond(self, column: str, cut: str) -> str:
        """From a cut on: ``with discount of 30% or more``, ``with 10 rooms or more``."""
        return groups.beyond(column, self.name(column), self.row, cut)

    def is_counted(self, column: str) -> bool:
        """Whether a column says how many of something a row has: ``bedrooms``."""
        return is_counted(self.name(column))

    def one_of(self, column: str) -> str:
        """One of what a column counts: ``bedroom``; nothing of other columns."""
        return escape(one_of(self.name(column))) if self.is_counted(column) else ""

    def had(self, column: str, value: object) -> str:
        """That rows were of a group, behind a share of others: ``were female``, ``had online security``."""
        return groups.had(column, self.name(column), value, self.row)

    @property
    def who(self) -> str:
        """``who`` of people, ``that`` of things."""
        return "who" if self.row.is_person else "that"

    def agree(self, column: str, one: str, many: str) -> str:
        """The form of a verb behind a column's name: ``sales`` are, ``salary`` is."""
        return many if is_plural(self.name(column)) and not self.is_label(column) else one

    def is_label(self, column: str) -> bool:
        """Whether a column's name can't stand for what it names, and is quoted: ``vs``, ``low``, ``pop1517``."""
        return is_label(self.name(column))

    def value(self, value: object) -> str:
        """A value in a sentence, marked as a name."""
        return in_bold(groups.written(value))

    def entity(self, column: str, value: object) -> str:
        """Whoever or whatever a value names: ``AAPL``; of a mere number or letter with its column, ``firm 8``."""
        shown = self.value(value)
        signs = sum(letter.isalnum() for letter in shown)
        letters = sum(letter.isalpha() for letter in shown)
        is_name = letters >= CLEAR or (letters and signs > CLEAR)  # S07
        return shown if is_name else f"{self.column(column)} {shown}"

    def part(self, column: str, value: object) -> str:
        """A group of a whole, where some of it comes from: ``**Chairs**``, ``orders that were returned``."""
        return self.group(column, value) if groups.answer(value) is not None else self.entity(column, value)

    def at_entity(self, column: str, value: object) -> str:
        """Where or for whom: ``in **Asia**``, ``for **AAPL**``, ``for **firm** **8**``."""
        behind = self.behind(column, value)
        if groups.answer(value) is not None:
            return f"for {self.group(column, value)}"
        return behind if behind.startswith(("in ", "on ", "at ", "through ")) else f"for {self.entity(column, value)}"

    def where(self, column: str, value: object) -> str:
        """Where something is so: ``in 3rd class``, ``on Monday``, else ``where rank is Prof``."""
        behind = self.behind(column, value)
        places = ("in ", "on ", "at ", "through ")
        return behind if behind.startswith(places) else f"where {self.column(column)} is {self.value(value)}"

    def outcome(self, column: str, value: object) -> Outcome:
        """What rows with this value did: 500 of 1,309 passengers ``survived``."""
        return outcome(column, self.name(column), value, self.row)

    def _duration(self, first: str, second: str) -> str:
        """``opened_at to closed_at`` -> ``time to close``, ``start_time to end_time`` -> ``duration``; of other dates
        ``time from Order Date to Ship Date``.
        """
        span = _span(self.name(first), self.name(second))
        if span is not None:
            return span
        verb = self._ending(second)
        return f"time to {verb}" if verb else f"time from {self.names[first]} to {self.names[second]}"

    def ended(self, column: str) -> str | None:
        """What a case is after the date in this column: ``closed``, ``paid``; None where no verb says it."""
        verb = self._ending(column)
        return next((word for word, of in ENDS.items() if of == verb and word.endswith(("ed", "id"))), None)

    def _ending(self, column: str) -> str | None:
        """What happens at the date in this column: ``close``."""
        name = self.name(column).casefold().removeprefix("date ").removeprefix("actual ")
        return ENDS.get(next((name.removesuffix(end) for end in (" date", " on", " at") if name.endswith(end)), name))


def _span(first: str, second: str) -> str | None:
    """What lies between two dates that begin and end the same: ``planned start``, ``planned end`` -> ``planned
    duration``; None of others.
    """
    before, begin = _apart(first)
    same, end = _apart(second)
    name = next((name for begins, ends, name in SPANS if begin in begins and end in ends), None)
    return f"{before} {name}".strip() if name and before == same else None


def _apart(name: str) -> tuple[str, str]:
    """Which of several, and what happens then: ``planned start time`` -> ``planned``, ``start``."""
    plain = name.casefold().removeprefix("date ").replace("-", " ").replace("_", " ")
    for end in (" time", " date", " on", " at", " datetime", " timestamp"):
        plain = plain.removesuffix(end)
    known = next((words for words in TWO_WORDS if plain == words or plain.endswith(f" {words}")), None)
    last = known or plain.rpartition(" ")[2]
    return plain.removesuffix(last).strip(), last


def is_duration(name: str) -> bool:
    """Whether a name is one of those that :class:`Wording` gives to the time between two dates."""
    return name.startswith(("time to ", "time from ")) or name.endswith(tuple(span for *_, span in SPANS))


TWO_WORDS = ("check in", "check out", "pick up", "drop off")
SPANS: tuple[tuple[frozenset[str], frozenset[str], str], ...] = (  # what begins it, what ends it, and its name
    (
        frozenset({"start", "started", "begin", "began", "begun", "beginning"}),
        frozenset({"end", "ended", "finish", "finished", "stop", "stopped"}),
        "duration",
    ),
    (
        frozenset({"admission", "admitted", "checkin", "check in"}),
        frozenset({"discharge", "discharged", "checkout", "check out"}),
        "length of stay",
    ),
    (
        frozenset({"departure", "departed", "pickup", "pick up"}),
        frozenset({"arrival", "arrived", "dropoff", "drop off"}),
        "travel time",
    ),
)
ENDS: Mapping[str, str] = {  # what happens at the end of a duration
    "closed": "close", "close": "close", "closing": "close", "resolved": "resolve", "resolution": "resolve",
    "shipped": "ship", "ship": "ship", "shipping": "ship", "delivered": "deliver", "delivery": "deliver",
    "completed": "complete", "completion": "complete", "finished": "finish", "paid": "pay", "payment": "pay",
    "answered": "answer", "end": "end", "ended": "end", "returned": "return", "repaired": "repair",
    "discharged": "discharge", "discharge": "discharge", "hired": "hire", "solved": "solve", "approved": "approve",
}  # fmt: skip
PLAIN = Wording()
