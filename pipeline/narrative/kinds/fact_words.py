"""The base class of every kind of fact in words, and how they name targets, values and periods."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.target import Target
from pipeline.narrative.decision import Decision
from pipeline.narrative.reach import Reach
from pipeline.story import Fact, Form, Scalar, Verdict

Values = Mapping[str, Scalar]
SURE_P = 1e-3


class FactWords(ABC):
    """One kind of fact in words. Every number in them is one of the fact's ``values``, or a value's rounding."""

    name: ClassVar[str]
    label: ClassVar[str]  # for a reader: "How it went"

    @abstractmethod
    def headline(self, fact: Fact) -> str:
        """One sentence with its figures, without its full stop."""

    @abstractmethod
    def text(self, fact: Fact) -> str:
        """What supports and limits it."""

    def lead(self, fact: Fact) -> str:
        """The sentence of the story's first paragraph, without its full stop."""
        return self.headline(fact)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:  # noqa: ARG002 - most kinds have none
        """What to decide about it; None where nothing can be decided."""
        return None


def number_of(values: Values, key: str) -> float | None:
    """A value that is a number; None where the query gave none."""
    found = values.get(key)
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def written(target: Target, size: float | None) -> str:
    """A level as people write it: a share in per cent, everything else with its unit."""
    if size is None:
        return "nothing"
    return wording.percent(size) if target.form is Form.SHARE else wording.number(size, target.unit)


def column(target: Target) -> str:
    """The target's column as a sentence names it."""
    return "the number of rows" if target.column is None else wording.name(target.column)


def noun(target: Target) -> str:
    """``total **sales**``, ``average **salary**``, ``the number of rows``; of an outcome ``the share where ...``."""
    match target.form:
        case Form.COUNT:
            return "the number of rows"
        case Form.TOTAL:
            return f"total {column(target)}"
        case Form.SHARE:
            return f"the share of {outcome(target)}"
        case _:
            return f"average {column(target)}"


def outcome(target: Target) -> str:
    """``**Churn**`` of a yes or no; ``**status** late`` of one value among several."""
    yes = target.value is True or str(target.value).strip().casefold() in {
        "yes",
        "y",
        "true",
        "1",
        "ja",
        "oui",
        "sí",
        "si",
    }
    return column(target) if yes else f"{column(target)} {level(target.value)}"


def level(value: object) -> str:
    """A group's value in a sentence."""
    text = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    return wording.name(str(text))


def sentence(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def period(values: Values, key: str, grain: str) -> str:
    """A period among the values, in words."""
    return wording.day(datetime.fromisoformat(str(values[key])), grain)


def change(values: Values, key: str) -> str:
    """A relative change in per cent, without its sign."""
    return wording.percent(abs(number_of(values, key) or 0.0))


def rose(size: float | None) -> str:
    """The verb of a change that is beyond chance."""
    return "rose" if (size or 0.0) > 0 else "fell"


def holds(fact: Fact) -> bool:
    """Whether words may say more than the figures side by side."""
    return fact.verdict is Verdict.BEYOND_CHANCE


def doubt(fact: Fact) -> str:
    """What has to be said where a comparison isn't beyond chance; nothing where it is."""
    match fact.verdict:
        case Verdict.UNDECIDED if fact.p_value is not None and fact.p_value < SURE_P:
            return " That is more than chance would make, and too small to matter much."
        case Verdict.UNDECIDED:
            return " These rows are too few, or scatter too much, to tell whether that is more than chance."
        case Verdict.ALIKE:
            return " That is no difference that matters."
        case _:
            return ""


def points(first: float, second: float) -> float:
    """A difference of two shares in percentage points."""
    return 100 * (second - first)
