"""How a story was found: what the table is, what was tested in it, and how far to trust it."""

from collections.abc import Iterator

from pipeline import proof, wording
from pipeline.narrative.overview import KIND_NOUNS, Overview
from pipeline.narrative.prose import Paragraph, Sentence, about, as_days
from pipeline.story import Analysis

MAX_WORDS = 300  # words


def method(analysis: Analysis, overview: Overview) -> list[Paragraph]:
    """What a reader wants to know once, after the story."""
    return [
        Paragraph(tuple(_table(analysis, overview))),
        Paragraph(tuple(_tests(overview))),
        Paragraph(tuple(_trust(overview))),
    ]


def _table(analysis: Analysis, overview: Overview) -> Iterator[Sentence]:
    rows, columns = wording.count(overview.rows, "row"), wording.count(overview.columns, "column")
    kinds = [f"{size:,} with {KIND_NOUNS[kind]}" for kind, size in overview.types.items()]
    listed = f": {wording.listing(kinds)}" if len(kinds) > 1 else f", {kinds[0].partition(' ')[2]}" if kinds else ""
    yield Sentence(f"The table has {rows} and {columns}{listed}.", overview.values())
    period = next((f for f in analysis.findings if {"first_bucket", "last_bucket"} <= set(f.values)), None)
    if period is not None:
        first, last = as_days(period, ("first_bucket", "last_bucket"))
        yield about(period, f"Its series over time run from {first} to {last}.", rank=3)
    if overview.gappiest is None:
        once = analysis.dataset.once_a_group  # such columns have gaps, though no value is missing there
        yield Sentence("All columns are complete." if once else "No value is missing.", rank=2)
    else:
        share = wording.percent(overview.gap_share)
        gaps = f"{wording.name(overview.gappiest.name)} has the most gaps, with no value in {share} of the rows"
        complete = f"{overview.complete:,} of the columns {'is' if overview.complete == 1 else 'are'} complete; "
        yield Sentence(f"{complete if overview.complete else ''}{gaps}.", overview.values(), rank=2)


def _tests(overview: Overview) -> Iterator[Sentence]:
    run, kept, rate = overview.tests_run, overview.tests_kept, overview.false_discovery_rate
    yield Sentence(proof.tests_in_words(run, kept, rate), (run, kept, rate, *((1, 1 / rate) if rate else ())))
    if not run:
        yield Sentence(
            "A test takes at least a column of numbers or dates beside another column, and values that differ from row "
            "to row."
        )
    if overview.kinds_without_findings:
        none = wording.listing([_with_tests(overview, kind) for kind in overview.kinds_without_findings])
        text = f"Looked for, each in as many tests, and not shown: {none}. That doesn't show that there is none."
        yield Sentence(text, overview.values(), rank=3)


def _with_tests(overview: Overview, kind: str) -> str:
    return f"{kind} ({overview.looked_for[kind]:,})"


def _trust(overview: Overview) -> Iterator[Sentence]:
    if overview.with_caveat:
        those = "one finding" if overview.with_caveat == 1 else "some of the findings"
        yield Sentence(
            f"For {those} the picture changes among rows that are alike in another column; "
            "that is said beside the finding, and is the safer figure to quote.",
            rank=2,
        )
    yield Sentence(
        f"{proof.NO_CAUSE} Nor can it say anything about what the file leaves out: rows that were never recorded, or "
        "columns that might explain a difference."
    )
    yield Sentence("Each figure comes with the query that gives it again.", rank=5)
