"""Labels at single points of a line: when, and how much."""

import math
import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Any

from pipeline.charts import text
from pipeline.charts.kinds.kind import Trace
from pipeline.story import Plot

BEHIND_LINE = "middle right"
RIGHT, PX_OF_LETTER = 24, 7  # px of the margin, and for each letter behind the line
MAX_LABELS = 6
NEAR_AN_END = 0.18  # of the width: the label turns to the inside
SHORT_MONTHS = 3  # letters
NEAR, FAR = 0.2, 0.8  # of the width: how far labels of one height must be apart on a phone, without and with a date
LEVEL = 0.09  # of the height
BESIDE_AXIS = 0.1  # of the width: a label may reach over the marks of the axis
LETTER = 0.026  # of the width of a phone's chart
AWAY = 12  # px: an unseen mark keeps the label off the line


def point_labels(
    plot: Plot, raw: Sequence[Any], xs: Sequence[Any], ys: Sequence[Any], at: list[int], *, from_zero: bool = False
) -> list[Trace]:
    """A trace of texts for the points at these places, above a peak and below a trough.

    ``from_zero``: so begins their axis, which brings them nearer to each other.
    """
    known = _apart([place for place in at if ys[place] is not None][:MAX_LABELS], ys, from_zero=from_zero)
    if not known:
        return []
    says_when = len(known) < len(ys) and not text.is_numeric(raw)  # else the axis tells which is which
    names = dict(zip(known, text.written_x(plot, [raw[i] for i in known], raw), strict=True))
    said = [
        _said(
            names[i], size, at=i, ys=ys, says_when=says_when and is_whole and i > 0
        )  # the axis names its first moment
        for (i, is_whole), size in zip(known.items(), text.bare_y(plot, [ys[i] for i in known]), strict=True)
    ]
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "marker": {"size": AWAY, "opacity": 0},
            "x": [xs[place] for place in known],
            "y": [ys[place] for place in known],
            "text": said,
            "textposition": [_position(ys, place, label) for place, label in zip(known, said, strict=True)],
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
    ]


def room_for(labels: list[Trace]) -> int:
    """The margin, in px, at the right of a line: more where a label stands behind its last point."""
    texts = [
        said
        for trace in labels
        for said, side in zip(trace["text"], trace["textposition"], strict=True)
        if side == BEHIND_LINE
    ]
    return RIGHT if not texts else RIGHT + PX_OF_LETTER * max(map(_letters, texts))


def _apart(at: list[int], ys: Sequence[Any], *, from_zero: bool) -> dict[int, bool]:
    """The places that get a label, and whether it also says when: none where it would lie on another's."""
    present = [y for y in ys if y is not None]
    height = (max(present) - min([*present, 0] if from_zero else present)) or 1
    mean = sum(present) / len(present)
    kept: dict[int, bool] = {}
    for place in _most_wanted_first(at, ys, mean):
        level = [o for o in at if o != place and _is_level(ys, place, o, height, flat=from_zero)]
        if _nearest(place, kept.keys() & set(level)) > NEAR * len(ys):
            kept[place] = _nearest(place, level) > FAR * len(ys)
    return dict(sorted(kept.items()))


def _nearest(place: int, others: Iterable[int]) -> float:
    return min((abs(other - place) for other in others), default=math.inf)


def _most_wanted_first(at: list[int], ys: Sequence[Any], mean: float) -> list[int]:
    """Both ends of the line, which a change is told by, then what lies farthest from the mean."""
    return sorted(at, key=lambda i: (0 < i < len(ys) - 1, -abs(ys[i] - mean)))


def _is_level(ys: Sequence[Any], place: int, other: int, height: float, *, flat: bool) -> bool:
    """Whether labels at two places would lie at one height; of a ``flat`` line wherever they turn."""
    return abs(ys[place] - ys[other]) < LEVEL * height and (flat or _side(ys, place) == _side(ys, other))


def _said(name: str, size: str, *, at: int, ys: Sequence[Any], says_when: bool) -> str:
    """The value, and its moment where that label has room on one side of the line."""
    bare, dated = f"<b>{size}</b>", f"{text.escape(_short(name))}: <b>{size}</b>"
    return dated if says_when and not all(_crossed(ys, at, dated)) else bare


def _short(name: str) -> str:
    """``March 2020`` -> ``Mar 2020``."""
    return " ".join(word[:SHORT_MONTHS] if word.isalpha() else word for word in name.split())


def _position(ys: Sequence[Any], place: int, label: str) -> str:
    """Where the line crosses the label least: above or below, and turned to which side."""
    turn = _turn(ys, place, _width(label))
    above, below = _crossed(ys, place, label)
    if place == len(ys) - 1 and min(_crossed(ys, place, label, further=1)) > 0:
        return BEHIND_LINE
    if turn == "center" or above == below:
        return f"{_side(ys, place)} {turn}"
    return f"{'top' if above < below else 'bottom'} {turn}"


def _crossed(ys: Sequence[Any], place: int, label: str, further: int = 0) -> tuple[int, int]:
    """How many points would lie over the label above its own point, and how many below it."""
    over = round(_width(label) * len(ys)) + further  # points that the label covers
    before = {"left": over, "center": over // 2}.get(_turn(ys, place, _width(label)), 0)
    covered = [y for y in ys[max(0, place - before) : place + over - before + 1] if y is not None]
    return sum(y > ys[place] for y in covered), sum(y < ys[place] for y in covered)


def _width(label: str) -> float:
    """The part of a phone's chart that a label takes."""
    return LETTER * _letters(label)


def _letters(label: str) -> int:
    return len(unescape(re.sub(r"<[^>]+>", "", label)))


def _turn(ys: Sequence[Any], place: int, width: float) -> str:
    """To the inside near both ends, else away from the line: left where it rises, right where it falls.

    Where a label of this ``width`` would reach beyond the chart that way, it goes the other.
    """
    part = place / max(1, len(ys) - 1)
    if part < NEAR_AN_END or part > 1 - NEAR_AN_END:
        return "right" if part < NEAR_AN_END else "left"
    before, after = ys[place - 1], ys[place + 1]
    if before is None or after is None or (before <= ys[place]) != (ys[place] <= after):
        return _centred(part, width)
    goes_left = (before < after) == (_side(ys, place) == "top")
    room = part if goes_left else 1 - part
    return "left" if goes_left == (room >= width) else "right"


def _centred(part: float, width: float) -> str:
    """In the middle, or to the inside where half of the label would reach beyond the chart."""
    if width / 2 - BESIDE_AXIS <= part <= 1 - width / 2:
        return "center"
    return "right" if part < width / 2 else "left"


def _side(ys: Sequence[Any], place: int) -> str:
    """Above where the point lies at or above its neighbours, so that the line leaves it room."""
    reach = max(1, len(ys) // 20)
    around = [ys[i] for i in range(max(0, place - reach), min(len(ys), place + reach + 1)) if ys[i] is not None]
    return "top" if sum(y > ys[place] for y in around) <= (len(around) - 1) / 2 else "bottom"
