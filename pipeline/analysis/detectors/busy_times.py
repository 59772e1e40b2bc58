"""Rows fall on some weekdays, or at some hours, more than on others, where no series of days or hours shows it."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from pipeline import wording
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.season_test import uneven_p
from pipeline.analysis.seasons import (
    OF_ROWS,
    PREPOSITION,
    SEASONS,
    cycles_of_rows,
    moments_axis,
    name_of_part,
    parts_of_rows,
    without_series,
)
from pipeline.analysis.sql import one_row
from pipeline.analysis.time_axis import TimeAxis
from pipeline.story import Plot

REGULAR = 0.9  # of the times at which there are rows at all have equally many
LEAST_UNEVEN = 0.06  # of the rows that would have to move for all parts to have as many


class BusyTimesDetector(Detector):
    """Rows on each weekday and at each hour against as many on all, by :func:`~pipeline.analysis.season_test.uneven_p`.

    Where a series of days or hours can be had, :class:`SeasonalityDetector` looks at it instead.
    """

    kind: ClassVar[str] = "busy_times"
    label: ClassVar[str] = "Busy weekdays or hours"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        axis = moments_axis(context)
        if axis is None or not context.relates_to_focus(axis.column):
            return
        for season in OF_ROWS:
            by = parts_of_rows(context, axis, season) if without_series(axis, season) else None
            if by is not None:
                cycles, steps = cycles_of_rows(context, axis, season), SEASONS[season][2]
                inside = (cycles >= 0) & (by.codes >= 0)
                yield from self._test(context, axis.column, season, cycles[inside], by.codes[inside], steps)

    def _test(
        self, context: Context, column: str, season: str, cycles: np.ndarray, parts: np.ndarray, steps: int
    ) -> Iterator[Candidate]:
        if _is_timetable(cycles, parts, steps):
            return
        context.tests.count(self.kind)
        shares = np.bincount(parts, minlength=steps) / max(1, len(parts))
        uneven = float(np.abs(shares - 1 / steps).sum() / 2)
        p_value = uneven_p(cycles, parts, steps) if uneven >= LEAST_UNEVEN else 1.0
        if p_value > context.tests.CANDIDATE_P:
            return
        yield Candidate(
            kind=self.kind,
            columns=(column,),
            n=len(parts),
            effect="share of the rows that would have to move for all to have as many",
            effect_size=uneven,
            strength=min(1.0, 2 * uneven),
            test="chi-squared, and Rayleigh's test of the cycles' waves",
            p_value=p_value,
            unexpectedness=0.4,
            detail={"season": season},
        )

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        axis = context.time_axis
        assert axis is not None
        season = candidate.detail["season"]
        counted = _counted(axis, season)
        query = (
            "SELECT arg_max(part, 100 * rows - part) AS high_part, max(rows) AS high_rows, "
            "arg_min(part, 100 * rows + part) AS low_part, min(rows) AS low_rows, "
            "max(rows) / sum(rows) AS high_share, min(rows) / sum(rows) AS low_share, "
            f"1 / count(*) AS even_share, CAST(sum(rows) AS BIGINT) AS rows FROM {counted}"
        )
        values = one_row(context.connection, query)
        name, where = wording.name(axis.column), PREPOSITION[season]
        most, least = (wording.name(name_of_part(season, values.size(f"{end}_part"))) for end in ("high", "low"))
        upper, lower, even = (wording.percent(values.number(f"{part}_share")) for part in ("high", "low", "even"))
        headline = f"{name} is most often {where} {most} and least often {where} {least}"
        text = (
            f"{name} is {where} {most} in {upper} of the rows ({wording.count(values.size('high_rows'), 'row')}) and "
            f"{where} {least} in {lower} ({wording.count(values.size('low_rows'), 'row')}); if all were alike, each "
            f"would have {even}."
        )
        return Proven(query, values, headline, text, _plot(context, axis.column, season, counted))


def _is_timetable(cycles: np.ndarray, parts: np.ndarray, steps: int) -> bool:
    """Whether nearly each day or week has as many rows as all others at the same times: a log, not what happens."""
    _, place = np.unique(cycles, return_inverse=True)
    cells = np.bincount(place * steps + parts, minlength=(int(place.max(initial=0)) + 1) * steps).reshape(-1, steps)
    used = cells[:, cells.any(axis=0)]
    sizes, counts = np.unique(used, return_counts=True)
    return bool(len(sizes)) and sizes[counts.argmax()] > 0 and counts.max() >= REGULAR * used.size


def _counted(axis: TimeAxis, season: str) -> str:
    """SQL: the number of rows in each part of the cycle, those with none too."""
    _, function, steps, _ = SEASONS[season]
    first = 0 if season == "hour" else 1
    moments = f"SELECT {function}({axis.expression}) AS part FROM data WHERE {axis.expression} IS NOT NULL"
    return (
        f"(SELECT part, count(moments.part) AS rows FROM (SELECT unnest(range({first}, {first + steps})) AS part) "
        f"AS parts LEFT JOIN ({moments}) AS moments USING (part) GROUP BY part) AS counted"
    )


def _plot(context: Context, column: str, season: str, counted: str) -> Plot:
    frame = context.connection.execute(f"SELECT part, rows FROM {counted} ORDER BY part").df()
    frame["part"] = [name_of_part(season, int(part)) for part in frame["part"]]
    return Plot(
        kind="bar",
        title=f"Rows by {season} of {column}",
        frame=frame,
        x="part",
        y="rows",
        x_label=season.capitalize(),
        y_label="Number of rows",
        alt_text=f"Bar chart of the number of rows for each {season} of {column}.",
    )
