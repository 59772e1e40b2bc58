"""Plotly figures of an outside service: what could have the reader's browser load something is refused."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

from pydantic import BaseModel, Field, model_validator

DRAWN = (
    "bar barpolar box candlestick carpet cone contour contourcarpet funnel funnelarea heatmap histogram histogram2d "
    "histogram2dcontour icicle image indicator isosurface mesh3d ohlc parcats parcoords pie quiver sankey scatter "
    "scatter3d scattercarpet scattergl scatterpolar scatterpolargl scattersmith scatterternary splom streamtube "
    "sunburst surface table treemap violin volume waterfall"
)
TRACES = frozenset(DRAWN.split())
"""The kinds of traces that Plotly draws by itself; those of maps fetch outlines, tiles and fonts."""

MAPS = re.compile(r"(geo|map|mapbox)\d*")
CHANGING = frozenset({"updatemenus", "sliders"})  # their buttons can put anything anywhere later
EMBEDDED_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*")
DEPTH_MAX = 50


class Figure(BaseModel):
    """A Plotly figure. Plotly loads nothing for it; frames and configuration are left out."""

    data: list[dict[str, Any]] = Field(max_length=1000)
    layout: dict[str, Any] = Field(default={})

    @model_validator(mode="after")
    def loads_nothing(self) -> Self:
        """Refuse what Plotly would load from somewhere, or could be made to load later."""
        for trace in self.data:
            kind = trace.get("type", "scatter")
            if str(kind) not in TRACES:
                raise ValueError(f"a trace of type {str(kind)[:40]!r} can't be shown: it isn't drawn without loading")
        for name, value in _named([self.data, self.layout]):
            _require_own(name, value)
        return self


def _require_own(name: str, value: Any) -> None:
    """Raises ValueError for a part of a figure that is loaded from elsewhere, or that changes the figure later."""
    if MAPS.fullmatch(name) or name == "geojson":
        raise ValueError(f"{name!r} can't be shown: maps are loaded from elsewhere")
    if name in CHANGING:
        raise ValueError(f"{name!r} can't be shown: a chart has to be complete as it is")
    if name == "source" and isinstance(value, str) and not EMBEDDED_IMAGE.fullmatch(value):
        raise ValueError("an image has to be in the figure itself, as data:image/png;base64,...")


def _named(parts: list[Any]) -> Iterator[tuple[str, Any]]:
    """Every value in nested lists and mappings that has a name; in ``images[0].source`` that is the last word."""
    level = parts
    for _ in range(DEPTH_MAX):
        for part in level:
            yield from _names_in(part)
        level = [value for part in level for value in _values(part) if isinstance(value, (Mapping, list))]
        if not level:
            return
    raise ValueError("the figure is nested too deeply")


def _names_in(part: Any) -> Iterator[tuple[str, Any]]:
    return ((_last_word(str(name)), value) for name, value in part.items()) if isinstance(part, Mapping) else iter(())


def _values(part: Any) -> Iterable[Any]:
    return part.values() if isinstance(part, Mapping) else part


def _last_word(name: str) -> str:
    return re.sub(r"\[\d*\]", "", name).rsplit(".", 1)[-1]
