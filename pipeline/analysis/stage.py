"""The whole of stage 2 on one screen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context, make_context
from pipeline.analysis.detectors import DETECTORS
from pipeline.analysis.inference.discovery import control_false_discoveries
from pipeline.analysis.naming import along_with
from pipeline.analysis.quality import quality_notes
from pipeline.analysis.selection import confounding
from pipeline.analysis.selection.ranking import rank, shortlist
from pipeline.analysis.sql import Row, beside, one_row
from pipeline.analysis.statistics import make_statistics
from pipeline.options import Options
from pipeline.story import Analysis, Finding, Table

Report = Callable[[float], None]


def analyze(table: Table, options: Options, report: Report) -> Analysis:
    """Find what is really in a table; findings ranked, best first.

    Raises :class:`~pipeline.errors.PreprocessingError` where ``options.focus`` names no column.
    """
    context = make_context(table, options)
    report(0.1)
    candidates = list(_detected(context, report))
    kept = control_false_discoveries(candidates, context.tests.run)
    related = frozenset(column for candidate in kept for column in candidate.columns)
    checked = [confounding.look_again(context, candidate, related) for candidate in shortlist(kept, context)]
    report(0.7)
    findings = tuple(_proven(context, rank(checked, context), report))
    tested = sum(candidate.p_value is not None for candidate in kept)
    statistics = make_statistics(context, findings, tested)
    return Analysis(table.dataset, findings, statistics, quality_notes(context))


def _detected(context: Context, report: Report) -> Iterator[Candidate]:
    for done, detector in enumerate(DETECTORS.values(), start=1):
        yield from detector.detect(context)
        report(0.1 + 0.5 * done / len(DETECTORS))


def _proven(context: Context, ranked: Sequence[tuple[float, Candidate]], report: Report) -> Iterator[Finding]:
    """The findings that the whole table bears out, in order."""
    for done, (score, candidate) in enumerate(ranked, start=1):
        proven = DETECTORS[candidate.kind].prove(context, candidate)
        if proven is not None:
            yield _finding(context, _with_caveats(context, candidate, proven), candidate, score, f"f{done}")
        report(0.7 + 0.3 * done / len(ranked))


def _with_caveats(context: Context, candidate: Candidate, proven: Proven) -> Proven:
    """Put what was seen within the groups of other columns beside the finding's own values."""
    caveats = confounding.caveats(context, candidate)
    if not caveats:
        return proven
    query = beside(proven.sql, *(caveat.sql for caveat in caveats))
    values = one_row(context.connection, query)
    written = [c.sentence(values, c.concern.column in context.stratum_edges) for c in caveats]
    sentences = tuple(sentence for sentence in written if sentence)
    return replace(proven, sql=query, values=Row(proven.values | values), caveats=proven.caveats + sentences)


def _finding(context: Context, proven: Proven, candidate: Candidate, score: float, identifier: str) -> Finding:
    return Finding(
        id=identifier,
        kind=candidate.kind,
        headline=proven.headline,
        text=f"{proven.text} {along_with(candidate.companions)}" if candidate.companions else proven.text,
        columns=context.table_columns(candidate.columns),
        subjects=candidate.columns,
        values=proven.values,
        n=candidate.n,
        sql=proven.sql,
        score=score,
        test=candidate.test,
        effect=candidate.effect,
        effect_size=_rounded(candidate.effect_size),
        p_value=_rounded(candidate.p_value),
        q_value=_rounded(candidate.q_value),
        caveats=proven.caveats,
        plot=proven.plot,
    )


@overload
def _rounded(value: float) -> float: ...
@overload
def _rounded(value: None) -> None: ...
def _rounded(value: float | None) -> float | None:
    """Six significant digits: those after them differ between versions of numpy and scipy."""
    return None if value is None else float(f"{value:.6g}")
