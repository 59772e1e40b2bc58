"""Rows fall on some weekdays, or at some hours, more than on others, where no series of days or hours shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.inference.season import uneven_p
from pipeline.analysis.series.seasons import (
    SEASONS,
    by_part,
    cycles_of_rows,
    plot_of_parts,
    plot_of_week,
    seasons_of_rows,
    sql_part,
)
from pipeline.analysis.sql import one_row
from pipeline.analysis.variables.time_axis import TimeAxis

REGULAR = 0.9  # of the times at which there are rows at all have equally many
MIN_UNEVEN = 0.06  # of the rows that would have to move for all parts to have as many
MOST = 0.7  # of the rows, that the hours hold which are told together
MAX_HOURS = 14  # that are told together: of more the rest is the news, and a night is none
EXPECTED_OF_HOURS = 0.2  # everybody knows that nights are quiet


@dataclass(frozen=True)
class BusyTimesDetail:
    """Which cycle the rows are looked at in."""

    season: str


class BusyTimesDetector(Detector):
    """Rows on each weekday and at each hour against as many on all.

    By :func:`~pipeline.analysis.inference.season.uneven_p`.

    Where a series of days or hours can be had, :class:`SeasonalityDetector` looks at it instead.
    """

    name: ClassVar[str] = "busy_times"
    section: ClassVar[str | None] = "how_much"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        for axis, by in seasons_of_rows(context, unseen=True):
            if context.relates_to_focus(axis.column):
                cycles, steps = cycles_of_rows(context, axis, by.name), len(by.levels)
                inside = (cycles >= 0) & (by.codes >= 0)
                yield from self._test(context, axis.column, by.name, cycles[inside], by.codes[inside], steps)

    def _test(
        self, context: Context, column: str, season: str, cycles: np.ndarray, parts: np.ndarray, steps: int
    ) -> Iterator[Candidate]:
        context.tests.count(self.name)
        shares = np.bincount(parts, minlength=steps) / max(1, len(parts))
        uneven = float(np.abs(shares - 1 / steps).sum() / 2)
        p_value = uneven_p(cycles, parts, steps) if uneven >= MIN_UNEVEN else 1.0
        if p_value > context.tests.CANDIDATE_P:
            return
        yield Candidate(
            kind=self.name,
            columns=(column,),
            n=len(parts),
            effect="share of the rows that would have to move for all to have as many",
            effect_size=uneven,
            strength=min(1.0, 2 * uneven),
            test="chi-squared, and Rayleigh's test of the cycles' waves",
            p_value=p_value,
            unexpectedness=EXPECTED_OF_HOURS if season == "hour" else 0.4,
            detail=BusyTimesDetail(season),
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        season = candidate.detail.season
        if _is_timetable(context, axis, season):
            return None
        counted = _counted(axis, season)
        query = (
            "SELECT arg_max(part, 100 * value - part) AS high_part, max(value) AS high_rows, "
            "arg_min(part, 100 * value + part) AS low_part, min(value) AS low_rows, "
            "max(value) / sum(value) AS high_share, min(value) / sum(value) AS low_share, "
            f"1 / count(*) AS even_share, CAST(sum(value) AS BIGINT) AS rows{_window(context, season, counted)} "
            f"FROM {counted}"
        )
        values = one_row(context.connection, query)
        alt = f"the number of rows by {axis.column}"
        plot = plot_of_week(context, axis) or plot_of_parts(context, season, counted, "Number of rows", alt)
        return Proven(query, values, plot)


def _is_timetable(context: Context, axis: TimeAxis, season: str) -> bool:
    """Whether nearly each day or week has as many rows as all others at the same times: a log, not what happens."""
    cycle, function = SEASONS[season].cycle, SEASONS[season].function
    cells = (
        f"SELECT date_trunc('{cycle}', {axis.expression}) AS cycle, {function}({axis.expression}) AS part, "
        f"count(*) AS n FROM data WHERE {axis.expression} IS NOT NULL GROUP BY 1, 2"
    )
    alike = "(SELECT max(k) FROM (SELECT count(*) AS k FROM cells GROUP BY n) AS sizes)"
    query = f"WITH cells AS ({cells}) SELECT {alike}, count(DISTINCT cycle) * count(DISTINCT part) FROM cells"
    [[most, all_cells]] = context.connection.execute(query).fetchall()
    return bool(most >= REGULAR * all_cells)


def _window(context: Context, season: str, counted: str) -> str:
    """SQL: from when to when of a day most of the rows fall, and their share; nothing where that is most of the day."""
    if season != "hour":
        return ""
    rows = context.connection.execute(f"SELECT value FROM {counted} ORDER BY part").fetchnumpy()["value"]
    found = busiest_hours(np.asarray(rows, dtype=float))
    if found is None:
        return ""
    first, hours = found
    inside = f"(part - {first} + {len(rows)}) % {len(rows)} < {hours}"
    return (
        f", {first} AS window_from, {(first + hours) % len(rows)} AS window_to, "
        f"sum(value) FILTER ({inside}) / sum(value) AS window_share"
    )


def busiest_hours(rows: np.ndarray) -> tuple[int, int] | None:
    """The fewest hours in a row, across midnight too, that hold most of the rows: the first one, and how many.

    None where a day's rows are spread over most of it.
    """
    twice = np.concatenate([[0.0], np.cumsum(np.tile(rows, 2))])
    for hours in range(1, MAX_HOURS + 1):
        held = twice[hours : hours + len(rows)] - twice[: len(rows)]
        if held.max() >= MOST * rows.sum():
            return int(np.argmax(held)), hours
    return None


def _counted(axis: TimeAxis, season: str) -> str:
    """SQL: the number of rows in each part of the cycle, those with none too."""
    first, steps = sql_part(season, 0), SEASONS[season].steps
    return (
        f"(SELECT part, coalesce(value, 0) AS value FROM (SELECT unnest(range({first}, {first + steps})) AS part) AS "
        f"listed LEFT JOIN {by_part(axis, season, 'count(*)')} USING (part)) AS counted"
    )
