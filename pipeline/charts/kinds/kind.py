"""What every kind of chart has: a name, a judgement whether it can draw a plot, and a figure."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from pipeline.story import Plot

Figure = dict[str, Any]
Trace = dict[str, Any]


class ChartKind(ABC):
    """One kind of chart. It draws what the plot holds, in order, and computes no statistics.

    Figures are Plotly's JSON, built as such: plain lists, no template, no colour of text on the page and no background,
    so that the page they stand on gives its own.
    """

    name: ClassVar[str]
    label: ClassVar[str]  # for a reader: "Donut"
    fallback: ClassVar[str | None] = None  # the name of the kind drawn where this one can't
    most: ClassVar[int | None] = None  # rows of a plot that are drawn; None: all

    def can_draw(self, plot: Plot) -> bool:
        """Whether this kind can tell what the plot shows."""
        return not plot.frame.empty

    def drawn(self, plot: Plot) -> int:
        """How many of the plot's rows are drawn."""
        return len(plot.frame) if self.most is None else min(self.most, len(plot.frame))

    def remark(self, plot: Plot) -> str:  # noqa: ARG002 - some kinds look at the plot
        """What a reader has to know of the way it is drawn; empty where that goes without saying."""
        return ""

    @abstractmethod
    def figure(self, plot: Plot) -> Figure:
        """The plot as a Plotly figure: ``{"data": [...], "layout": {...}}``."""
