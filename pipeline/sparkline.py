"""The small line beside a key figure, as a drawing for pages and exports."""

from collections.abc import Sequence

WIDTH, HEIGHT = 96, 24  # px
EDGE = 2  # px around the line, so that its end is whole
INK = "#1F7FBF"  # 3:1 on light and dark: an image can't take the page's own colour


def svg(values: Sequence[float]) -> str:
    """A line through the values, evenly spaced from left to right, with a dot at its end.

    Raises ValueError for fewer than two values, through which no line goes.
    """
    if len(values) < 2:
        raise ValueError("a line needs two values")
    low, high = min(values), max(values)
    step, span = (WIDTH - 2 * EDGE) / (len(values) - 1), (high - low) or 1.0
    places = [
        (EDGE + i * step, EDGE + (HEIGHT - 2 * EDGE) * (1 - (value - low) / span)) for i, value in enumerate(values)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    end_x, end_y = places[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<polyline points="{path}" fill="none" stroke="{INK}" stroke-width="1.5" stroke-linejoin="round"/>'
        f'<circle cx="{end_x:.1f}" cy="{end_y:.1f}" r="2" fill="{INK}"/></svg>'
    )


def data_uri(values: Sequence[float]) -> str:
    """The same as the address of an image."""
    drawing = svg(values)
    return "data:image/svg+xml," + "".join(f"%{ord(letter):02x}" if letter in '<>#"%' else letter for letter in drawing)
