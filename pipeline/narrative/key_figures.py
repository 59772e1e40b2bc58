"""The figures at the head of a story: how much, how it changed, and its course as a small line."""

from collections.abc import Iterator

from pipeline import wording
from pipeline.narrative.kinds.fact_words import grown, noun, number_of, number_of_rows, period, written
from pipeline.narrative.naming import as_read, wording_of
from pipeline.story import Analysis, Fact, Form, KeyFigure

LEVEL, CHANGE = "level", "change"  # the kinds of facts that figures are made of
MAX_FIGURES = 4  # what a reader takes in at a glance, and one row of a desk's screen
MAX_POINTS = 60  # of a small line: about two pixels each
MIN_POINTS = 3  # two are told by the change alone
OF_FORM = {Form.TOTAL: "total", Form.SHARE: "share"}  # the value of a level that stands for it; of all others the mean


def key_figures(analysis: Analysis) -> tuple[KeyFigure, ...]:
    """The subject first, then what is told beside it; the number of rows where there is little else."""
    changes = {_key(fact): fact for fact in analysis.facts if fact.kind == CHANGE}
    levels = [fact for fact in analysis.facts if fact.kind == LEVEL]
    figures = [_of_level(fact, changes.pop(_key(fact), None)) for fact in levels]
    figures += [_of_change(fact) for fact in changes.values()]
    shown = tuple(figures[:MAX_FIGURES])
    told = {figure.label for figure in shown}
    of_table = [figure for figure in _of_table(analysis) if figure.label not in told]
    return (*shown, *of_table[: max(0, 2 - len(shown))])


def _of_level(fact: Fact, change: Fact | None) -> KeyFigure:
    target, values = fact.detail.target, fact.values
    if target.form is Form.COUNT:
        value = f"{int(number_of(values, 'rows') or 0):,}"
    else:
        value = written(target, number_of(values, OF_FORM.get(target.form, "mean")))
    if change is not None:
        return KeyFigure(fact.id, _label(fact), value, _change_in_words(change), _course(change))
    return KeyFigure(fact.id, _label(fact), value, _extent(fact))


def _of_change(fact: Fact) -> KeyFigure:
    """What has no level of its own is told by its last period."""
    target = fact.detail.target
    label = f"{_label(fact)}, {period(fact.values, 'last_period', fact.detail.grain)}"
    return KeyFigure(
        fact.id, label, written(target, number_of(fact.values, "last_value")), _change_in_words(fact), _course(fact)
    )


def _of_table(analysis: Analysis) -> Iterator[KeyFigure]:
    spoken = wording_of(analysis)
    rows = "Rows" if spoken.row.is_row else wording.sentence(spoken.row.many)
    yield KeyFigure(None, rows, f"{analysis.dataset.rows_analyzed:,}")
    yield KeyFigure(None, "Columns", f"{analysis.dataset.column_count:,}")


def _label(fact: Fact) -> str:
    """What it is called: as in the text, with a capital."""
    spoken, target = fact.wording, fact.detail.target
    if target.form is Form.COUNT:
        return wording.sentence(wording.plain(number_of_rows(spoken)).removeprefix("the number of "))
    return wording.sentence(wording.plain(as_read(noun(target, spoken).removeprefix("the "), spoken)))


def _extent(fact: Fact) -> str | None:
    """How many of how many, of a share; the mean of what is added up; else between what it lies."""
    target, values = fact.detail.target, fact.values
    if target.form is Form.SHARE:
        return f"{int(number_of(values, 'hits') or 0):,} of {int(number_of(values, 'known') or 0):,}"
    if target.form is Form.TOTAL:
        return f"{written(target, number_of(values, 'mean'))} on average"
    ends = [number_of(values, end) for end in ("least", "most")]
    return None if None in ends else " to ".join(written(target, end) for end in ends)


def _change_in_words(fact: Fact) -> str:
    """``up 51% from 2015 to 2018``; where no ratio can be told, both values."""
    target, values, grain = fact.detail.target, fact.values, fact.detail.grain
    first, last = (period(values, f"{end}_period", grain) for end in ("first", "last"))
    share = number_of(values, "change_share")
    if share is None or target.form is Form.SHARE or grown(values, "change") not in fact.headline:
        ends = (written(target, number_of(values, f"{end}_value")) for end in ("first", "last"))
        return f"{next(ends)} in {first}, {next(ends)} in {last}"
    how = f"{'up' if share > 0 else 'down'} {grown(values, 'change')}" if share else "the same"
    return f"{how} from {first} to {last}"


def _course(fact: Fact) -> tuple[float, ...]:
    """The periods' values in order, at most sixty: of more, the means of neighbours."""
    if fact.plot is None or fact.plot.series is not None:
        return ()
    values = fact.plot.frame[fact.plot.y].astype(float).dropna().to_numpy()
    if len(values) < MIN_POINTS:
        return ()
    size = -(-len(values) // MAX_POINTS)
    return tuple(float(f"{values[i : i + size].mean():.6g}") for i in range(0, len(values), size))


def _key(fact: Fact) -> tuple[str | None, Form]:
    return fact.detail.target.column, fact.detail.target.form
