"""The colours of charts, and what becomes of them on a dark page.

No pair of colours stands 3:1 apart from each other and each 3:1 from white and from near-black: what sets a highlighted
mark apart from the rest is therefore another colour on dark pages. Figures hold the light ones, as paper needs them.
"""

import json
from collections.abc import Mapping
from typing import Any

ACCENT = "#1F7FBF"  # the data, where nothing of it is set apart
HIGHLIGHT = "#004080"  # the part of it that a finding speaks of
MUTED = "#8A8F98"  # the rest: 3:1 against the highlight and against the page, on paper in grey too
WHISKER = "#30343C"  # the range of a value, over its bar
PAGE = "#FCFBF8"  # the page itself, behind a label that lies on a line
CONTRAST = "#E37100"  # below zero, where above is in the accent

# Told apart under protan-, deuter- and tritanopia (distance in OKLab over 0.13 for each pair), each with a contrast of
# at least 3:1 on white and on #0e1117. No sixth colour fits; further series are muted.
SERIES = ("#249DB5", "#E37100", "#3C6996", "#B53C00", "#B230F2")

ON_DARK: Mapping[str, str] = {HIGHLIGHT: "#9BD0F7", MUTED: "#666C75", WHISKER: "#D5D9E0", PAGE: "#181715"}


def on_dark(figure: Mapping[str, Any]) -> dict[str, Any]:
    """A figure as it is shown on a dark page."""
    text = json.dumps(figure)
    for light, dark in ON_DARK.items():
        text = text.replace(light, dark)
    return dict(json.loads(text))
