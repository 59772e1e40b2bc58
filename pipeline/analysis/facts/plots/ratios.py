"""Ratios of sums: bars of groups, and lines over time."""

import pandas as pd

from pipeline.analysis.bars import bars
from pipeline.analysis.facts.ratio_cells import RatioOf
from pipeline.analysis.naming import label
from pipeline.analysis.subject.ratios import RatioForm
from pipeline.story import Plot

MAX_BARS = 20
MAX_LINES = 8


def called(detail: RatioOf) -> str:
    """``conversions as a share of clicks``, ``spend per conversions``."""
    ratio = detail.ratio
    match ratio.form:
        case RatioForm.SHARE:
            return f"{ratio.part} as a share of {ratio.whole}"
        case RatioForm.PER_HEAD:
            return f"{ratio.part} per 100,000 of {ratio.whole}"
        case RatioForm.TIMES:
            return f"{ratio.part} for one of {ratio.whole}"
        case _:
            return f"{ratio.part} for each of {ratio.whole}"


def _drawn(detail: RatioOf, values: pd.Series) -> pd.Series:
    return 100 * values if detail.ratio.form is RatioForm.SHARE else values


def _unit(detail: RatioOf) -> str | None:
    return "%" if detail.ratio.form is RatioForm.SHARE else detail.unit


def bars_of_ratio(detail: RatioOf, ranked: pd.Series, highlight: object) -> Plot:
    """One bar a group, the highest first."""
    name = called(detail)
    drawn = _drawn(detail, ranked)
    return bars(
        drawn.index[:MAX_BARS],
        drawn.iloc[:MAX_BARS],
        by=detail.by or "",
        shown=name,
        alt_text=f"Bar chart of {name} for each {detail.by}.",
        unit=_unit(detail),
        is_share=detail.ratio.form is RatioForm.SHARE,
        marked=() if highlight is None else (highlight,),
        total=len(drawn),
    )


def lines_of_ratio(detail: RatioOf, lines: pd.DataFrame, highlight: object, x_label: str) -> Plot:
    """One line a group over time; columns of ``lines``: the groups."""
    name = called(detail)
    several = lines.shape[1] > 1
    long = lines.reset_index(names="period").melt(id_vars="period", var_name="level", value_name="value").dropna()
    long["level"] = [label(level) for level in long["level"]]
    long["value"] = _drawn(detail, long["value"].astype(float))
    return Plot(
        kind="multiples" if lines.shape[1] > MAX_LINES else "line",
        title=f"{name} over time",
        frame=long if several else long[["period", "value"]],
        x="period",
        y="value",
        x_label=x_label,
        y_label=name,
        alt_text=f"Line chart of {name} over time.",
        series="level" if several else None,
        y_unit=_unit(detail),
        is_share=detail.ratio.form is RatioForm.SHARE,
        highlight=() if highlight is None else (label(highlight),),
    )
