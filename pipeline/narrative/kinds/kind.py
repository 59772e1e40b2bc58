"""The base class of every kind's words."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Generic, TypeVar

from pipeline import wording
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.naming import of_measure
from pipeline.narrative.prose import subjects
from pipeline.narrative.reach import Reach
from pipeline.narrative.statement import Statement
from pipeline.story import Scalar

DetailT = TypeVar("DetailT")

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
        return next((told for pair in PAIRS if (told := _against(said, *pair)) is not None), None)

    def strength(self, said: Statement[DetailT]) -> str | None:  # noqa: ARG002 - most kinds have none
        """How strong it is, in a sentence without a number; None where the text says enough."""
        return None

    def decision(self, said: Statement[DetailT], reach: Reach) -> Decision | None:  # noqa: ARG002 - most kinds have none
        """What to decide about it; None where nothing can be decided."""
        return None


def _against(said: Statement[Any], high: str, low: str) -> str | None:
    """The larger of two values against the smaller one; None where either is missing or both are written alike."""
    first, second = said.values.get(high), said.values.get(low)
    if not (is_number(first) and is_number(second)) or float(first) <= float(second):  # type: ignore[arg-type]
        return None
    unit = said.plot.y_unit if said.plot else said.units.get(said.columns[0])
    sizes = [float(first), float(second)]  # type: ignore[arg-type]
    upper, lower = map(wording.percent, sizes) if high.endswith("_share") else (wording.number(s, unit) for s in sizes)
    return f"{'on average ' if high.endswith('_average') else ''}{upper} against {lower}" if upper != lower else None


def column(said: Statement[object], place: int) -> str:
    """A column's name in a sentence."""
    return said.wording.column(subjects(said)[place])


def agree(said: Statement[object], place: int, one: str, many: str) -> str:
    """The form of a verb behind :func:`column`: ``**salary** is``, ``**sales** are``."""
    return said.wording.agree(subjects(said)[place], one, many)


def rows(said: Statement[object], key: str) -> str:
    """A number of rows among the values: ``1,309 passengers``."""
    size = said.values.get(key)
    return said.wording.rows(size if isinstance(size, int) else 0)


def being(said: Statement[object], place: int, value: object) -> str:
    """What rows with a column's value are or did: ``survived``, ``are female``, ``are in 1st class``."""
    spoken, name = said.wording, subjects(said)[place]
    did = spoken.outcome(name, value)
    if did.is_known:
        return did.verb
    whole = spoken.group(name, value)
    if not spoken.row.is_row and whole.endswith(f" {spoken.row.many}"):  # female passengers
        return f"are {whole.removesuffix(f' {spoken.row.many}')}"
    told = spoken.behind(name, value)
    if told.startswith(("who ", "that ")):
        return told.partition(" ")[2]
    if told.startswith("without "):
        return f"have no {told.removeprefix('without ')}"
    return f"have {told.removeprefix('with ')}" if told.startswith("with ") else f"are {told}"


def series(said: Statement[Any]) -> str:
    """What a statement over time is about: ``the total **sales**``, ``the number of orders``."""
    measure, aggregate = said.detail.measure, said.detail.aggregate
    return f"the number of {said.wording.row.many}" if measure is None else of_measure(measure, aggregate)


def agree_in_time(said: Statement[Any], one: str, many: str) -> str:
    """The form of a verb behind :func:`series`: ``the number of orders is``, ``the average **visitors** are``."""
    measure = said.detail.measure
    return one if measure is None else said.wording.agree(measure, one, many)


def by_size(said: Statement[object], *bounds: tuple[float, str]) -> str:
    """The first text whose bound the effect size reaches; the last bound is 0.

    The bounds are Cohen's (1988), as far as there are any: rules of thumb, to be read as such.
    """
    size = abs(said.effect_size or 0.0)
    return next(text for least, text in bounds if size >= least)


def grown_by(values: Row, name: str) -> str:
    """Growth of which there is a share, behind a verb: see :func:`pipeline.wording.grown_by`."""
    factor = values.number(f"{name}_factor") if values.known(f"{name}_factor") else None
    return wording.grown_by(values.number(f"{name}_share"), factor)


def size_of(change: float, unit: str | None) -> str:
    """A difference without its sign: ``3.4 min``; of what is measured in per cent in points."""
    size = wording.number(abs(change), None if unit == "%" else unit)
    return wording.in_points(size) if unit == "%" else size


def is_number(value: Scalar) -> bool:
    """Whether a value is one to be written as a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)
