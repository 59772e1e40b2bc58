"""The whole of stage 2 on one screen."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from pipeline.analysis.candidate import Candidate, Caveat, Proven
from pipeline.analysis.context import Context, make_context
from pipeline.analysis.detectors import DETECTORS
from pipeline.analysis.facts.tell import CLAIM, claims_of, draft_facts, judge, proofs, with_plots
from pipeline.analysis.facts.view import View
from pipeline.analysis.outline import make_outline
from pipeline.analysis.overview import overview
from pipeline.analysis.quality import quality_notes
from pipeline.analysis.selection import confounding
from pipeline.analysis.selection.discovery import discoveries
from pipeline.analysis.selection.ranking import rank, shortlist
from pipeline.analysis.sql import Row, beside, one_row
from pipeline.analysis.statistics import make_statistics
from pipeline.analysis.subject import called, find_subject
from pipeline.options import Options
from pipeline.story import Analysis, Finding, Table

Report = Callable[[float], None]
WEIGHED = frozenset({CLAIM, "difference", "correlation", "association", "rate"})  # kinds whose tests of it are counted
MAX_CONCERNS = 2  # told with a finding, the gravest first


def analyze(table: Table, options: Options, report: Report) -> Analysis:
    """Find what is really in a table; findings ranked, best first.

    Raises :class:`~pipeline.errors.PreprocessingError` where ``options.focus`` names no column.
    """
    context = make_context(table, options)
    report(0.1)
    subject = called(context, find_subject(context, options.subject, wished=options.focus), options.names)
    context.chief.extend(name for name in (subject.column, *subject.companions) if name)
    candidates = list(_detected(context, report))
    view = View.of(context, subject)
    drafts = draft_facts(view)
    judged = _discovered(context, [*candidates, *claims_of(drafts)])
    drafts = judge(drafts, judged)
    kept = [candidate for candidate in judged if candidate.kind != CLAIM]
    related = frozenset(column for candidate in kept for column in candidate.columns)
    checked = [confounding.look_again(context, candidate, related) for candidate in shortlist(kept, context, DETECTORS)]
    report(0.7)
    with proofs(context, drafts) as facts_proved:
        findings = tuple(_proven(context, rank(checked, context, DETECTORS), report))
        proved = facts_proved()
    tested = sum(candidate.p_value is not None for candidate in judged)
    outline = make_outline(view.subject, [fact for fact, _ in proved.values()], findings, DETECTORS)
    facts = with_plots(proved, outline)
    statistics = make_statistics(context, findings, facts, tested)
    quality, beside = quality_notes(context), overview(context, facts, findings)
    return Analysis(table.dataset, findings, statistics, quality, view.subject, facts, outline, beside)


def _detected(context: Context, report: Report) -> Iterator[Candidate]:
    for done, detector in enumerate(DETECTORS.values(), start=1):
        yield from detector.detect(context)
        report(0.1 + 0.5 * done / len(DETECTORS))


def _discovered(context: Context, candidates: Sequence[Candidate]) -> list[Candidate]:
    """What the story's false-discovery rate keeps; what the story is about weighs more, by its name alone."""
    copies = context.near_duplicates

    def is_certain(candidate: Candidate) -> bool:
        leaders = [copies.get(column, column) for column in candidate.columns]
        return len(set(leaders)) < len(leaders)

    return discoveries(
        candidates,
        context.tests,
        is_paradox=lambda c: c.kind in DETECTORS and DETECTORS[c.kind].tells_reversal,
        is_about=lambda c: c.kind in WEIGHED and (c.kind == CLAIM or bool(set(context.chief) & set(c.columns))),
        is_certain=is_certain,
    )


def _proven(context: Context, ranked: Sequence[tuple[float, Candidate]], report: Report) -> Iterator[Finding]:
    """The findings that the whole table bears out, in order."""
    for done, (score, candidate) in enumerate(ranked, start=1):
        proven = DETECTORS[candidate.kind].prove(context, candidate)
        if proven is not None:
            yield _finding(context, proven, candidate, score, f"f{done}")
        report(0.7 + 0.3 * done / len(ranked))


def _finding(context: Context, proven: Proven, candidate: Candidate, score: float, identifier: str) -> Finding:
    caveats = _caveats(context, candidate)
    sql, values = proven.sql, proven.values
    if caveats:  # what was seen within the groups of other columns stands beside the finding's own values
        seen = [caveat.sql for caveat in caveats]
        sql, values = beside(sql, *seen), Row(values | one_row(context.connection, beside(*seen)))
    return Finding(
        id=identifier,
        kind=candidate.kind,
        headline="",
        text="",
        columns=context.table_columns(candidate.columns),
        subjects=candidate.columns,
        units={column: context.unit(column) for column in candidate.columns if column in context.variables},
        values=values,
        n=candidate.n,
        sql=sql,
        score=score,
        test=candidate.test,
        effect=candidate.effect,
        effect_size=_rounded(candidate.effect_size),
        p_value=_rounded(candidate.p_value),
        q_value=_rounded(candidate.q_value),
        plot=proven.plot,
        detail=candidate.detail,
        within_groups=tuple(caveat.numbers for caveat in caveats),
        companions=candidate.companions,
    )


def _caveats(context: Context, candidate: Candidate) -> list[Caveat]:
    """The numbers of the gravest concerns."""
    detector, gravest = DETECTORS[candidate.kind], candidate.concerns[:MAX_CONCERNS]
    caveats = (detector.caveat(context, candidate, concern, i) for i, concern in enumerate(gravest, start=1))
    return [caveat for caveat in caveats if caveat is not None]


@overload
def _rounded(value: float) -> float: ...
@overload
def _rounded(value: None) -> None: ...
def _rounded(value: float | None) -> float | None:
    """Six significant digits: those after them differ between versions of numpy and scipy."""
    return None if value is None else float(f"{value:.6g}")
