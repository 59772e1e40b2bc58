"""What columns and rows are called in a chart: as in the text of the story, not as in the file."""

import re
from collections.abc import Mapping
from dataclasses import replace

from pipeline import wording
from pipeline.story import Plot
from pipeline.wording.groups import MARKED, answer

OF_COLUMNS = frozenset({"Column", "Item", "Series"})  # labels of axes whose names are columns
OTHERS = "other rows"  # beside a group
OF_EACH_COLUMN = "distributions"  # the kind of chart whose series are columns
TWICE = re.compile(r"\b(average|median|total) \1\b", re.IGNORECASE)  # of a column that is called so itself
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
    """The plot with the names of columns and groups that the story uses, and the rows called by what they are."""
    plot = _with_others(_with_answers(plot, spoken), spoken)
    named = replace(
        plot,
        title=_said(plot.title, spoken),
        x_label=_said(plot.x_label, spoken),
        y_label=_said(plot.y_label, spoken),
        alt_text=_said(plot.alt_text, spoken),
        counted=_said(plot.counted, spoken) if plot.counted == "rows" else plot.counted,
        references=tuple(replace(line, label=_said(line.label, spoken)) for line in plot.references),
    )
    if plot.kind == OF_EACH_COLUMN and plot.series is not None:
        frame = plot.frame.assign(**{plot.series: [spoken.name(str(name)) for name in plot.frame[plot.series]]})
        return replace(named, frame=frame)
    if plot.kind == "heatmap" and plot.series is not None:  # its rows may be conditions: "age under 16, ..."
        frame = plot.frame.assign(**{plot.series: [_condition(str(row), spoken) for row in plot.frame[plot.series]]})
        marked = [_condition(str(item), spoken) if place % 2 else item for place, item in enumerate(plot.highlight)]
        return replace(named, frame=frame, highlight=tuple(marked))
    if plot.x_label not in OF_COLUMNS:
        return named
    frame = plot.frame.assign(**{plot.x: [spoken.name(str(name)) for name in plot.frame[plot.x]]})
    return replace(named, frame=frame, highlight=tuple(spoken.name(str(item)) for item in plot.highlight))


def _with_answers(plot: Plot, spoken: wording.Wording) -> Plot:
    """The plot whose groups of a yes and a no are named by what they did or had: ``churned``, ``without partner``."""
    headers = {name: header for header, said in spoken.names.items() for name in (said, header)}
    end = " by {}" + f" and {plot.x_label}" if plot.kind == "heatmap" else " and {}"
    beside = next((name for name in headers if plot.title.endswith(end.format(name))), "")
    for column, name in ((plot.x, plot.x_label), (plot.series, beside)):
        if column is not None and name in headers:
            plot = _renamed(plot, column, _called(plot, column, headers[name], spoken))
    return plot


def _called(plot: Plot, column: str, header: str, spoken: wording.Wording) -> dict[str, str]:
    """What the groups of a column that are answers are called."""
    levels = [value for value in plot.frame[column].unique() if isinstance(value, str) and answer(value) is not None]
    return {value: _group(spoken, header, value) for value in levels}


def _renamed(plot: Plot, column: str, called: Mapping[str, str]) -> Plot:
    if not called:
        return plot
    frame = plot.frame.assign(**{column: [called.get(value, value) for value in plot.frame[column]]})
    return replace(plot, frame=frame, highlight=tuple(called.get(str(item), item) for item in plot.highlight))


def _with_others(plot: Plot, spoken: wording.Wording) -> Plot:
    """The plot in which the rows beside a group are called by what they are."""
    if plot.series is None or spoken.row.is_row or not (plot.frame[plot.series] == OTHERS).any():
        return plot
    return _renamed(plot, plot.series, {OTHERS: f"other {spoken.row.many}"})


def _condition(row: str, spoken: wording.Wording) -> str:
    """Conditions, some of them answers behind their columns: ``Partner No, age under 16``, ``without partner, ...``."""
    return ", ".join(_said(_answered(part, spoken), spoken) for part in row.split(", "))


def _answered(condition: str, spoken: wording.Wording) -> str:
    header, _, value = condition.rpartition(" ")
    if header not in spoken.names or answer(value) is None:
        return condition
    return _group(spoken, header, value)


def _group(spoken: wording.Wording, header: str, value: str) -> str:
    """A group as it stands at an axis, which names no rows."""
    behind = wording.plain(spoken.behind(header, value))
    return value if MARKED in behind else behind.removeprefix("who ").removeprefix("that ")


def _with_conditions(text: str, spoken: wording.Wording) -> str:
    """A label in which "Rows with churn = yes" are "Customers who churned"."""
    if " = " not in text or spoken.row.is_row:
        return text
    called = {name: header for header, said in spoken.names.items() for name in (said, header)}
    headers = "|".join(re.escape(name) for name in sorted(called, key=lambda name: -len(name)))
    return re.sub(
        rf"\b([Rr])ows with ({headers}) = (.+?)(?= by | along | over | (?:for|of|in) each | in ten parts of |[,.]|$)",
        lambda found: (wording.sentence if found[1] == "R" else str)(
            wording.plain(spoken.group(called[found[2]], found[3]))
        ),
        text,
    )


def _said(text: str, spoken: wording.Wording) -> str:
    """A label in which whole headers are names for people, longer ones first, and rows what they are."""
    text = _with_conditions(text, spoken)
    headers = [name for name in spoken.names if name in text and name.casefold() not in OURS]
    if headers:
        one = "|".join(re.escape(name) for name in sorted(headers, key=lambda name: -len(name)))
        whole = rf"(?<!\w)((?:{one}) to (?:{one})|{one})(?!\w)"  # from one date to another, or a column
        text = re.sub(whole, lambda found: spoken.name(found[1]), text)
    text = TWICE.sub(r"\1", text)
    if spoken.row.is_row:
        return text
    text = re.sub(r"\brows\b", spoken.row.many, text)
    return re.sub(r"\bRows\b", wording.sentence(spoken.row.many), text)
