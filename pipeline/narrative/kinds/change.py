"""How it went, in words."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.change import Change
from pipeline.analysis.facts.target import Target
from pipeline.narrative.kinds.carried import others, where
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    Values,
    at,
    column,
    doubt,
    gap,
    grown,
    holds,
    levels_of,
    look_alike,
    noun,
    number_of,
    per,
    period,
    rose,
    sentence,
    shortened,
    total,
    whole,
    written,
)
from pipeline.story import Fact, Form

SAME, NEARLY = "the same", "much the same"
MANY = 3  # periods left out, that aren't named one by one
BEFORE = {"latest": "previous_value", "year": "year_before_value"}  # what the last period is compared with


class ChangeWords(FactWords):
    """First complete period against last, and latest against the one before."""

    name: ClassVar[str] = "change"
    label: ClassVar[str] = "How it went"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Change = fact.detail
        target, v = detail.target, fact.values
        first, last = self._ends(fact)
        begin, end = (at(v, f"{side}_period", detail.grain) for side in ("first", "last"))
        share = _grown(v, "change")
        what = sentence(_noun(fact))
        ends = (number_of(v, f"{side}_value") for side in ("first", "last"))
        if look_alike(target, *ends):
            return _alike(fact, what)
        if not holds(fact):
            told = f", {share}" if share and target.form is not Form.SHARE else ""
            was = fact.wording.agree(target.column or "", "was", "were")
            return f"{what} {was} {first} {begin} and {last} {end}{told}"
        verb = rose(number_of(v, "change"))
        if not share or target.form is Form.SHARE:
            return f"{what} {verb} from {first} {begin} to {last} {end}{_whose(fact)}"
        return f"{what} {verb} {grown(v, 'change')}, from {first} {begin} to {last} {end}{_whose(fact)}"

    @staticmethod
    def _ends(fact: Fact) -> tuple[str, str]:
        """The first and the last level, as the text writes them where it has every period."""
        detail: Change = fact.detail
        if detail.periods > 2:
            first, *_, last = levels_of(fact, detail.target, *(f"value_{i}" for i in range(1, detail.periods + 1)))
            if first != last or detail.target.form is Form.SHARE:
                return first, last
        first, last = levels_of(fact, detail.target, "first_value", "last_value")
        return first, last

    def lead_again(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead_again`."""
        return shortened(self.lead(fact), fact)

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        told = (*_of_carrier(fact), *_course(fact), *_latest(fact), *_rests_on(fact))
        return (" ".join(filter(None, told)) + doubt(fact)).strip()


def _alike(fact: Fact, what: str) -> str:
    """That the last level is the first one, as far as anybody sees."""
    detail: Change = fact.detail
    begin, end = (at(fact.values, f"{side}_period", detail.grain) for side in ("first", "last"))
    was = fact.wording.agree(detail.target.column or "", "was", "were")
    first, last = levels_of(fact, detail.target, "first_value", "last_value")
    alone = written(detail.target, number_of(fact.values, "first_value"))
    if alone == written(detail.target, number_of(fact.values, "last_value")):
        return f"{what} {was} {alone} {begin} and {end} alike"
    return f"{what} {was} much the same {begin} and {end}, {first} and {last}"


def _whose(fact: Fact) -> str:
    """``, nearly all of it in **Cardiology**; elsewhere it hardly changed``: whose change it is, if one group's."""
    detail: Change = fact.detail
    if detail.carrier is None:
        return ""
    rest = others(detail.carrier, fact.wording)
    return f", nearly all of it {where(detail.carrier, fact.wording)}; {rest} it hardly changed"


def _of_carrier(fact: Fact) -> Iterator[str]:
    """What it was in that group and in all others, by the step of the time that the totals are counted by."""
    detail: Change = fact.detail
    if detail.carrier is None:
        return
    keys = ("own_before", "own_after", "rest_before", "rest_after")
    sizes = levels_of(fact, detail.target, *keys)
    by = f" a {detail.carrier.moved.grain}" if detail.carrier.moved.adds else ""
    own, rest = where(detail.carrier, fact.wording), others(detail.carrier, fact.wording)
    yield f"{sentence(own)} it went from {sizes[0]}{by} to {sizes[1]}, {rest} from {sizes[2]} to {sizes[3]}."


def _noun(fact: Fact) -> str:
    detail: Change = fact.detail
    target, spoken = detail.target, fact.wording
    if target.form is not Form.MEAN:
        return per(noun(target, spoken), detail.per)
    if detail.summed:
        return total(target, spoken)
    is_single = whole(fact.values, "first_rows") == whole(fact.values, "last_rows") == 1
    return (column if is_single else noun)(target, spoken)  # of one row a period, nothing is averaged


def _course(fact: Fact) -> Iterator[str]:
    """Every period where they are few, else the highest and the lowest, unless that are the two of the headline."""
    detail: Change = fact.detail
    target, v = detail.target, fact.values
    if detail.periods > 2:
        places = range(1, detail.periods + 1)
        sizes = levels_of(fact, target, *(f"value_{i}" for i in places))
        course = [f"{size} {at(v, f'period_{i}', detail.grain)}" for i, size in zip(places, sizes, strict=True)]
        yield f"Its course: {wording.listing(course)}."
    elif {v["most_period"], v["least_period"]} != {v["first_period"], v["last_period"]}:
        most, least = levels_of(fact, target, "most_value", "least_value")
        high, low = (at(v, f"{end}_period", detail.grain) for end in ("most", "least"))
        opening = wording.varied(fact.turn.of_kind, f"The highest {detail.grain} brought", "The peak:", "Highest:")
        yield f"{opening} {most}, {high}; the lowest {least}, {low}."
    elif whole(v, "periods") > 2:
        ways = (
            "No {grain} between was higher or lower.",
            "Every {grain} between lies within those.",
            "Nothing between was beyond those.",
        )
        yield wording.varied(fact.turn.of_kind, *ways).format(grain=detail.grain)


def _latest(fact: Fact) -> Iterator[str]:
    """The last period against the one before and against the year before, and the change a year."""
    detail: Change = fact.detail
    v, form = fact.values, detail.target.form
    latest, year = _step(fact, "latest"), _step(fact, "year")
    growth = number_of(v, "growth")
    if form is Form.SHARE:
        return
    if latest and v["previous_period"] != v["first_period"]:
        before = period(v, "previous_period", detail.grain)
        opening = wording.varied(
            fact.turn.of_kind, f"The last {detail.grain} was", f"The final {detail.grain} is", "Lately:"
        )
        unchanged = {SAME: "nothing changed", NEARLY: "it hardly changed"}.get(latest)
        yield f"Against {before} {unchanged}." if unchanged else f"{opening} {latest} on {before}."
    if year:
        before = period(v, "year_before_period", detail.grain)
        yield f"Against {before}, a year before, it is {year}."
    if growth is not None and holds(fact) and form in (Form.TOTAL, Form.COUNT):
        yield f"From first to last that is {'up' if growth > 0 else 'down'} {wording.percent(abs(growth))} a year."


def _rests_on(fact: Fact) -> Iterator[str]:
    """Whose figures those are, and which periods are left out."""
    detail: Change = fact.detail
    if detail.entity is not None:
        how, number = "added up over" if detail.summed else "the mean over", whole(fact.values, "first_rows")
        known = wording.of_column(detail.entity)
        them = known.counted(number) if known else f"{number:,} values of {fact.wording.column(detail.entity)}"
        ways = (
            f"Each figure is {how} the same {them} at both ends.",
            f"Both are {how} the same {them}.",
            f"Again of the same {them}.",
        )
        yield wording.varied(fact.turn.of_kind, *ways)
    if detail.partial:
        yield from _left_out(fact)


def _left_out(fact: Fact) -> Iterator[str]:
    """Which periods the file covers in part; of many before the first one only that there is hardly a row."""
    detail: Change = fact.detail
    first_told = str(fact.values["first_period"])[:10]
    early = [moment for moment in detail.partial if moment[:10] < first_told]
    is_many = len(early) >= MANY
    if is_many:
        last = wording.day(datetime.fromisoformat(early[-1]), detail.grain)  # in which it begins in earnest
        yield f"There is hardly a row from before {last}."
    moments = detail.partial[len(early) :] if is_many else detail.partial
    left_out = [wording.day(datetime.fromisoformat(moment), detail.grain) for moment in moments]
    if left_out:
        first = f"The file covers {wording.listing(left_out)} only in part, so that is left out."
        yield wording.varied(fact.turn.of_kind, first, f"Left out, being incomplete: {wording.listing(left_out)}.")


def _step(fact: Fact, name: str) -> str:
    """How much more or less the last period has than another: ``up 8%``; after none or a loss ``up $1,200``."""
    target: Target = fact.detail.target
    ends = (number_of(fact.values, key) for key in (BEFORE[name], "last_value"))
    if number_of(fact.values, f"{name}_change") and look_alike(target, *ends):
        return NEARLY
    if number_of(fact.values, f"{name}_share") is not None:
        return _grown(fact.values, name)
    size = number_of(fact.values, f"{name}_change")
    if size is None or target.is_interval:
        return ""
    return f"{'up' if size > 0 else 'down'} {gap(target, size)}" if size else SAME


def _grown(values: Values, name: str) -> str:
    """``up 8%``, ``up 15-fold``; nothing where there is no share."""
    share = number_of(values, f"{name}_share")
    if share is None:
        return ""
    return f"{'up' if share > 0 else 'down'} {grown(values, name)}" if share else SAME
