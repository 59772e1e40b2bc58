"""Which bars a chart sets apart: those that its headline names."""

import re
from dataclasses import replace

from pipeline.charts.layout import items
from pipeline.story import Plot

KINDS = frozenset({"bar", "interval"})
MOST = 40  # names that are looked for


def with_named(plot: Plot, headline: str) -> Plot:
    """The plot with all names set apart that the headline says, not the first alone; none where it says them all.

    Of a plot in which nothing may be set apart nothing is.
    """
    if plot.kind not in KINDS or plot.series is not None or not plot.highlight:
        return plot
    names = [str(name) for name in dict.fromkeys(items(plot.frame, plot.x))]
    said = _said(names, headline) if len(names) <= MOST else set()
    if not said:
        return plot
    marked = said | {str(name) for name in plot.highlight}
    return replace(plot, highlight=() if marked >= set(names) else tuple(name for name in names if name in marked))


def _said(names: list[str], headline: str) -> set[str]:
    """The names that stand in a text as words of their own; of two that begin alike the longer one."""
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name.strip())
    whole = rf"(?<![\w.,−-])(?:{longest_first})(?![\w%]|[.,]\d|-\w)"
    return set(re.findall(whole, headline))
