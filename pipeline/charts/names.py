"""What columns and rows are called in a chart: as in the text of the story, not as in the file."""

import re
from dataclasses import replace

from pipeline import wording
from pipeline.story import Plot

OF_COLUMNS = frozenset({"Column", "Item", "Series"})  # labels of axes whose names are columns
OURS = frozenset(
    word
    for words in (
        "total average median number rows row share by along with for each of the and in to from over between",
        "line bar chart distribution correlation difference growth change value values",
        "month year quarter week day hour weekday",
    )
    for word in words.split()
)  # of our own labels: where a column is called so as well, it keeps its name


def with_names(plot: Plot, spoken: wording.Wording) -> Plot:
    """The plot with the names of columns that the story uses, and the rows called by what they are."""
    named = replace(
        plot,
        title=_said(plot.title, spoken),
        x_label=_said(plot.x_label, spoken),
        y_label=_said(plot.y_label, spoken),
        alt_text=_said(plot.alt_text, spoken),
        counted=_said(plot.counted, spoken) if plot.counted == "rows" else plot.counted,
        references=tuple(replace(line, label=_said(line.label, spoken)) for line in plot.references),
    )
    if plot.kind == "heatmap" and plot.series is not None:  # its rows may be conditions: "age under 16, ..."
        frame = plot.frame.assign(**{plot.series: [_said(str(row), spoken) for row in plot.frame[plot.series]]})
        marked = [_said(str(item), spoken) if place % 2 else item for place, item in enumerate(plot.highlight)]
        return replace(named, frame=frame, highlight=tuple(marked))
    if plot.x_label not in OF_COLUMNS:
        return named
    frame = plot.frame.assign(**{plot.x: [spoken.name(str(name)) for name in plot.frame[plot.x]]})
    return replace(named, frame=frame, highlight=tuple(spoken.name(str(item)) for item in plot.highlight))


def _said(text: str, spoken: wording.Wording) -> str:
    """A label in which whole headers are names for people, longer ones first, and rows what they are."""
    headers = [name for name in spoken.names if name in text and name.casefold() not in OURS]
    if headers:
        one = "|".join(re.escape(name) for name in sorted(headers, key=lambda name: -len(name)))
        whole = rf"(?<!\w)((?:{one}) to (?:{one})|{one})(?!\w)"  # from one date to another, or a column
        text = re.sub(whole, lambda found: spoken.name(found[1]), text)
    if spoken.row.is_row:
        return text
    text = re.sub(r"\brows\b", spoken.row.many, text)
    return re.sub(r"\bRows\b", wording.sentence(spoken.row.many), text)
