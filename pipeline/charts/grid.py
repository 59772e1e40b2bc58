"""Small charts beside and below each other, two in a row as a phone needs it."""

from typing import Any

from pipeline.charts.palette import AXIS

COLUMNS = 2
ROW_HEIGHT = 200  # px
BELOW = 52  # px for the marks of the x axis, on two lines
TITLE = 42  # px above each small chart
GAP = 0.2  # of the width, between the columns

Axis = dict[str, Any]


def axes_of(place: int, panels: int) -> tuple[str, str, dict[str, Axis]]:
    """The names of a small chart's axes as traces use them, and their entries in the layout."""
    rows = -(-panels // COLUMNS)
    row, column = divmod(place, COLUMNS)
    height = 1 / rows
    title = TITLE / (ROW_HEIGHT * rows)
    width = (1 - GAP) / COLUMNS
    number = "" if place == 0 else str(place + 1)
    top = 1 - row * height
    x = {"domain": [column * (width + GAP), column * (width + GAP) + width], "anchor": f"y{number}"}
    y = {"domain": [max(0.0, top - height + BELOW / (ROW_HEIGHT * rows)), top - title], "anchor": f"x{number}"}
    plain = {"showgrid": False, "zeroline": False, "ticks": "", "linecolor": AXIS, "title": {"text": ""}}
    return f"x{number}", f"y{number}", {f"xaxis{number}": plain | x, f"yaxis{number}": plain | y}


def title_of(place: int, panels: int, said: str) -> dict[str, Any]:
    """The title of a small chart as an annotation above it."""
    rows = -(-panels // COLUMNS)
    row, column = divmod(place, COLUMNS)
    return {
        "text": said,
        "x": column * ((1 - GAP) / COLUMNS + GAP),
        "xref": "paper",
        "xanchor": "left",
        "y": 1 - row / rows,
        "yref": "paper",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
    }


def height_of(panels: int) -> int:
    """The height of all, in px."""
    return ROW_HEIGHT * -(-panels // COLUMNS) + 30
