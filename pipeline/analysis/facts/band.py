"""What the subject depends on: its level along another measure, in its lowest and its highest part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import ClassVar

import numpy as np
import pandas as pd

from pipeline import wording
from pipeline.analysis.facts.cuts import best_cut, cut_p
from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.ratio_cells import ratios
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.inference import exact
from pipeline.analysis.sql import select
from pipeline.analysis.subject import limit_of
from pipeline.analysis.subject.ratios import RatioForm
from pipeline.story import Form, Plot, Reference, TableKind

MAX_MEASURES = 40
MAX_TOLD = 8
NEAR_COPY = 0.95  # rank correlation
MIN_ROWS = 20
MIN_CORRELATION = 0.1
MIN_OF_CUT = 0.008  # of the variance between the sides of a cut
PARTS = 4
SAME_THEME = 0.9  # rank correlation of two measures, from which on the second says little new
LESS_OF_THEME = 2.0
MAX_OF_JUDGEMENT = 1
MAX_OF_MISHAP = 1


@dataclass(frozen=True)
class Band:
    """What the words need beside the values."""

    target: Target
    along: str
    unit: str | None
    cut: float | None  # a round number that parts the subject best
    by_cut: bool  # whether the two sides of the cut say more than the two ends
    base: Target | None  # of which the subject is a part; then ``along`` is it, and rates are told


def _is_plain(view: View, draft: Draft) -> bool:
    claim = draft.claim
    return claim is not None and claim.matters and claim.p_value <= view.context.tests.CANDIDATE_P


def _own_parts(view: View) -> frozenset[str]:
    """Measures that are a share of the subject: a larger batch has more defects, as a larger store a larger target."""
    return frozenset(
        ratio.part for ratio in ratios(view) if ratio.whole == view.target.column and ratio.form is RatioForm.SHARE
    )


class BandFact(FactKind):
    """The subject in the lowest and the highest quarter of every other measure."""

    name: ClassVar[str] = "band"
    is_doubted: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        if view.target.form is Form.COUNT or (
            view.subject.table is TableKind.SERIES and view.periods is not None and (view.periods.finest != "day")
        ):
            return
        yield from self._themes(view)
        for judgement in view.judgements:
            yield from self._of_judgement(view.about(judgement))
        if view.mishap is not None:
            yield from self._of_mishap(view.about(view.mishap))

    def _themes(self, view: View) -> list[Draft]:
        own = _own_parts(view)
        names = [v.name for v in view.measures if limit_of(v.name) is None and v.name not in own]
        drafts = [draft for name in names[:MAX_MEASURES] if (draft := self._draft(view, name)) is not None]
        return _themes_first(view, sorted(drafts, key=lambda draft: -draft.worth))[:MAX_TOLD]

    def _of_judgement(self, view: View) -> Iterator[Draft]:
        """What a judgement goes along with, where that is plain: not asked of each measure."""
        for draft in self._themes(view)[:MAX_OF_JUDGEMENT]:
            if _is_plain(view, draft):
                yield replace(draft, worth=draft.worth - LESS_OF_THEME)

    def _of_mishap(self, view: View) -> Iterator[Draft]:
        """What goes along with something having gone wrong, in a story of something else, where that is plain."""
        plain = (draft for draft in self._themes(view) if _is_plain(view, draft))
        for draft in islice(plain, MAX_OF_MISHAP):
            yield replace(draft, section="stands_out")

    def _draft(self, view: View, name: str) -> Draft | None:
        target, x, y = view.target, view.context.sample.numbers[name], view.subject_values
        inside = ~np.isnan(y) & ~np.isnan(x)
        edges = _edges(x[inside], y[inside])
        if edges is None:
            return None
        relation = _relation(view, x, y, inside)
        base = view.measure(name) if name == view.subject.base else None
        unit, m = view.context.unit(name), view.context.sql(name)
        strength = 0.0 if relation.is_copy and base is None else relation.strength
        within_battery = {target.column, name} <= set(view.battery)
        columns = _ends(target, m, edges) | _rates(target, m, edges, base) | _sides(target, m, relation.cut)
        shown_cut = relation.cut if relation.by_cut else None
        return Draft(
            kind=self.name,
            section="depends_on",
            columns=view.columns(view.subject.column, name),
            n=int(inside.sum()),
            query=select(columns, where=f"{target.sql} IS NOT NULL AND {m} IS NOT NULL"),
            worth=(5.9 if view.subject.table is not TableKind.PANEL else 4.0) + 4 * strength - 2.0 * within_battery,
            detail=Band(target, name, unit, relation.cut, relation.by_cut, base),
            claim=relation.claim,
            plot=lambda _: _plot(target, name, unit, x[inside], y[inside], shown_cut),
        )


def _themes_first(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """The strongest of measures that go together closely in its place, the others of them after all other themes."""
    if len(drafts) < 2:
        return list(drafts)
    names = [draft.detail.along for draft in drafts]
    alike = np.abs(view.context.sample.rank_correlations(names)) >= SAME_THEME
    leaders: list[int] = []
    found = []
    for place, draft in enumerate(drafts):
        repeats = bool(alike[place, leaders].any())
        found.append(replace(draft, worth=draft.worth - LESS_OF_THEME) if repeats else draft)
        leaders += [] if repeats else [place]
    return sorted(found, key=lambda draft: -draft.worth)


@dataclass(frozen=True)
class _Relation:
    """How the subject goes with a measure: along it, or on two sides of a cut."""

    claim: Claim
    cut: float | None
    by_cut: bool
    strength: float
    is_copy: bool  # much the same thing, or made of it


def _edges(x: np.ndarray, y: np.ndarray) -> tuple[float, float] | None:
    """Where the lowest quarter ends and the highest begins; None where they hold too few rows, or all are alike."""
    if len(x) < MIN_ROWS or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    low, high = (float(edge) for edge in np.quantile(x, [1 / PARTS, 1 - 1 / PARTS]))
    if bool(np.all(x == np.rint(x))):  # more than 7.25 visits are more than 7
        low, high = float(np.floor(low)), float(np.floor(high))
    return (low, high) if min((x <= low).sum(), (x > high).sum()) >= MIN_ROWS / 4 else None


def _relation(view: View, x: np.ndarray, y: np.ndarray, inside: np.ndarray) -> _Relation:
    result = exact.spearman(y, x)
    if np.isfinite(result.p_value) and abs(result.effect) >= MIN_CORRELATION and view.row_order.tells:
        result = view.dependence.corrected(result, of=view.own)
    size, found = abs(result.effect), best_cut(x, y)
    claim = Claim("Spearman's rank correlation", result.p_value, size >= MIN_CORRELATION, False, True)
    if found is None:
        return _Relation(claim, None, False, size, size >= NEAR_COPY)
    by_cut = size < MIN_CORRELATION
    strength = max(size, float(np.sqrt(found[1])))
    claim = _claim_of_cut(view, x, inside, found) if by_cut else claim
    return _Relation(claim, found[0], by_cut, strength, size >= NEAR_COPY)


def _claim_of_cut(view: View, x: np.ndarray, inside: np.ndarray, found: tuple[float, float]) -> Claim:
    cut, share = found
    p_value, matters = cut_p(share, int(inside.sum())), share >= MIN_OF_CUT
    if matters and p_value <= view.context.tests.CANDIDATE_P:
        p_value = max(p_value, view.dependent_p(np.where(inside, (x >= cut).astype(int), -1)))
    return Claim("maximally selected statistic (Lausen and Schumacher)", p_value, matters)


def _ends(target: Target, m: str, edges: tuple[float, float]) -> dict[str, str]:
    """SQL: the subject in the lowest and in the highest quarter of ``m``, and how close the two go together."""
    low, high = edges
    columns = {"least": f"min({m})", "low_edge": repr(low), "high_edge": repr(high)}
    for part, source in (("value", target.mean), ("rows", f"count({target.sql})")):
        columns[f"low_{part}"] = f"{source} FILTER ({m} <= {low!r})"
        columns[f"high_{part}"] = f"{source} FILTER ({m} > {high!r})"
    return columns | {"correlation": f"corr({target.sql}, {m})"}


def _rates(target: Target, m: str, edges: tuple[float, float], base: Target | None) -> dict[str, str]:
    """SQL: the middle of ``m`` in those that did and in the others; or how much of the one goes with the other."""
    low, high = edges
    if target.form is Form.SHARE:
        return {
            "median_hits": f"median({m}) FILTER ({target.sql} = 1)",
            "median_others": f"median({m}) FILTER ({target.sql} = 0)",
        }
    columns = {"slope": f"regr_slope({target.sql}, {m})"}
    if base is not None:
        ratio = f"avg({target.sql} / nullif({m}, 0))"
        columns["low_ratio"] = f"{ratio} FILTER ({m} <= {low!r})"
        columns["high_ratio"] = f"{ratio} FILTER ({m} > {high!r})"
    return columns


def _sides(target: Target, m: str, cut: float | None) -> dict[str, str]:
    """SQL: the subject below and from the cut on."""
    if cut is None:
        return {}
    below, above = f"{m} < {cut!r}", f"{m} >= {cut!r}"
    return {
        "cut": repr(cut),
        "below_value": f"{target.mean} FILTER ({below})",
        "below_rows": f"count({target.sql}) FILTER ({below})",
        "above_value": f"{target.mean} FILTER ({above})",
        "above_rows": f"count({target.sql}) FILTER ({above})",
    }


def _plot(target: Target, name: str, unit: str | None, x: np.ndarray, y: np.ndarray, cut: float | None) -> Plot:
    parts = 10
    edges = np.unique(np.quantile(x, np.linspace(0, 1, parts + 1)[1:-1], method="lower"))
    codes = np.searchsorted(edges, x, side="left")
    columns = [(x[codes == code], y[codes == code]) for code in np.unique(codes)]
    means = np.array([part.mean() for _, part in columns])
    errors = [part.std(ddof=1) / np.sqrt(len(part)) if len(part) > 1 else 0.0 for _, part in columns]
    reach = 1.96 * np.array(errors)
    ends = {"y": means, "low": means - reach, "high": means + reach}
    middles = {"x": [float(np.median(along)) for along, _ in columns]}
    frame = pd.DataFrame(middles | {name: target.plotted(values) for name, values in ends.items()})
    label = target.label if target.is_share else f"Average {target.name}"
    return Plot(
        kind="line",
        title=f"{label} along {name}",
        frame=frame,
        x="x",
        y="y",
        x_label=name,
        y_label=label,
        alt_text=f"Line chart of {label} in ten parts of {name}.",
        x_unit=unit,
        y_unit=target.plotted_unit,
        is_share=target.is_share,
        low="low",
        high="high",
        references=() if cut is None else (Reference(cut, f"from {wording.number(cut, unit)} on", on_x=True),),
    )
