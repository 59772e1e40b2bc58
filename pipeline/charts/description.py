"""What a chart shows in words, for those who hear it: what is drawn, and its main values."""

from collections.abc import Sequence
from typing import Any

from pipeline import wording
from pipeline.charts import text
from pipeline.charts.kinds.scatter import marked_points, words_of
from pipeline.charts.layout import items
from pipeline.story import Plot, Reference

MAX_VALUES = 8  # that a listener can follow
MAX_SERIES = 8


def description(plot: Plot, note: str) -> str:
    """The plot's own words, then the values: all of a few, else the first and last, the highest and the lowest."""
    lines = wording.listing([_reference(plot, line) for line in plot.references])
    said = [plot.alt_text.rstrip("."), _values(plot), f"Lines for comparison: {lines}" if lines else "", note]
    return (
        ". ".join(part.replace("from ", "From ", 1) if part.startswith("from ") else part for part in said if part)
        + "."
    )


def _values(plot: Plot) -> str:
    if plot.kind in {"scatter", "split_scatter"}:
        return _spans(plot)
    if plot.kind == "dumbbell" and plot.low is not None and plot.high is not None:
        return _between(plot, plot.low, plot.high)
    if plot.series is None:
        return _course(plot, items(plot.frame, plot.x), items(plot.frame, plot.y))
    return _of_each(plot, plot.series)


def _of_each(plot: Plot, series: str) -> str:
    """The course of each series, those that are spoken of first."""
    lines: dict[Any, list[tuple[Any, Any]]] = {}
    rows = (items(plot.frame, column) for column in (series, plot.x, plot.y))
    for name, x, y in zip(*rows, strict=True):
        lines.setdefault(name, []).append((x, y))
    wanted = {str(item) for item in plot.highlight}
    ordered = sorted(lines, key=lambda name: str(name) not in wanted)[:MAX_SERIES]
    parts = []
    for name in ordered:
        xs, ys = map(list, zip(*lines[name], strict=True))
        if plot.x_end is None and text.is_temporal(xs):
            xs, ys = [xs[0], xs[-1]], [ys[0], ys[-1]]
        parts.append(f"{text.written(name)}: {_course(plot, xs, ys)}")
    more = f"; and {len(lines) - len(ordered)} more" if len(lines) > len(ordered) else ""
    return "; ".join(parts) + more


def _course(plot: Plot, xs: Sequence[Any], ys: Sequence[Any]) -> str:
    known = [place for place, y in enumerate(ys) if not text.is_missing(y)]
    if not known:
        return ""
    names = _Names(plot, xs)
    if len(known) <= MAX_VALUES:
        return _listed(plot, names, ys, known)
    highest, lowest = max(known, key=lambda i: ys[i]), min(known, key=lambda i: ys[i])
    if plot.kind == "line" or text.is_temporal(xs) or text.is_numeric(xs):
        at = (known[0], known[-1], highest, lowest)
        first, last, top, bottom = (
            f"{size} at {names[i]}" for i, size in zip(at, text.written_y(plot, [ys[i] for i in at]), strict=True)
        )
        return f"from {first} to {last}, highest {top}, lowest {bottom}"
    largest = sorted(known, key=lambda i: -ys[i])[: MAX_VALUES - 1]
    return f"{_listed(plot, names, ys, largest)}; lowest of {len(known):,}: {_listed(plot, names, ys, [lowest])}"


def _listed(plot: Plot, names: "_Names", ys: Sequence[Any], at: Sequence[int]) -> str:
    """Names with their values, which are as fine as the chart's labels."""
    sizes = text.written_y(plot, ys, items(plot.frame, plot.y) if plot.kind == "heatmap" else ())
    return wording.listing([f"{names[i]} {sizes[i]}" for i in at])


def _between(plot: Plot, low: str, high: str) -> str:
    """Of each name its two values."""
    names = _Names(plot, items(plot.frame, plot.x))
    ends = [text.written_y(plot, items(plot.frame, column)) for column in (low, high)]
    told = [f"{names[i]} {start} to {end}" for i, (start, end) in enumerate(zip(*ends, strict=True))]
    more = f"; and {len(told) - MAX_VALUES} more" if len(told) > MAX_VALUES else ""
    return f"{low} to {high}: {wording.listing(told[:MAX_VALUES])}{more}"


class _Names:
    """The names along a plot, each written when it is asked for: there may be thousands."""

    def __init__(self, plot: Plot, xs: Sequence[Any]) -> None:
        self.xs, self.write = xs, text.writer_of_x(plot, xs)

    def __getitem__(self, place: int) -> str:
        return self.write(self.xs[place])


def _spans(plot: Plot) -> str:
    """Of many points from where to where they lie."""
    said = []
    for column, label, unit in ((plot.x, plot.x_label, plot.x_unit), (plot.y, plot.y_label, plot.y_unit)):
        known = text.known(items(plot.frame, column))
        if known and text.is_numeric(known):
            said.append(f"{label} from {text.written(min(known), unit)} to {text.written(max(known), unit)}")
    marked = [f"{up} at {across}" for up, across in (words_of(plot, x, y) for x, y in marked_points(plot))]
    told = f"; marked: {wording.listing(marked)}" if marked else ""
    return f"{wording.count(len(plot.frame), 'point')}: {wording.listing(said)}{told}" if said else ""


def _reference(plot: Plot, line: Reference) -> str:
    if not isinstance(line.value, int | float) or text.says_value(line.label):
        return line.label
    return f"{line.label} {text.written_line(plot, line)}"
