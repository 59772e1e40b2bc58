"""What lies over bars: the range of each value, and the labels beyond ranges and lines of reference."""

from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import Trace
from pipeline.charts.layout import HEIGHT, plain
from pipeline.charts.palette import PAGE, WHISKER
from pipeline.story import Plot

Rows = list[dict[str, Any]]

HALO = 1.5  # px around a whisker
AROUND = 96  # px of a chart of standing bars that aren't its bars: names below them, labels and margins
LABEL, AWAY = 16, 3  # px that a label is high, and above its bar


def placed(places: list[Any], values: list[Any], horizontal: bool) -> dict[str, Any]:
    """Places and values of bars as a trace has them."""
    return {"x": values, "y": places} if horizontal else {"x": places, "y": values}


def halo_of_ranges(plot: Plot, rows: Rows, *, horizontal: bool) -> Trace:
    """What the trace of the bars needs so that whiskers are legible on them, whatever their colour."""
    halo = _whiskers(plot, rows, PAGE, HALO)
    return {} if halo is None else {_error(horizontal): halo}


def ranges(plot: Plot, rows: Rows, lengths: list[Any], *, horizontal: bool) -> list[Trace]:
    """The whiskers over the bars, one for each value that has a range."""
    whiskers = _whiskers(plot, rows, WHISKER, 0)
    if whiskers is None:
        return []
    unseen = {"type": "scatter", "mode": "markers", "marker": {"opacity": 0}, "hoverinfo": "skip"}
    return [unseen | placed(list(range(len(rows))), lengths, horizontal) | {_error(horizontal): whiskers}]


def _error(horizontal: bool) -> str:
    return "error_x" if horizontal else "error_y"


def _whiskers(plot: Plot, rows: Rows, color: str, around: float) -> dict[str, Any] | None:
    """From the lower to the upper end of each value's range, stronger by what is ``around`` them, in px."""
    if plot.low is None or plot.high is None:
        return None
    low, middle, high = ([row[column] for row in rows] for column in (plot.low, plot.y, plot.high))
    return {
        "type": "data",
        "symmetric": False,
        "array": plain(_less(b, a) for a, b in zip(middle, high, strict=True)),
        "arrayminus": plain(_less(a, b) for a, b in zip(middle, low, strict=True)),
        "thickness": 1.5 + 2 * around,
        "width": 4 + around,
        "color": color,
    }


def _less(a: Any, b: Any) -> float:
    return 0.0 if text.is_missing(a) or text.is_missing(b) else a - b


def labels_beyond(plot: Plot, rows: Rows, lengths: list[Any], axis: dict[str, Any], *, horizontal: bool) -> Rows:
    """The values beyond the ends of the bars and of their ranges, on the page's colour: a line may pass behind them.

    Above standing bars none stands in a line, which would seem to strike it out: it stands above that.
    """
    said = text.at_bars(plot, [row[plot.y] for row in rows], lying=horizontal)
    ends = [_end(plot, row, length) for row, length in zip(rows, lengths, strict=True)]
    lines = [] if horizontal else [r.value for r in plot.references if not r.on_x and isinstance(r.value, int | float)]
    return [
        _label(label, place, end, _over(lines, end, axis["range"]), horizontal=horizontal)
        for place, (label, end) in enumerate(zip(said, plain(ends), strict=True))
        if end is not None
    ]


def _end(plot: Plot, row: dict[str, Any], length: Any) -> Any:
    """Where a bar ends, or its range if that reaches further."""
    if length is None or plot.low is None or plot.high is None:
        return length
    column, further = (plot.low, min) if length < 0 else (plot.high, max)
    return length if text.is_missing(row[column]) else further(row[column], length)


def _over(lines: list[float], end: float, shown: list[float]) -> float:
    """By how many px a label beyond this end must rise so that no line crosses it."""
    height = (HEIGHT - AROUND) / ((shown[1] - shown[0]) or 1)  # px of one unit
    crossed = [(line - end) * height for line in lines if end >= 0 and -AWAY < (line - end) * height < AWAY + LABEL]
    return max(crossed, default=0.0)


def _label(said: str, place: int, end: float, over: float, *, horizontal: bool) -> dict[str, Any]:
    away = -1 if end < 0 else 1
    if horizontal:
        at = {"x": end, "y": place, "xanchor": "left" if away > 0 else "right", "xshift": 4 * away}
    else:
        at = {"x": place, "y": end, "yanchor": "bottom" if away > 0 else "top", "yshift": round(AWAY * away + over)}
    return {"text": said, **at, "showarrow": False, "bgcolor": PAGE, "borderpad": 0, "captureevents": False}
