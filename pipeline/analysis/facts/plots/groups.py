"""Groups beside each other: at two moments, at their peaks and troughs, under two conditions, alike otherwise."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline import wording
from pipeline.analysis.bars import bars
from pipeline.analysis.facts.target import Target
from pipeline.analysis.naming import label
from pipeline.analysis.sql import Row
from pipeline.story import Plot

MAX_LINES = 8
MAX_ENDS = 10  # groups at each end of a chart that can't show all


def ends_plot(
    target: Target,
    entity: str,
    frame: pd.DataFrame,
    grain: str,
    ends: tuple[pd.Timestamp, pd.Timestamp],
    *,
    averaged: bool = False,
) -> Plot:
    """Of each entity its value in the first and in the last period; columns of ``frame``: level, first and last.

    ``averaged``: over the rows of a period, also of what adds up.
    """
    first, last = (wording.day(moment, grain) for moment in ends)
    said = f"Average {target.name}" if averaged else target.label
    shown = frame.rename(columns={"first": first, "last": last})[["level", first, last]]
    return Plot(
        kind="dumbbell",
        title=f"{said} by {entity}, {first} and {last}",
        frame=shown,
        x="level",
        y=last,
        x_label=entity,
        y_label=said,
        alt_text=f"Dumbbell chart of the {wording.lowered(said)} of each {entity} in {first} and in {last}.",
        low=first,
        high=last,
        y_unit=target.plotted_unit,
    )


def shared_plot(target: Target, by: str, grain: str, slopes: pd.Series, relative: bool) -> Plot:
    """How fast each group's own line goes; ``slopes``: by group, of the logarithm where ``relative``."""
    ranked = slopes.sort_values(ascending=False, kind="stable")
    if len(ranked) > 2 * MAX_ENDS:
        ranked = pd.concat([ranked.head(MAX_ENDS), ranked.tail(MAX_ENDS)])
    paces = 100 * np.expm1(ranked) if relative else target.plotted(ranked)
    label_of = f"Change of {target.name} a {grain}"
    return bars(
        ranked.index,
        paces,
        by=by,
        shown=label_of,
        alt_text=f"Bar chart of the {wording.lowered(label_of)} in each {by}.",
        unit="%" if relative else target.plotted_unit,
        is_share=relative or target.is_share,
        marked=(ranked.index[0], ranked.index[-1]),
        total=len(slopes),
    )


def falls_plot(target: Target, entity: str, size: int, values: Row) -> Plot | None:
    """The peak before and the bottom of each entity's largest fall."""
    known = [i for i in range(1, size + 1) if values.known(f"peak_{i}", f"bottom_{i}")]
    rows = [(label(values[f"level_{i}"]), values.number(f"peak_{i}"), values.number(f"bottom_{i}")) for i in known]
    if not rows:
        return None
    return Plot(
        kind="dumbbell",
        title=f"Largest falls of {target.name}: from the peak before to the bottom",
        frame=pd.DataFrame(rows, columns=["level", "peak before", "bottom"]),
        x="level",
        y="bottom",
        x_label=entity,
        y_label=target.label,
        alt_text=f"Dumbbell chart of the largest falls of {target.name} by {entity}.",
        low="peak before",
        high="bottom",
        y_unit=target.unit,
    )


def mix_plot(by: str, grain: str, shares: pd.DataFrame, told: Sequence[object]) -> Plot:
    """The share of the rows of each value, first period against last; ``shares``: periods by values."""
    kept = [level for level in shares.max().sort_values(ascending=False, kind="stable").index if level not in told]
    levels = [*told, *kept][:MAX_LINES]
    moments = [shares.index[0], shares.index[-1]]
    long = (
        shares.reindex(index=moments, columns=levels)
        .reset_index()
        .melt(id_vars="period", var_name="level", value_name="share")
    )
    long["level"], long["share"] = [label(level) for level in long["level"]], 100 * long["share"].astype(float)
    return Plot(
        kind="slope",
        title=f"Share of the rows by {by}, first {grain} and last",
        frame=long,
        x="period",
        y="share",
        x_label=grain,
        y_label="Share of the rows",
        alt_text=f"Slope chart of the share of the rows of each {by} in the first {grain} and in the last.",
        series="level",
        y_unit="%",
        is_share=True,
        highlight=tuple(label(level) for level in told),
        total=shares.shape[1] * 2,
        counted="values",
    )


def corners_plot(target: Target, names: Sequence[str], cells: pd.DataFrame, marked: Sequence[str]) -> Plot:
    """A cell for each pair of conditions; ``cells``: column, row and value. ``marked``: the highest and the lowest."""
    cells = cells.assign(value=target.plotted(cells["value"]))
    *rows, across = names
    shown = target.label if target.is_share else f"Average {target.name}"
    return Plot(
        kind="heatmap",
        title=f"{shown} by {wording.listing([*rows, across])}",
        frame=cells,
        x="column",
        y="value",
        x_label=across,
        y_label=shown,
        alt_text=f"Heat table of {shown} by {wording.listing([*rows, across])}.",
        series="row",
        y_unit=target.plotted_unit,
        is_share=target.is_share,
        highlight=tuple(marked),
        counted="groups",
    )


def adjusted_plot(target: Target, by: str, values: Row) -> Plot | None:
    """The plain difference of two groups beside the one among rows that are alike."""
    if not values.known("difference", "adjusted"):
        return None
    sizes = target.plotted([values.number("difference"), values.number("adjusted")])
    high, low = label(values["high"]), label(values["low"])
    return bars(
        ["all rows", "rows alike otherwise"],
        sizes,
        by="Compared",
        shown="Difference",
        title=f"Difference in {target.name} between {high} and {low} of {by}",
        alt_text=f"Bar chart of the difference in {target.name} between {high} and {low}, plain and among alike rows.",
        unit=target.plotted_unit,
        is_share=target.is_share,
        marked=["rows alike otherwise"],
    )


def within_plot(target: Target, other: str, entity: str, grain: str, values: Row) -> Plot | None:
    """Three correlations of the same two measures."""
    named = (("overall", "all rows"), ("latest", f"the last {grain}"), ("within", f"within each {entity}"))
    known = [(said, values.number(name)) for name, said in named if values.known(name)]
    if len(known) < 2:
        return None
    names, correlations = zip(*known, strict=True)
    return bars(
        names,
        correlations,
        by="Looked at",
        shown="Correlation",
        title=f"Correlation of {other} with {target.name}",
        alt_text=f"Bar chart of the correlation of {other} with {target.name} over all rows, at last, and within.",
        marked=names[1:2],
    )


def answers_plot(items: Sequence[str], answers: np.ndarray) -> Plot | None:
    """How the answers to each item are shared out; ``answers``: a column an item, NaN where there is none."""
    scale = np.unique(answers[~np.isnan(answers)])
    rows = []
    for place, item in enumerate(items):
        known = answers[~np.isnan(answers[:, place]), place]
        rows += [(item, wording.number(float(step)), 100 * float(np.mean(known == step))) for step in scale]
    return Plot(
        kind="stacked",
        title=f"Answers from {wording.number(float(scale[0]))} to {wording.number(float(scale[-1]))} by item",
        frame=pd.DataFrame(rows, columns=["item", "answer", "share"]),
        x="item",
        y="share",
        x_label="Item",
        y_label="Share of the answers",
        alt_text="Stacked bar chart of the answers to each item, the highest mean first.",
        series="answer",
        y_unit="%",
        is_share=True,
    )
