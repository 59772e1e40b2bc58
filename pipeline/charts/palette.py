"""Which mark of a chart gets which colour."""

from collections.abc import Sequence

from pipeline.colors import ACCENT, CONTRAST, HIGHLIGHT, MUTED, PAGE, SERIES, WHISKER

TRANSPARENT = "rgba(0,0,0,0)"
GRID = "rgba(138,143,152,0.22)"
AXIS = "rgba(138,143,152,0.55)"
INK, PAPER = "#000000", "#FFFFFF"  # of a label that lies on a colour, in both themes

# From one end of a scale over its middle to the other: steps that stay in order when printed in grey or seen by a
# dichromat; they carry their own labels and are the same on light and dark pages.
SCALE_ENDS = ("#8A4100", "#F1E9DD", "#0B4C86")


def with_alpha(color: str, alpha: float) -> str:
    """``"#1F7FBF", 0.2`` -> ``rgba(31,127,191,0.2)``."""
    red, green, blue = _parts(color)
    return f"rgba({red},{green},{blue},{alpha:g})"


def for_series(names: list[str], highlighted: set[str]) -> dict[str, str]:
    """A colour for each series: those highlighted stand out and the rest is muted, or each has its own."""
    if not highlighted:
        return {name: SERIES[i] if i < len(SERIES) else MUTED for i, name in enumerate(names)}
    return {name: HIGHLIGHT if name in highlighted else MUTED for name in names}


def for_points(is_highlighted: Sequence[bool]) -> list[str]:
    """A colour for each bar or point: the accent for all where none is highlighted, else the rest is muted."""
    if not any(is_highlighted):
        return [ACCENT] * len(is_highlighted)
    return [HIGHLIGHT if marked else MUTED for marked in is_highlighted]


def scale(steps: int) -> list[str]:
    """Colours for the answers on a scale, from its lowest to its highest."""
    if steps == 1:
        return [SCALE_ENDS[-1]]
    return [_between(place / (steps - 1)) for place in range(steps)]


def label_on(color: str) -> str:
    """The colour, dark or light, in which a label is legible on a colour: at least 4.5:1."""
    return INK if contrast(INK, color) >= contrast(PAPER, color) else PAPER


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _between(part: float) -> str:
    low, middle, high = SCALE_ENDS
    start, end, along = (low, middle, 2 * part) if part <= 0.5 else (middle, high, 2 * part - 1)
    mixed = (round(a + (b - a) * along) for a, b in zip(_parts(start), _parts(end), strict=True))
    return "#" + "".join(f"{value:02X}" for value in mixed)


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (p / 255 for p in _parts(color))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


__all__ = ["ACCENT", "AXIS", "CONTRAST", "GRID", "HIGHLIGHT", "MUTED", "PAGE", "SERIES", "TRANSPARENT", "WHISKER"]
