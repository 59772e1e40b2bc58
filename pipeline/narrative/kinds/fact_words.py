"""The base class of every kind of fact in words, and how they name targets, values and periods."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.target import Target
from pipeline.narrative.decision import Decision
from pipeline.narrative.reach import Reach
from pipeline.story import Fact, Form, Scalar, Verdict
from pipeline.wording import Outcome, Wording

Values = Mapping[str, Scalar]
SURE_P = 1e-3
LEAST_PLACED = 1e-6
FEW_DIGITS = 9.95  # differences below are told with two digits
OPEN = (  # what is undecided: the first explains it, the last is short
    "These {rows} are too few, or scatter too much, to tell whether that is more than chance.",
    "Chance alone could make that difference.",
    "It may be luck: more {rows} would show.",
    "Whether that would hold again, nobody can tell from these {rows}.",
    "Perhaps chance.",
)
FAINT = ("It is hardly luck, but too small to matter much.", "Real, but small.")
SAME = ("That is no difference that matters.", "Much the same.")
NET = "NPS"  # the net promoter score, as those who have one call it
HARDLY_ANY = 0.001  # of a level, under which a change is none to the eye
AVERAGES = ("average ", "mean ", "median ", "typical ")  # beginnings of names that need no other


class FactWords(ABC):
    """One kind of fact in words. Every number in them is one of the fact's ``values``, or a value's rounding.

    Names are the fact's own, marked by :class:`~pipeline.wording.Wording`, which is ``fact.wording``.
    """

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

    def lead_again(self, fact: Fact) -> str:
        """The same where each sentence of the paragraph before has the same subject: ``It rose 37%, from ...``."""
        return self.lead(fact)

    def aside(self, fact: Fact) -> str:  # noqa: ARG002 - few kinds have one
        """What the first paragraph says behind the level of the same subject that limits it; nothing of most kinds."""
        return ""

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:  # noqa: ARG002 - most kinds have none
        """What to decide about it; None where nothing can be decided."""
        return None


def number_of(values: Values, key: str) -> float | None:
    """A value that is a number; None where the query gave none."""
    found = values.get(key)
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def whole(values: Values, key: str) -> int:
    """A value that is a count; 0 where the query gave none."""
    return int(number_of(values, key) or 0)


def written(target: Target, size: float | None) -> str:
    """A level as people write it: a share in per cent, everything else with its unit."""
    return compared(target, [size])[0]


def compared(target: Target, sizes: Sequence[float | None]) -> list[str]:
    """Levels that stand beside each other, with the same last digit."""
    known = [size for size in sizes if size is not None]
    texts = iter(wording.percents(known) if target.form is Form.SHARE else wording.amounts(known, target.unit))
    return ["nothing" if size is None else next(texts) for size in sizes]


def levels_of(fact: Fact, target: Target, *keys: str) -> list[str]:
    """The values of these names as :func:`compared` writes them."""
    return compared(target, [number_of(fact.values, key) for key in keys])


def share_of(fact: Fact, key: str) -> str:
    """A value as a per cent that stands alone."""
    return wording.percent(number_of(fact.values, key) or 0.0)


def shares_of(fact: Fact, *keys: str) -> list[str]:
    """The values of these names as per cents that are compared."""
    return wording.percents([number_of(fact.values, key) or 0.0 for key in keys])


def column(target: Target, spoken: Wording = wording.PLAIN) -> str:
    """The target's column as a sentence names it."""
    return number_of_rows(spoken) if target.column is None else spoken.column(target.column)


def number_of_rows(spoken: Wording) -> str:
    """``the number of orders``."""
    return f"the number of {spoken.row.many}"


def noun(target: Target, spoken: Wording = wording.PLAIN) -> str:
    """``sales`` of what adds up, ``average salary``, ``the number of orders``, ``the share of users who churned``."""
    match target.form:
        case Form.COUNT:
            return number_of_rows(spoken)
        case Form.TOTAL:
            return column(target, spoken)
        case Form.SHARE if spoken.row.is_row:
            return f"the share {which(target, spoken)}"
        case Form.SHARE:
            return f"the share of {spoken.row.many} {which(target, spoken)}"
        case _:
            return average(target, spoken)


def which(target: Target, spoken: Wording) -> str:
    """Behind those that an outcome counts: ``who churned``, ``marked **low**``, ``with **vote** Y``."""
    verb = said(target, spoken).verb
    if verb.startswith("are marked "):
        return verb.removeprefix("are ")
    return f"with {verb.removeprefix('have ')}" if verb.startswith("have ") else f"{spoken.who} {verb}"


def per(name: str, step: str | None) -> str:
    """``units a week`` of what is told by the dates that a period has, ``average weekly sales`` of what says so."""
    if step is None:
        return name
    if f"{step}ly" in wording.plain(name).casefold():
        return f"average {name}"
    return f"{name} {'every' if ' ' in step else 'a'} {step}"


def short_noun(target: Target, spoken: Wording) -> str:
    """The same, of an outcome that has a name by this: ``returns``, not the share of orders that were returned."""
    known = target.form is Form.SHARE and said(target, spoken).is_known
    return said(target, spoken).noun if known else noun(target, spoken)


def average(target: Target, spoken: Wording) -> str:
    """``average salary``; of what is called an average already, its name."""
    name = column(target, spoken)
    if target.is_net:
        return NET
    if target.column is not None and spoken.is_label(target.column):
        return f"the average of {name}"
    is_one = wording.plain(name).casefold().startswith(AVERAGES)
    return name if is_one else f"average {name}"


def total(target: Target, spoken: Wording) -> str:
    """``total population``."""
    is_label = target.column is not None and spoken.is_label(target.column)
    return f"the sum of {column(target, spoken)}" if is_label else f"total {column(target, spoken)}"


def are(target: Target, spoken: Wording) -> str:
    """The verb behind a target's name: monthly charges ``are``, the average salary ``is``."""
    if target.is_net:
        return "is"
    return spoken.agree(target.column or "", "is", "are")


def said(target: Target, spoken: Wording) -> Outcome:
    """What the rows that an outcome counts did."""
    return spoken.outcome(target.column or "", target.value)


def outcome(target: Target, spoken: Wording = wording.PLAIN) -> str:
    """An outcome's name: ``churn``; of one value among several ``status late``."""
    return said(target, spoken).noun


def level(value: object) -> str:
    """A group's value in a sentence."""
    return wording.PLAIN.value(value)


def sentence(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def moment(values: Values, key: str) -> datetime:
    """A moment among the values."""
    return datetime.fromisoformat(str(values[key]))


def period(values: Values, key: str, grain: str) -> str:
    """A period among the values, in words."""
    return wording.day(moment(values, key), grain)


def at(values: Values, key: str, grain: str) -> str:
    """When: ``in May 2014``."""
    return wording.at(moment(values, key), grain)


def span(values: Values, first: str, last: str, grain: str) -> str:
    """From when to when: ``from 2015 to 2018``."""
    return wording.span(moment(values, first), moment(values, last), grain)


def grown(values: Values, name: str) -> str:
    """Growth of which there is a share: see :func:`pipeline.wording.grown`."""
    return wording.grown(number_of(values, f"{name}_share") or 0.0, number_of(values, f"{name}_factor"))


def grown_short(share_text: str, share: float, factor: float | None) -> str:
    """The same beside a name: ``+80%``, ``×15``."""
    return signed(share_text, share) if factor is None else wording.multiple(factor)


def change(values: Values, key: str) -> str:
    """A relative change in per cent, without its sign."""
    return wording.percent(abs(number_of(values, key) or 0.0))


def gains(target: Target, sizes: Sequence[float]) -> list[str]:
    """Differences that stand beside each other, with their signs: of shares and of what is measured in per cent in
    points, else as fine as two digits of the largest.
    """
    if target.form is Form.SHARE:
        texts = wording.percents([abs(size) for size in sizes])
        return [signed(wording.in_points(text), size) for text, size in zip(texts, sizes, strict=True)]
    if target.is_per_cent:  # "up 3.2%" would be a part of what it was
        texts = _apart(replace(target, unit=None), sizes)
        return [signed(wording.in_points(text), size) for text, size in zip(texts, sizes, strict=True)]
    return [signed(text, size) for text, size in zip(_apart(target, sizes), sizes, strict=True)]


def _apart(target: Target, sizes: Sequence[float]) -> list[str]:
    """Differences without their signs; of a difference alone, less than ten, two digits are enough."""
    known = [abs(size) for size in sizes]
    largest = max(known, default=0)
    if not LEAST_PLACED < largest < FEW_DIGITS or target.unit in wording.PREFIX_UNITS:
        return wording.amounts(known, target.unit)
    decimals = 0 if all(size.is_integer() for size in known) else 1 - math.floor(math.log10(largest))
    texts = [_fixed(size, decimals) for size in known]
    return [f"{text} {target.unit}" if target.unit else text for text in texts]


def _fixed(size: float, decimals: int) -> str:
    """A size of at least nothing with so many decimals; what they would leave nothing of has one digit of its own."""
    vanishes = 0 < size < 10.0**-decimals / 2
    return f"{size:.1g}" if vanishes else f"{size:.{decimals}f}"


def gap(target: Target, size: float) -> str:
    """One difference without its sign: ``0.38``, ``14 percentage points``."""
    return gains(target, [abs(size)])[0].removeprefix("+")


def difference(target: Target, size: float | None) -> str:
    """The same written as a level is: ``12.4 min``; of shares and per cents in points."""
    is_of_points = target.form is Form.SHARE or target.is_per_cent
    return gap(target, size or 0.0) if is_of_points else written(target, abs(size or 0.0))


def look_alike(target: Target, first: float | None, last: float | None) -> bool:
    """Whether nobody would see a change: both written alike where each stands alone, or hardly any of it."""
    if first is None or last is None:
        return False
    is_hardly_any = abs(last - first) < HARDLY_ANY * abs(first)
    return (is_hardly_any and target.is_relative) or written(target, first) == written(target, last)


def rose(size: float | None) -> str:
    """The verb of a change that is beyond chance."""
    return "rose" if (size or 0.0) > 0 else "fell"


def two_ways(gains: Sequence[float], sizes: Sequence[str], wheres: Sequence[str]) -> str:
    """The most and the least: ``rose by 197 for AAPL, but fell by 11 for MSFT``, ``..., but only by 8``.

    Sizes are ``by 197`` or ``15-fold``.
    """
    first, second = (rose(gain) for gain in gains)
    if not gains[0]:
        return f"stayed the same {wheres[0]}, but {second} {sizes[1]} {wheres[1]}"
    if not gains[1]:
        least = "not at all"
    elif first != second:
        least = f"{second} {sizes[1]}"
    else:
        least = f"only {sizes[1]}" if abs(gains[1]) < abs(gains[0]) else sizes[1]
    return f"{first} {sizes[0]} {wheres[0]}, but {least} {wheres[1]}"


def signed(text: str, size: float) -> str:
    """``+24.4``, ``−3%``: a size that was written without its sign; nothing has none."""
    if text.partition(" ")[0].strip("%$€£¥₹") == "0":
        return text
    return f"{'+' if size >= 0 else '−'}{text.removeprefix('−')}"


def holds(fact: Fact) -> bool:
    """Whether words may say more than the figures side by side."""
    return fact.verdict is Verdict.BEYOND_CHANCE


def it(target: Target, spoken: Wording) -> str:
    """What takes the place of a target's name: salary ``it``, sales ``they``."""
    return "it" if target.column is None else spoken.agree(target.column, "it", "they")


def it_is(target: Target, spoken: Wording) -> str:
    """Before an average: ``it is``, ``they are``; of what was said to add up ``it averages``, ``they average``."""
    if target.form is Form.TOTAL:
        return spoken.agree(target.column or "", "it averages", "they average")
    return f"{it(target, spoken)} {are(target, spoken)}"


def begins_with_target(text: str, fact: Fact) -> bool:
    """Whether the next sentence may call its target ``it``, or the rows that it counts ``their number``."""
    target, spoken = getattr(fact.detail, "target", None), fact.wording
    if target is None or target.form is Form.COUNT:
        return target is not None
    return any(text.startswith(f"{sentence(name)} ") for name in _names(target, spoken))


def shortened(text: str, fact: Fact) -> str:
    """A sentence that begins with its target's name, with a short form of it: ``It``, ``They``, ``Their number``."""
    target, spoken = getattr(fact.detail, "target", None), fact.wording
    if target is None or target.form is Form.SHARE or getattr(fact.detail, "per", None):  # "units a week" has no short
        return text
    name = next((name for name in _names(target, spoken) if text.startswith(f"{sentence(name)} ")), None)
    if name is None or (target.form is Form.MEAN and name == total(target, spoken)):  # "it" is the average
        return text
    short = "Their number" if target.column is None else sentence(it(target, spoken))
    return f"{short}{text.removeprefix(sentence(name))}"


def _names(target: Target, spoken: Wording) -> tuple[str, ...]:
    """What its sentences call a target, the longest first."""
    return (noun(target, spoken), average(target, spoken), total(target, spoken), column(target, spoken))


def doubt(fact: Fact) -> str:
    """What has to be said where a comparison isn't beyond chance, in full at first; nothing where it is."""
    told = fact.turn.of_doubt
    match fact.verdict:
        case Verdict.UNDECIDED if fact.p_value is not None and fact.p_value < SURE_P:
            return f" {wording.varied(told, *FAINT)}"
        case Verdict.UNDECIDED:
            return f" {wording.varied(told, *OPEN).format(rows=fact.wording.row.many)}"
        case Verdict.ALIKE:
            return f" {wording.varied(told, *SAME)}"
        case _:
            return ""
