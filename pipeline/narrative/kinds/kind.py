"""The base class of every kind's words."""

from abc import ABC, abstractmethod
from typing import ClassVar, Generic, TypeVar

from pipeline import wording
from pipeline.narrative.prose import Sentence, about, group_name, names, subjects
from pipeline.narrative.statement import Statement
from pipeline.story import Scalar

DetailT = TypeVar("DetailT")

DETAIL = 7  # rank of a sentence that goes before the item as a whole does
PAIRS = (  # names of the larger and the smaller value, in the order in which figures prefer them
    ("high_median", "low_median"),
    ("high_average", "low_average"),
    ("high_share", "low_share"),
    ("high_level", "low_level"),
    ("spike_level", "usual_level"),
    ("entity_average", "median_of_others"),
)


class Kind(ABC, Generic[DetailT]):
    """One kind of finding or fact in words. Every number in them is one of the statement's ``values``.

    ``detail`` is what the detector of the same name hands on beside them.
    """

    name: ClassVar[str]
    label: ClassVar[str]  # for a reader: "Trend over time"
    effect: ClassVar[str] = "difference"  # what a caveat says shrinks, vanishes or reverses
    names_focus: ClassVar[bool] = False  # its headline says what a story with a focus is about

    @abstractmethod
    def headline(self, said: Statement[DetailT]) -> str:
        """One sentence, without its full stop."""

    @abstractmethod
    def text(self, said: Statement[DetailT]) -> str:
        """The sentences that give the figures."""

    def in_short(self, said: Statement[DetailT]) -> str | None:
        """``169 min against 4 min``, for a headline without a figure; None where nothing is to be compared."""
        for pair in PAIRS:
            high, low = (said.values.get(key) for key in pair)
            if is_number(high) and is_number(low) and float(high) > float(low):  # type: ignore[arg-type]
                unit = said.plot.y_unit if said.plot else said.units.get(said.columns[0])
                shares = pair[0].endswith("_share")
                upper, lower = (
                    wording.percent(float(size)) if shares else wording.number(float(size), unit)  # type: ignore[arg-type]
                    for size in (high, low)
                )
                if upper != lower:
                    return f"{'on average ' if pair[0].endswith('_average') else ''}{upper} against {lower}"
        return None

    def strength(self, said: Statement[DetailT]) -> str | None:  # noqa: ARG002 - most kinds have none
        """How strong it is, in a sentence without a number; None where the text says enough."""
        return None

    def advice(self, said: Statement[DetailT], before: int) -> tuple[Sentence, ...]:
        """What to do about it; ``before``: how many of its kind came before, so that nothing is said twice."""
        return in_general(said, before)


def say(said: Statement[object], *texts: str) -> tuple[Sentence, ...]:
    """The first sentence is the advice, the others are its detail."""
    return tuple(about(said, text, rank=DETAIL if place else 0) for place, text in enumerate(texts))


def in_general(said: Statement[object], before: int) -> tuple[Sentence, ...]:
    """Advice for a kind without any of its own, or a statement without the values that it needs."""
    if before:
        return ()
    return say(
        said, f"Go through what is said on {names(subjects(said)[:3])} with someone who knows how these are recorded."
    )


def column(said: Statement[object], place: int) -> str:
    """A column's name in a sentence."""
    return wording.name(subjects(said)[place])


def series(said: Statement[object]) -> str:
    """What a statement over time is about: its measure, or the number of rows."""
    return column(said, 0) if len(subjects(said)) > 1 else "the number of rows"


def group_among(said: Statement[object], key: str) -> str | None:
    """A group among the values, as a sentence calls it; None where there is none."""
    value = said.values.get(key)
    return None if value is None else group_name(value)


def by_size(said: Statement[object], *bounds: tuple[float, str]) -> str:
    """The first text whose bound the effect size reaches; the last bound is 0.

    The bounds are Cohen's (1988), as far as there are any: rules of thumb, to be read as such.
    """
    size = abs(said.effect_size or 0.0)
    return next(text for least, text in bounds if size >= least)


def is_number(value: Scalar) -> bool:
    """Whether a value is one to be written as a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)
