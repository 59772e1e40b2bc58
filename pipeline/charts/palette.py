"""The colours of all charts: told apart by colour-blind readers and legible on white and on near-black pages."""

ACCENT = "#1F7FBF"  # the data, or the part of it that a finding speaks of
CONTRAST = "#E37100"  # what is laid over the data: a fitted line, a marked point
MUTED = "#8A8F98"  # the rest, where a part is highlighted

# Told apart under protan-, deuter- and tritanopia (distance in OKLab over 0.13 for each pair), each with a contrast of
# at least 3:1 on white and on #0e1117. No sixth colour fits; further series are muted.
SERIES = ("#249DB5", "#E37100", "#3C6996", "#B53C00", "#B230F2")

TRANSPARENT = "rgba(0,0,0,0)"
GRID = "rgba(138,143,152,0.22)"
AXIS = "rgba(138,143,152,0.55)"


def with_alpha(color: str, alpha: float) -> str:
    """``"#1F7FBF", 0.2`` -> ``rgba(31,127,191,0.2)``."""
    red, green, blue = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha:g})"


def for_series(names: list[str], highlighted: set[str]) -> dict[str, str]:
    """A colour for each series: those highlighted in the accent and the rest muted, or each its own."""
    if not highlighted:
        return {name: SERIES[i] if i < len(SERIES) else MUTED for i, name in enumerate(names)}
    accents = iter((ACCENT, *(color for color in SERIES[1:])))
    return {name: next(accents, ACCENT) if name in highlighted else MUTED for name in names}


def for_points(is_highlighted: list[bool]) -> list[str]:
    """A colour for each bar or point: the accent for all where none is highlighted, else the rest is muted."""
    if not any(is_highlighted):
        return [ACCENT] * len(is_highlighted)
    return [ACCENT if marked else MUTED for marked in is_highlighted]
