"""What the subject depends on: its level in each group of a dimension."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy import special

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.groups import Group, group_stats, ordered_levels
from pipeline.analysis.facts.proof import cells, grouped, proof_of_cells
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference import exact
from pipeline.analysis.naming import label as named
from pipeline.analysis.subject import MAX_ARMS, is_by_design, is_trial
from pipeline.story import Fact, Form, Plot, Reference, TableKind

MAX_LISTED = 8  # groups told one by one; of more the highest and the lowest
LISTED_OF_MANY = 6
MIN_ROWS = 5  # of a group that is told; of more than are listed, ``MIN_ROWS_OF_TEST`` if six have as many
MAX_LEVELS = 60
MARGIN = 0.1  # standard deviations of the subject; a smaller difference doesn't matter
MIN_EFFECT = 0.01  # share of variance between the groups, or half of it with two groups
MAX_TOLD = 14
MIN_ROWS_OF_TEST = 20
MAX_ITEMS = 2  # of a survey, that are told for each way to split its respondents
MORE_OF_ITEM = 1.0
MORE_OF_TRIAL = 4.0  # that the rows were gathered to compare just these groups
LESS_OF_ITEM = 2.0  # that answers to one item go with those to another is the battery's own
RUNNERS_UP = 2  # groups after the first that are set beside it
RUNNER_UP_P = 0.01
MAX_OF_COMPANION = 2
LESS_BESIDE_TOTAL = 2.5  # of how long it took, where the story is about how much
LESS_OF_COMPANION = 0.8  # how much less it is worth than the same split of the subject


@dataclass(frozen=True)
class Split:
    """What the words need beside the values."""

    target: Target
    by: str
    levels: tuple[object, ...]  # that are told, highest first, or in their own order where they are numbers
    total_levels: int
    base: Target | None  # the subject's rate of it stands beside
    top_share: bool  # for an outcome: how many of its cases are in the first group
    course: int = 0  # 1 or -1: from each group of numbers to the next the level rises, or falls
    is_trial: bool = False  # whether the groups are the arms of a trial or a design
    is_set: bool = False  # whether how long it may take is set for each group: they were meant to differ
    tied: tuple[object, ...] = ()  # the first group and the next ones, where these can't be told from it


class SplitFact(FactKind):
    """The subject between the groups of every dimension, strongest first."""

    name: ClassVar[str] = "split"
    is_doubted: ClassVar[bool] = True

    def is_asked(self, fact: Fact) -> bool:
        """See :meth:`FactKind.is_asked`: how the arms of a trial differ."""
        return bool(fact.detail.is_trial)

    def leads(self, fact: Fact) -> bool:
        """See :meth:`FactKind.leads`: not of groups that were meant to differ."""
        return not fact.detail.is_set

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        if view.battery:
            yield from self._by_who(view)
        own = self._drafts(view)[:MAX_TOLD]
        yield from own
        if view.subject.table is TableKind.EVENTS:
            yield from self._beside(view, own[0].worth if own else np.inf)

    def _beside(self, view: View, most: float) -> Iterator[Draft]:
        """Of events how long those took that failed, how dear the orders were, how they were judged.

        Beside a total only how long it took.
        """
        is_total = view.target.form is Form.TOTAL
        means = [c for c in view.companions if c.form is Form.MEAN and (c.is_duration or not is_total)]
        less = LESS_BESIDE_TOTAL if is_total else LESS_OF_COMPANION
        for companion in [*means, *(() if is_total else view.judgements)]:
            yield from self._of_companion(view, companion, most, less)

    def _drafts(self, view: View) -> list[Draft]:
        """The subject's splits, strongest first."""
        if view.target.form is Form.COUNT:
            return []
        if view.target.form is Form.TOTAL and view.subject.table is TableKind.EVENTS:
            return []  # ranks tell the totals of the groups, and what they are of their base
        found = [draft for group in view.groups if (draft := self._draft(view, group)) is not None]
        return sorted(found, key=lambda draft: -draft.worth)

    def _by_who(self, view: View) -> Iterator[Draft]:
        """Of a survey: for each way to split the respondents the items that its groups answer most differently."""
        items = [view.about(view.measure(name)) for name in view.battery]
        for group in view.respondents:
            drafts = [draft for item in items if (draft := self._draft(item, group)) is not None]
            tested = [(draft, draft.claim) for draft in drafts if draft.claim is not None]
            clear = [
                replace(draft, claim=replace(claim, p_value=min(1.0, len(items) * claim.p_value), is_alike=False))
                for draft, claim in tested
                if claim.matters and len(items) * claim.p_value <= view.context.tests.CANDIDATE_P
            ]
            for draft in sorted(clear, key=lambda d: -d.worth)[:MAX_ITEMS]:
                yield replace(draft, worth=draft.worth + MORE_OF_ITEM)

    def _of_companion(self, view: View, companion: Target, most: float, less: float) -> Iterator[Draft]:
        """The companion's strongest splits, after the subject's own; what is not plainly there of it is not asked.

        Nor what it is where the subject is one thing or the other: how the subject goes along it says the same, but
        of what was judged by it afterwards.
        """
        weakest = view.context.tests.CANDIDATE_P
        again = () if companion in view.judgements else view.own
        drafts = [d for d in self._drafts(view.about(companion)) if d.detail.by not in again]
        clear = [d for d in drafts if d.claim is not None and d.claim.p_value <= weakest]
        for draft in [d for d in clear if d.claim is not None and d.claim.matters][:MAX_OF_COMPANION]:
            yield replace(draft, worth=min(most - 0.01, draft.worth - less))

    def _draft(self, view: View, group: Group) -> Draft | None:
        column = view.subject.column
        assert column is not None
        follows = view.context.follows(column, group.column)
        told_as_season = view.context.variables[group.column].time_part
        if follows or told_as_season or len(group.levels) > MAX_LEVELS or group.column == view.subject.entity:
            return None
        n, means, _ = group_stats(view.subject_values, group.codes, len(group.levels))
        usable = [int(i) for i in np.flatnonzero(n >= MIN_ROWS)]
        if len(usable) < 2:
            return None
        told = _told(usable, n)
        shown = _shown(group, told, means)
        strength, claim = compare(view, group, n, means)
        base = view.measure(view.subject.base) if view.subject.base else None
        detail = _detail(view.target, group, usable, shown, means, base, is_asked=_is_asked(view, group))
        tied = _tied(view, group, sorted(told, key=lambda i: -means[i]), claim)
        detail = replace(detail, tied=tied, is_set=view.beside.is_time_set_by(group.column))
        late = view.subject.table in (TableKind.PANEL, TableKind.SERIES)
        within_battery = {column, group.column} <= set(view.battery)
        more = MORE_OF_TRIAL * detail.is_trial - LESS_OF_ITEM * within_battery
        return Draft(
            kind=self.name,
            section="depends_on",
            columns=view.columns(column, group.column, view.subject.base if base else None),
            n=int(n.sum()),
            query=_query(group, detail, _top(shown, means)),
            worth=(5.0 if late else 6.0) + 4 * strength + more,
            detail=detail,
            claim=replace(claim, is_asked=detail.is_trial) if claim else None,
            plot=lambda _: _plot(view, group, means, shown),
        )


def _told(usable: list[int], n: np.ndarray) -> list[int]:
    """Of more groups than are listed those of enough rows, if six have as many."""
    firm = [i for i in usable if n[i] >= MIN_ROWS_OF_TEST]
    return firm if len(usable) > MAX_LISTED and len(firm) >= LISTED_OF_MANY else usable


def _shown(group: Group, usable: list[int], means: np.ndarray) -> list[int]:
    """The groups that are told: the highest first, numbers in their own order; of many the highest and the lowest."""
    ranked = sorted(usable, key=lambda i: -means[i])
    if len(ranked) > MAX_LISTED:
        return [*ranked[:4], *ranked[-2:]]
    return _rising(group, ranked) if _is_ordered(group, ranked) else ranked


def _is_ordered(group: Group, places: list[int]) -> bool:
    return ordered_levels([group.levels[i] for i in places])


def _rising(group: Group, places: list[int]) -> list[int]:
    return sorted(places, key=lambda i: float(group.levels[i]))  # type: ignore[arg-type]


def _is_asked(view: View, group: Group) -> bool:
    """Whether its rows were gathered to compare the groups: arms of a trial, or of a small design as often each."""
    is_small_design = view.subject.table is TableKind.EXPERIMENT and len(group.levels) <= MAX_ARMS
    return is_trial(group.column, group.levels) or (is_small_design and is_by_design(group.codes.astype(float)))


def _detail(
    target: Target,
    group: Group,
    usable: list[int],
    shown: list[int],
    means: np.ndarray,
    base: Target | None,
    *,
    is_asked: bool,
) -> Split:
    levels = tuple(group.levels[i] for i in shown)
    course = _course(means[_rising(group, usable)]) if _is_ordered(group, usable) else 0
    return Split(target, group.column, levels, len(usable), base, target.form is Form.SHARE, course, is_asked)


def _query(group: Group, detail: Split, top: int) -> str:
    """SQL: rows and levels of the groups that are told, the difference of two, the share of all cases in the first."""
    target, base = detail.target, detail.base
    aggregates = {"rows": f"count({target.sql})", "mean": target.mean}
    if detail.top_share:
        aggregates["hits"] = f"sum({target.sql})"
    else:
        aggregates["median"] = f"median({target.sql})"
    if base is not None:
        aggregates["ratio"] = f"sum({target.sql}) / nullif(sum({base.sql}), 0)"
        aggregates["base"] = f"avg({base.sql})"
    columns = cells(detail.levels, aggregates)
    if detail.total_levels == 2:
        columns["difference"] = "max(mean) - min(mean)"
    if detail.top_share:
        columns |= {"all_hits": "sum(hits)", "top_share": f"hits_{top} / nullif(all_hits, 0)"}
    return proof_of_cells(columns, aggregates, grouped(group.sql, aggregates, f"{target.sql} IS NOT NULL"))


def _course(means: np.ndarray) -> int:
    """1 where the level rises from each number to the next, -1 where it falls, 0 where it does neither."""
    steps = np.sign(np.diff(means))
    return int(steps[0]) if (steps == steps[0]).all() else 0


def _top(shown: list[int], means: np.ndarray) -> int:
    return 1 + int(np.argmax([means[i] for i in shown]))


def compare(view: View, group: Group, n: np.ndarray, means: np.ndarray) -> tuple[float, Claim | None]:
    """How much of the subject's variance lies between the groups (its root), and the test of it."""
    values, codes = view.subject_values, group.codes
    inside = ~np.isnan(values) & (codes >= 0)
    if inside.sum() < MIN_ROWS_OF_TEST or np.ptp(values[inside]) == 0:
        return 0.0, None
    spread = float(values[inside].std())
    alike = _is_alike(values, codes, n, means, MARGIN * spread)
    p_value = view.dependent_p(codes)
    if view.target.form is Form.SHARE:
        table = np.zeros((len(group.levels), 2))
        np.add.at(table, (codes[inside], values[inside].astype(int)), 1)
        effect, _ = exact.independence(table)
        matters = effect**2 >= MIN_EFFECT / 2
        return effect, Claim("chi-squared and likelihood-ratio test", p_value, matters, alike, True)
    share = exact.difference(codes, values).effect
    claim = Claim("Kruskal-Wallis, and Welch's test on ranks", p_value, share >= MIN_EFFECT, alike, True)
    return float(np.sqrt(max(0.0, share))), claim


def _tied(view: View, group: Group, ranked: list[int], claim: Claim | None) -> tuple[object, ...]:
    """The first group and the next ones of the first three that can't be told from it.

    Asked only where all groups together differ, and of the third only where the second can't be told either: tests
    below their omnibus are no part of the story's family (Yekutieli 2008, J. Am. Stat. Assoc. 103).
    """
    if claim is None or claim.p_value > view.context.tests.CANDIDATE_P or len(ranked) <= RUNNERS_UP:
        return ()
    first, *others = ranked[: 1 + RUNNERS_UP]
    together = [first]
    for other in others:
        codes = np.select([group.codes == first, group.codes == other], [0, 1], -1)
        if view.plain_p(codes) <= RUNNER_UP_P:
            break
        together.append(other)
    return tuple(group.levels[i] for i in together) if len(together) > 1 else ()


def _is_alike(values: np.ndarray, codes: np.ndarray, n: np.ndarray, means: np.ndarray, margin: float) -> bool:
    """Whether the highest and the lowest group differ by less than a margin that matters.

    Two one-sided tests (Schuirmann 1987) at the 1 % point.
    """
    usable = np.flatnonzero(n >= MIN_ROWS_OF_TEST)
    if len(usable) < 2 or margin <= 0:
        return False
    high, low = usable[np.argmax(means[usable])], usable[np.argmin(means[usable])]
    inside = ~np.isnan(values)
    variances = [float(values[inside & (codes == code)].var(ddof=1)) / n[code] for code in (high, low)]
    error = float(np.sqrt(sum(variances)))
    return bool(float(means[high] - means[low]) + special.ndtri(0.99) * error < margin)


def _plot(view: View, group: Group, means: np.ndarray, shown: list[int]) -> Plot:
    target, values = view.target, view.subject_values
    label = target.label if target.is_share else f"Average {target.name}"
    parts = [values[(group.codes == i) & ~np.isnan(values)] for i in shown]
    reach = np.array([1.96 * part.std(ddof=1) / np.sqrt(len(part)) if len(part) > 1 else 0.0 for part in parts])
    level = np.array([means[i] for i in shown])
    frame = pd.DataFrame(
        {
            "level": [named(group.levels[i]) for i in shown],
            "value": target.plotted(level),
            "low": target.plotted(level - reach),
            "high": target.plotted(level + reach),
        }
    )
    return Plot(
        kind="bar",
        title=f"{label} by {group.column}",
        frame=frame,
        x="level",
        y="value",
        x_label=group.column,
        y_label=label,
        alt_text=f"Bar chart of {label} for each {group.column}.",
        y_unit=target.plotted_unit,
        is_share=target.is_share,
        low="low",
        high="high",
        references=(Reference(float(target.plotted(np.nanmean(values))), "all rows"),),
        total=len(group.levels),
        counted="groups",
        highlight=(named(group.levels[max(shown, key=lambda i: means[i])]),),
    )
