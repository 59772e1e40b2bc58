"""The summary: what stands out, what the table is, how far to trust it."""

from collections.abc import Iterator

from pipeline import wording
from pipeline.narrative.figures import in_short
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.overview import KIND_NOUNS, Overview
from pipeline.narrative.prose import Paragraph, Sentence, about, as_clause, as_days
from pipeline.narrative.telling import lead as lead_of_facts
from pipeline.options import Options
from pipeline.story import Analysis, Finding

MAX_WORDS = 250  # words
MAX_HEADLINES = 5
STARTS = ("", "Next,", "Third,", "Further down the list,", "And last of the five,")


def summary(analysis: Analysis, overview: Overview, options: Options) -> list[Paragraph]:
    """What a reader in a hurry should know, the answer first."""
    found = analysis.findings[:MAX_HEADLINES]
    names = [column.name for column in analysis.dataset.columns]
    items = [tuple(_item(finding, place)) for place, finding in enumerate(found)]
    if found and options.focus in names and not KINDS[found[0].kind].names_focus:
        focus = Sentence(f"This is the story of {wording.name(options.focus)}, and of what goes with it.")
        items[0] = (focus, *items[0])
    lead = [sentence for sentences in items[:3] for sentence in sentences] or _nothing(overview, options)
    levels = tuple(lead_of_facts(analysis))
    return [
        *([Paragraph(levels)] if levels else []),
        Paragraph(tuple(lead)),
        Paragraph(tuple(sentence for sentences in items[3:] for sentence in sentences)),
        Paragraph(tuple(_table(analysis, overview))),
        Paragraph(tuple(_trust(overview)) if found else ()),
    ]


def _item(finding: Finding, place: int) -> Iterator[Sentence]:
    """The headline with its figures where it has none of its own, and what is to be held against it."""
    start = STARTS[place]
    headline = f"{start} {as_clause(finding.headline)}" if start else finding.headline
    figures = in_short(finding)
    yield about(finding, f"{headline}: {figures}." if figures else f"{headline}.", rank=0 if place < 3 else 3 + place)
    if finding.caveats:
        yield about(finding, finding.caveats[0], rank=1 if place < 3 else 3 + place)


def _nothing(overview: Overview, options: Options) -> Iterator[Sentence]:
    focus = f" that goes with {wording.name(options.focus)}" if options.focus else ""
    yield Sentence(f"Nothing{focus} stands out in this table, and that is the honest result.")
    if overview.tests_run:
        tests = wording.count(overview.tests_run, "test was", "tests were")
        yield Sentence(
            f"{tests} run; none gave a result that is both larger than chance would give and large enough to matter. "
            f"{_looked_for(overview)}",
            overview.values(),
        )
        yield Sentence(
            "That doesn't show that there is nothing to find: it may be too faint for this number of rows, or lie in "
            "columns that the file doesn't have.",
            rank=1,
        )
    else:
        yield Sentence(
            "No test could be run: that takes at least a column of numbers or dates beside another column, and values "
            "that differ from row to row."
        )


def _table(analysis: Analysis, overview: Overview) -> Iterator[Sentence]:
    rows, columns = wording.count(overview.rows, "row"), wording.count(overview.columns, "column")
    kinds = [f"{size:,} with {KIND_NOUNS[kind]}" for kind, size in overview.types.items()]
    listed = f": {wording.listing(kinds)}" if len(kinds) > 1 else f", {kinds[0].partition(' ')[2]}" if kinds else ""
    yield Sentence(f"The table has {rows} and {columns}{listed}.", overview.values(), rank=1)
    period = next((f for f in analysis.findings if {"first_bucket", "last_bucket"} <= set(f.values)), None)
    if period is not None:
        first, last = as_days(period, ("first_bucket", "last_bucket"))
        yield about(period, f"Its series over time run from {first} to {last}.", rank=3)
    if overview.gappiest is None:
        yield Sentence("No value is missing.", rank=2)
    else:
        share = wording.percent(overview.gap_share)
        gaps = f"{wording.name(overview.gappiest.name)} has the most gaps, with no value in {share} of the rows"
        complete = f"{overview.complete:,} of the columns {'is' if overview.complete == 1 else 'are'} complete; "
        yield Sentence(f"{complete if overview.complete else ''}{gaps}.", overview.values(), rank=2)


def _trust(overview: Overview) -> Iterator[Sentence]:
    if overview.tests_run:
        rate = wording.percent(overview.false_discovery_rate)
        yield Sentence(
            f"{wording.count(overview.tests_run, 'test was', 'tests were')} run and {overview.tests_kept:,} kept, "
            f"chosen so that no more than about {rate} of those kept should be the work of chance.",
            overview.values(),
            rank=1,
        )
    if overview.kinds_without_findings:
        yield Sentence(
            f"Looked for as well, and not found: {wording.listing(overview.kinds_without_findings)}.",
            rank=3,
        )
    if overview.with_caveat:
        those = "one finding" if overview.with_caveat == 1 else "some of the findings"
        yield Sentence(
            f"For {those} the picture changes among rows that are alike in another column; "
            "that is said beside the finding, and is the safer figure to quote.",
            rank=2,
        )
    yield Sentence(
        "All of this describes what goes together in these rows. It doesn't say why, and it can't say anything about "
        "what the file leaves out: rows that were never recorded, or columns that might explain a difference.",
        rank=1,
    )
    yield Sentence("Each figure comes with the query that gives it again.", rank=5)


def _looked_for(overview: Overview) -> str:
    """What the tests were for, each kind with its number."""
    kinds = [f"{kind} ({tests:,})" for kind, tests in overview.looked_for.items()]
    return f"They looked for: {wording.listing(kinds)}." if kinds else ""
