"""Small plots of every kind, for the tests of the charts."""

from typing import Any

import numpy as np
import pandas as pd

from pipeline.story import Finding, Plot

HOSTILE = '<img src=x onerror="alert(1)"> %{x} & <b>Co</b>'


def plot(kind: str, frame: pd.DataFrame, x: str, y: str, **more: Any) -> Plot:
    given = {"title": f"{y} by {x}", "x_label": x, "y_label": y, "alt_text": f"{y} by {x}"} | more
    return Plot(kind=kind, frame=frame, x=x, y=y, **given)


def finding(number: int, shown: Plot | None) -> Finding:
    return Finding(
        id=f"f{number}",
        kind="trend",
        headline="",
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


def by_region() -> pd.DataFrame:
    frames = [
        monthly().assign(region=name, sales=lambda f, k=k: f["sales"] * k)
        for k, name in enumerate(["North", "South"], 1)
    ]
    return pd.concat(frames, ignore_index=True)


def of_each_kind() -> dict[str, Plot]:
    parts = pd.DataFrame({"part": ["a", "b", HOSTILE, "Other"], "size": [5, 9, 3, 20]})
    ends = parts.assign(low=parts["size"] - 1.0, high=parts["size"] + 2.0)
    points = pd.DataFrame({"price": np.linspace(1, 9, 40), "units": np.linspace(90, 10, 40)})
    bins = pd.DataFrame({"left": [0.0, 10.0, 20.0], "right": [10.0, 20.0, 30.0], "rows": [4, 9, 2]})
    cells = pd.DataFrame({"hour": [8, 9, 8, 9], "day": ["Mon", "Mon", "Tue", "Tue"], "visits": [3, 5, -2, np.nan]})
    return {
        "line": plot("line", by_region(), "month", "sales", series="region", highlight=("North",), y_unit="$"),
        "bar": plot("bar", parts, "part", "size", highlight=("b",)),
        "scatter": plot("scatter", points, "price", "units", fit=points.iloc[[0, -1]], x_unit="$"),
        "histogram": plot("histogram", bins, "left", "rows", x_end="right", x_unit="kg"),
        "pie": plot("pie", parts, "part", "size"),
        "heatmap": plot("heatmap", cells, "hour", "visits", series="day"),
        "interval": plot("interval", ends, "part", "size", low="low", high="high"),
    }
