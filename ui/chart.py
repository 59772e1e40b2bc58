"""One chart of a story, drawn by Plotly in the reader's theme: at once, or as soon as it is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st

from pipeline.colors import ON_DARK, PAGE, on_dark
from ui import asked_for, boundary, folded_table
from ui.typeset import escape

Chart = Mapping[str, Any]

CONFIG: Mapping[str, Any] = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
    "toImageButtonOptions": {"format": "png", "scale": 2},
}
MODEBAR = {"bgcolor": "rgba(0,0,0,0)", "color": "#8A8F98", "activecolor": "#1F7FBF"}  # 3:1 on both backgrounds
MODEBAR_HEIGHT = 36  # px that its buttons need above all else; on touch screens they are always there
HEIGHT = 380  # px of a figure that doesn't say its own


def reserve(charts: Iterable[Chart]) -> None:
    """Keep the room of charts that aren't drawn yet, so that nothing moves when they come; name the page's colour."""
    rules = [f".st-key-place-{chart['chartId']} {{ min-height: {height_of(chart)}px; }}" for chart in charts]
    is_dark = st.context.theme.type == "dark"
    page = ON_DARK[PAGE] if is_dark else PAGE
    st.html(f"<style>:root {{ --ds-page: {page}; }} {' '.join(rules)} {on_paper() if is_dark else ''}</style>")


def on_paper() -> str:
    """What gives marks of a dark page the colours of paper in print, as CSS: Plotly has written them into each mark."""
    rules = (
        f'.js-plotly-plot [style*="{part}: rgb{tuple(bytes.fromhex(dark[1:]))}"] {{ {part}: {light} !important; }}'
        for light, dark in ON_DARK.items()
        for part in ("fill", "stroke")
    )
    return f"@media print {{ {' '.join(rules)} }}"


def show(chart: Chart, *, captioned: bool = True) -> None:
    """Show a chart with what it says above it, its data behind a button; screen readers hear its values.

    ``captioned``: else its caption stands there already.
    """
    with _around(chart, caption(chart) if captioned else ""):
        _draw(chart)


def show_later(story_id: str, chart: Chart, *, titled: bool = True) -> None:
    """Show a chart as soon as it is asked for: by the page's script, when it comes near, or by its button.

    What stands above and below it is there from the first, so that nothing moves under a reader's click.
    """
    with _around(chart, caption(chart, titled=titled)):
        st.fragment(_draw_later)(story_id, chart)


@contextmanager
def _around(chart: Chart, above: str) -> Iterator[None]:
    """The room that a chart takes, between what it says and its data."""
    if above:
        st.html(above)
    with st.container(key=f"place-{chart['chartId']}"):
        yield
    if below := beside(chart):
        st.html(below)


def _draw_later(story_id: str, chart: Chart) -> None:
    drawn = asked_for.parts(story_id)
    name = chart["chartId"]
    if name in drawn:
        _draw(chart)
    else:  # a callback and no rerun from within, which would overtake what the reader clicks meanwhile
        st.button("Show the chart", key=f"draw-{name}", icon=":material/bar_chart:", on_click=drawn.add, args=(name,))


def _draw(chart: Chart) -> None:
    with boundary.error_boundary("chart"):  # a figure that an outside service made may be one that Plotly refuses
        st.plotly_chart(
            figure_of(chart, is_dark=st.context.theme.type == "dark"),
            width="stretch",
            theme="streamlit",
            config={**CONFIG, "toImageButtonOptions": {**CONFIG["toImageButtonOptions"], "filename": chart["chartId"]}},
            alt=chart["altText"],
            key=f"chart-{chart['chartId']}",
        )


def caption(chart: Chart, *, titled: bool = True) -> str:
    """The chart's title where it is wanted, and below it what is drawn, as HTML."""
    title = f'<p class="ds-chart-title">{escape(chart["title"])}</p>' if titled else ""
    subtitle = f'<p class="ds-chart-subtitle">{escape(chart["subtitle"])}</p>' if chart.get("subtitle") else ""
    return title + subtitle


def beside(chart: Chart) -> str:
    """How many of the rows are drawn, and the data as a table that a button opens, as HTML."""
    note = f'<p class="ds-chart-note">{escape(chart["note"])}</p>' if chart.get("note") else ""
    table = chart.get("table")
    return note + (_data(table) if table else "")


def _data(table: Mapping[str, Any]) -> str:
    opened = folded_table.text_table([table["columns"], *table["rows"]], kind="ds-chart-rows")
    return f'<details class="ds-chart-data"><summary>Show the data</summary>{opened}</details>'


def height_of(chart: Chart) -> int:
    """Pixels that a chart takes; figures may come from outside."""
    layout = chart["figure"].get("layout", {})
    height = layout.get("height")
    own = int(height) if isinstance(height, int | float) and 0 < height < 5000 else HEIGHT
    return own + (MODEBAR_HEIGHT if _has_words_above(layout) else 0)


def figure_of(chart: Chart, *, is_dark: bool = False) -> dict[str, Any]:
    """The chart's figure with room for the buttons, which take the page's background, in the colours of the page."""
    figure = on_dark(chart["figure"]) if is_dark else chart["figure"]
    layout = dict(figure.get("layout", {}))
    margin = dict(layout.get("margin", {}))
    above = margin.get("t", 0)
    margin["t"] = above + MODEBAR_HEIGHT if _has_words_above(layout) else max(above, MODEBAR_HEIGHT)
    return {**figure, "layout": {**layout, "margin": margin, "modebar": MODEBAR, "height": height_of(chart)}}


def _has_words_above(layout: Mapping[str, Any]) -> bool:
    """Whether something is written between the data and the chart's upper edge, where the buttons would lie on it."""
    if layout.get("xaxis", {}).get("side") == "top":
        return True
    notes = layout.get("annotations", ())
    return any(note.get("yref") == "paper" and note.get("yanchor") == "bottom" and note.get("y") == 1 for note in notes)
