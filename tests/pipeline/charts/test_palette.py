import itertools

import numpy as np
import pytest

from pipeline.charts.palette import (
    ACCENT,
    CONTRAST,
    HIGHLIGHT,
    MUTED,
    SERIES,
    for_points,
    for_series,
    label_on,
    scale,
    with_alpha,
)
from pipeline.colors import ON_DARK, WHISKER, on_dark

LIGHT, DARK = ("#ffffff", "#fcfbf8"), ("#0e1117", "#161a22", "#181715")  # of the page and of exports

# Machado, Oliveira and Fernandes (2009), severity 1.0: what a dichromat sees, in linear RGB
PROTAN = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
DEUTAN = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
TRITAN = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]


def linear(color: str) -> np.ndarray:
    parts = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    dark, light = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (a, b))
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb: np.ndarray) -> np.ndarray:
    to_lms = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
    to_lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
    return np.array(to_lab) @ np.cbrt(np.array(to_lms) @ np.clip(rgb, 0, 1))


@pytest.mark.parametrize("color", [ACCENT, CONTRAST, *SERIES])
@pytest.mark.parametrize("page", ["#ffffff", "#0e1117"])
def test_each_color_stands_out_from_light_and_dark_pages(color, page):
    assert contrast(color, page) >= 3  # WCAG 2.2, 1.4.11


@pytest.mark.parametrize("pages", [LIGHT, DARK])
def test_what_is_highlighted_stands_out_from_the_rest_and_both_from_the_page(pages):
    marked, rest = (on_dark({"c": color})["c"] if pages is DARK else color for color in (HIGHLIGHT, MUTED))
    assert contrast(marked, rest) >= 3  # in luminance alone, as printed in grey
    assert min(contrast(color, page) for color in (marked, rest) for page in pages) >= 3


def test_only_what_depends_on_the_page_changes_on_a_dark_one():
    figure = {"a": [HIGHLIGHT, ACCENT, {"b": MUTED}], "c": WHISKER, "d": [1, None]}
    assert on_dark(figure) == {
        "a": [ON_DARK[HIGHLIGHT], ACCENT, {"b": ON_DARK[MUTED]}],
        "c": ON_DARK[WHISKER],
        "d": [1, None],
    }


@pytest.mark.parametrize("steps", range(1, 12))
def test_labels_on_the_parts_of_a_scale_are_legible_and_its_ends_differ(steps):
    colors = scale(steps)
    assert len(set(colors)) == steps
    assert min(contrast(color, label_on(color)) for color in colors) >= 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize("vision", [np.eye(3), PROTAN, DEUTAN, TRITAN])
def test_colors_that_stand_together_differ_for_everyone(vision):
    for a, b in [*itertools.combinations(SERIES, 2), (ACCENT, CONTRAST)]:
        seen = [oklab(np.array(vision) @ linear(color)) for color in (a, b)]
        assert np.linalg.norm(seen[0] - seen[1]) > 0.13, (a, b)


def test_highlighting_mutes_the_rest():
    assert for_series(["a", "b"], {"b"}) == {"a": MUTED, "b": HIGHLIGHT}
    assert for_series(["a", "b"], set()) == {"a": SERIES[0], "b": SERIES[1]}
    assert for_points([False, True]) == [MUTED, HIGHLIGHT]
    assert for_points([False, False]) == [ACCENT, ACCENT]


def test_with_alpha():
    assert with_alpha("#1F7FBF", 0.5) == "rgba(31,127,191,0.5)"
