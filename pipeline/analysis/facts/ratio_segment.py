"""The ratio of two measures' sums where the groups of two columns meet: defects by machine and shift."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

import pandas as pd

from pipeline.analysis.facts.fact import Claim, Draft, FactKind
from pipeline.analysis.facts.plots.ratios import bars_of_ratio
from pipeline.analysis.facts.proof import proof_of
from pipeline.analysis.facts.ratio_cells import (
    RatioCells,
    RatioOf,
    apart_p,
    cells_by,
    cells_of,
    dimensions,
    known,
    quotient,
    ratios,
    sums_of,
    unit_of,
)
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import literal, quote
from pipeline.analysis.subject.ratios import Ratio
from pipeline.story import Plot

MAX_COLUMNS = 4  # of which each two are crossed
MAX_LEVELS = 12
MIN_GAIN = 0.15  # of the ratio of one column's group, by which the corner goes beyond it
MIN_SHARE = 0.01  # of the whole, in a corner that is told
BETWEEN = "\x1f"  # the names of both groups, which holds no text of a table


@dataclass(frozen=True)
class RatioSegment(RatioOf):
    """What the words need beside the values: ``by`` and ``across`` name the columns, ``corners`` their groups."""

    across: str = ""
    corners: tuple[tuple[str, str], ...] = ()  # the highest and the lowest


@dataclass(frozen=True)
class _Crossed:
    """The ratio in each cell of two columns, the highest first, and by how much the further end goes beyond either."""

    columns: tuple[str, str]
    cells: RatioCells
    ranked: pd.Series
    gain: float
    corner: str  # the end that goes further


class RatioSegmentFact(FactKind):
    """Of the table's first ratio the two columns whose groups together say most beyond each alone."""

    name: ClassVar[str] = "ratio_segment"
    only_beyond_chance: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        for ratio in ratios(view)[:1]:
            variables = view.context.variables
            names = [n for n in dimensions(view, ratio) if variables[n].column.distinct <= MAX_LEVELS][:MAX_COLUMNS]
            alone = {name: cells_of(view, ratio, name).groups() for name in names}
            pairs = list(combinations(names, 2))
            found = [crossed for pair in pairs if (crossed := _crossed(view, ratio, pair, alone)) is not None]
            if found:
                yield from self._draft(view, ratio, max(found, key=lambda crossed: crossed.gain), len(pairs))

    def _draft(self, view: View, ratio: Ratio, found: _Crossed, pairs: int) -> Iterator[Draft]:
        p_value = apart_p(found.cells.apart(found.corner))
        if p_value is None:
            return
        high, low = (tuple(str(found.ranked.index[end]).split(BETWEEN)) for end in (0, -1))
        first, second = found.columns
        corners = ((high[0], high[1]), (low[0], low[1]))
        detail = RatioSegment(ratio, unit_of(view, ratio), first, across=second, corners=corners)
        yield Draft(
            kind=self.name,
            section="conditions",
            columns=view.columns(ratio.part, ratio.whole, first, second),
            n=view.row_count,
            query=_query(view, ratio, detail),
            worth=7.0 + min(1.0, found.gain),
            detail=detail,
            claim=Claim(
                "t-test of a corner's ratio against the others' over periods, corrected",
                min(1.0, p_value * 2 * len(found.ranked) * pairs),
            ),
            plot=lambda _: _plot(detail, found),
        )


def _crossed(view: View, ratio: Ratio, pair: tuple[str, str], alone: dict[str, pd.Series]) -> _Crossed | None:
    """Two columns' groups together, if one end lies well beyond what either column alone gives."""
    level = f" || '{BETWEEN}' || ".join(f"CAST({quote(name)} AS VARCHAR)" for name in pair)
    cells = cells_by(view, ratio, level)
    whole = cells.whole.sum()
    ranked = cells.groups()
    ranked = ranked[whole[ranked.index] >= MIN_SHARE * whole.sum()]
    single = [alone[name] for name in pair]
    if len(ranked) < len(pair) + 1 or min(map(len, single)) < len(pair):
        return None
    most, least = max(s.iloc[0] for s in single), min(s.iloc[-1] for s in single)
    gains = {
        ranked.index[0]: float(ranked.iloc[0] / most - 1) if most > 0 else 0.0,
        ranked.index[-1]: float(1 - ranked.iloc[-1] / least) if least > 0 else 0.0,
    }
    corner = max(gains, key=lambda name: gains[name])
    return _Crossed(pair, cells, ranked, gains[corner], corner) if gains[corner] >= MIN_GAIN else None


def _query(view: View, ratio: Ratio, detail: RatioSegment) -> str:
    """Both sums in each corner and over all."""
    columns: dict[str, str] = {}
    for i, groups in enumerate(detail.corners, start=1):
        pairs = zip((detail.by or "", detail.across), groups, strict=True)
        where = " AND ".join(f"CAST({quote(name)} AS VARCHAR) = {literal(group)}" for name, group in pairs)
        columns |= {f"{side}_{i}": f"{sql} FILTER ({where})" for side, sql in sums_of(view, ratio).items()}
        columns[f"ratio_{i}"] = quotient(ratio, f"part_{i}", f"whole_{i}")
        columns |= {f"group_{i}_{j}": literal(group) for j, group in enumerate(groups, start=1)}
    columns |= {f"all_{side}": sql for side, sql in sums_of(view, ratio).items()}
    columns["all_ratio"] = quotient(ratio, "all_part", "all_whole")
    return proof_of(columns, where=known(view, ratio))


def _plot(detail: RatioSegment, found: _Crossed) -> Plot:
    named = found.ranked.rename(lambda cell: str(cell).replace(BETWEEN, ", "))
    shown = RatioOf(detail.ratio, detail.unit, f"{detail.by} and {detail.across}")
    return bars_of_ratio(shown, detail.ratio.scale * named, found.corner.replace(BETWEEN, ", "))
