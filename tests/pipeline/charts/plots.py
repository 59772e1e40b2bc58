"""Small plots of every kind, for the tests of the charts."""

from typing import Any

import numpy as np
import pandas as pd

from pipeline.story import Finding, Plot

HOSTILE = '<img src=x onerror="alert(1)"> %{x} & <b>Co</b>'


def plot(kind: str, frame: pd.DataFrame, x: str, y: str, **more: Any) -> Plot:
    given = {"title": f"{y} by {x}", "x_label": x, "y_label": y, "alt_text": f"{y} by {x}"} | more
    return Plot(kind=kind, frame=frame, x=x, y=y, **given)


def finding(number: int, shown: Plot | None, headline: str = "") -> Finding:
    return Finding(
        id=f"f{number}",
        kind="trend",
        headline=headline,
        text="",
        columns=(),
        values={},
        n=1,
        sql="SELECT 1",
        score=1.0,
        plot=shown,
    )


def monthly() -> pd.DataFrame:
    months = pd.date_range("2024-01-01", periods=6, freq="MS")
    return pd.DataFrame({"month": months, "sales": [10.0, 12.5, np.nan, 16.0, 19.25, 21.0]})


def by_region(names: str | tuple[str, ...] = ("North", "South")) -> pd.DataFrame:
    frames = [
        monthly().assign(region=name, sales=lambda f, k=k: f["sales"] * k) for k, name in enumerate(names, start=1)
    ]
    return pd.concat(frames, ignore_index=True)


def of_each_kind() -> dict[str, Plot]:
    parts = pd.DataFrame({"part": ["a", "b", HOSTILE, "Other"], "size": [5, 9, 3, 20]})
    ends = parts.assign(low=parts["size"] - 1.0, high=parts["size"] + 2.0)
    points = pd.DataFrame({"price": np.linspace(1, 9, 40), "units": np.linspace(90, 10, 40)})
    bins = pd.DataFrame({"left": [0.0, 10.0, 20.0], "right": [10.0, 20.0, 30.0], "rows": [4, 9, 2]})
    cells = pd.DataFrame({"hour": [8, 9, 8, 9], "day": ["Mon", "Mon", "Tue", "Tue"], "visits": [3, 5, -2, np.nan]})
    ended = by_region((HOSTILE, "South"))
    ended = ended[ended["month"].isin([ended["month"].min(), ended["month"].max()])]
    answers = pd.DataFrame({"item": ["x", "x", "y", "y"], "answer": [1, 2, 1, 2], "share": [20.0, 80.0, 65.0, 35.0]})
    split = points.assign(group=["a", HOSTILE] * 20)
    lines = pd.DataFrame(
        {"price": [1, 9] * 3, "units": [9, 1, 8, 2, 9, 1], "group": ["a", "a", HOSTILE, HOSTILE, "all", "all"]}
    )
    days = pd.DataFrame({"day": pd.date_range("2024-01-01", periods=40), "visits": np.arange(40.0)})
    columns = pd.DataFrame({"value": ["x", HOSTILE, 1.5], "rows": [4, 9, 2], "column": ["a", "a", HOSTILE]})
    so_far = pd.DataFrame({"part": parts["part"], "size": [13.5, 37.8, 45.9, 100.0]})
    return {
        "line": plot("line", by_region(), "month", "sales", series="region", highlight=("North",), y_unit="$"),
        "bar": plot("bar", parts, "part", "size", highlight=("b",)),
        "scatter": plot("scatter", points, "price", "units", fit=points.iloc[[0, -1]], x_unit="$"),
        "histogram": plot("histogram", bins, "left", "rows", x_end="right", x_unit="kg"),
        "pie": plot("pie", parts, "part", "size"),
        "heatmap": plot("heatmap", cells, "hour", "visits", series="day"),
        "interval": plot("interval", ends, "part", "size", low="low", high="high"),
        "dumbbell": plot("dumbbell", ends, "part", "high", low="size", high="high"),
        "multiples": plot("multiples", by_region(("a", "b", HOSTILE)), "month", "sales", series="region"),
        "slope": plot("slope", ended, "month", "sales", series="region"),
        "waterfall": plot("waterfall", parts, "part", "size"),
        "stacked": plot("stacked", answers, "item", "share", series="answer", y_unit="%", is_share=True),
        "split_scatter": plot("split_scatter", split, "price", "units", series="group", fit=lines),
        "pareto": plot("pareto", parts, "part", "size", fit=so_far),
        "strip": plot("strip", parts, "part", "size", highlight=("b",)),
        "calendar": plot("calendar", days, "day", "visits"),
        "distributions": plot("distributions", columns, "value", "rows", series="column"),
    }
