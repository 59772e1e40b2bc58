"""Figures of an outside service: whatever Plotly would load from somewhere is refused, whatever it draws is taken."""

import plotly.graph_objects as go
import pytest
from pydantic import ValidationError

from api.figure import TRACES, Figure

LOADING = {"choropleth", "choroplethmap", "densitymap", "scattergeo", "scattermap"}  # by Plotly's reference
FOREIGN = "https://elsewhere.example/x.png"
PIXEL = "data:image/png;base64,iVBORw0KGgo="


def test_every_kind_of_trace_is_taken_but_those_of_maps():
    known = set(go.Figure()._data_validator.class_strs_map)
    assert known - LOADING == TRACES
    for kind in TRACES:
        Figure.model_validate({"data": [{"type": kind, "x": [1], "y": [2]}]})


@pytest.mark.parametrize("kind", [*sorted(LOADING), "scattermapbox", "choroplethmapbox", "", None, 1, ["bar"], "BAR"])
def test_a_trace_that_is_not_known_to_load_nothing_is_refused(kind):
    with pytest.raises(ValidationError):
        Figure.model_validate({"data": [{"type": kind}]})


@pytest.mark.parametrize(
    "figure",
    [
        {"data": [], "layout": {"images": [{"source": FOREIGN}]}},
        {"data": [], "layout": {"images": [{"source": "//elsewhere.example/x.png"}]}},
        {"data": [], "layout": {"images": [{"source": "data:image/svg+xml;base64,PHN2Zy8+"}]}},
        {"data": [], "layout": {"images": [{"source": f"{PIXEL}\n{FOREIGN}"}]}},
        {"data": [], "layout": {"images[0].source": FOREIGN}},
        {"data": [], "layout": {"template": {"layout": {"images": [{"source": FOREIGN}]}}}},
        {"data": [], "layout": {"template": {"layout": {"imagedefaults": {"source": FOREIGN}}}}},
        {"data": [{"type": "image", "source": FOREIGN}]},
        {"data": [{"x": [1], "geojson": FOREIGN}]},
        {"data": [], "layout": {"geo": {"scope": "europe"}}},
        {"data": [], "layout": {"map2": {"style": FOREIGN}}},
        {"data": [], "layout": {"mapbox": {"style": FOREIGN}}},
        {"data": [], "layout": {"updatemenus": [{"buttons": [{"args": ["images[0].source", FOREIGN]}]}]}},
        {"data": [], "layout": {"sliders": [{"steps": [{"args": ["geo.scope", "usa"]}]}]}},
    ],
)
def test_what_would_be_loaded_is_refused(figure):
    with pytest.raises(ValidationError):
        Figure.model_validate(figure)


def test_what_is_in_the_figure_itself_is_taken():
    figure = {
        "data": [
            {"type": "sankey", "link": {"source": [0, 1], "target": [1, 2], "value": [1, 2]}},
            {"type": "bar", "x": [FOREIGN], "y": [1], "customdata": [[FOREIGN]]},
        ],
        "layout": {"images": [{"source": PIXEL}], "title": {"text": FOREIGN}},
    }
    assert Figure.model_validate(figure).model_dump() == figure


def test_frames_and_configuration_are_left_out():
    said = {"data": [], "layout": {}, "frames": [{"layout": {}}], "config": {"topojsonURL": FOREIGN}}
    assert Figure.model_validate(said).model_dump() == {"data": [], "layout": {}}


def test_a_figure_as_deep_as_a_well_is_refused():
    deep: list = []
    for _ in range(200):
        deep = [deep]
    with pytest.raises(ValidationError, match="deeply"):
        Figure.model_validate({"data": [{"x": deep}]})
