"""The theme: readable in both modes, and nothing asked of anybody else."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
AA = 4.5  # WCAG 2.2, contrast of text


def luminance(color: str) -> float:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("surface", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("name", ["textColor", "linkColor", "redColor", "orangeColor", "greenColor", "grayColor"])
def test_text_reads_on_every_surface(mode, surface, name):
    theme = CONFIG["theme"][mode]
    assert contrast(theme[name], theme[surface]) >= AA


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_white_reads_on_the_primary_button(mode):
    assert contrast("#ffffff", CONFIG["theme"][mode]["primaryColor"]) >= AA


def test_nothing_leaves_the_machine():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    looks = (ROOT / ".streamlit" / "config.toml").read_text() + (ROOT / "ui" / "style.css").read_text()
    assert not re.search(r"https?://|@import|url\(", looks)


def test_a_user_sees_neither_tracebacks_nor_a_developers_toolbar():
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["toolbarMode"] == "minimal"
