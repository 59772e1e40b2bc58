"""The summary: what stands out, what the table is, how far to trust it."""

from collections.abc import Iterator

from pipeline import wording
from pipeline.narrative.facts import KIND_NOUNS, Facts
from pipeline.narrative.figures import in_short
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.prose import Paragraph, Sentence, about, as_clause, as_days
from pipeline.options import Options
from pipeline.story import Analysis, Finding

LONGEST = 250  # words
HEADLINES = 5
STARTS = ("", "Next,", "Third,", "Further down the list,", "And last of the five,")


def summary(analysis: Analysis, facts: Facts, options: Options) -> list[Paragraph]:
    """What a reader in a hurry should know, the answer first."""
    found = analysis.findings[:HEADLINES]
    names = [column.name for column in analysis.dataset.columns]
    items = [tuple(_item(finding, place)) for place, finding in enumerate(found)]
    if found and options.focus in names and not KINDS[found[0].kind].names_focus:
        focus = Sentence(f"This is the story of {wording.name(options.focus)}, and of what goes with it.")
        items[0] = (focus, *items[0])
    lead = [sentence for sentences in items[:3] for sentence in sentences] or _nothing(facts, options)
    return [
        Paragraph(tuple(lead)),
        Paragraph(tuple(sentence for sentences in items[3:] for sentence in sentences)),
        Paragraph(tuple(_table(analysis, facts))),
        Paragraph(tuple(_trust(facts)) if found else ()),
    ]


def _item(finding: Finding, place: int) -> Iterator[Sentence]:
    """The headline with its figures where it has none of its own, and what is to be held against it."""
    start = STARTS[place]
    headline = f"{start} {as_clause(finding.headline)}" if start else finding.headline
    figures = in_short(finding)
    yield about(finding, f"{headline}: {figures}." if figures else f"{headline}.", rank=0 if place < 3 else 3 + place)
    if finding.caveats:
        yield about(finding, finding.caveats[0], rank=1 if place < 3 else 3 + place)


def _nothing(facts: Facts, options: Options) -> Iterator[Sentence]:
    focus = f" that goes with {wording.name(options.focus)}" if options.focus else ""
    yield Sentence(f"Nothing{focus} stands out in this table, and that is the honest result.")
    if facts.tests_run:
        tests = wording.count(facts.tests_run, "test was", "tests were")
        yield Sentence(
            f"{tests} run; none gave a result that is both larger than chance would give and large enough to matter. "
            f"{_looked_for(facts)}",
            facts.values(),
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


def _table(analysis: Analysis, facts: Facts) -> Iterator[Sentence]:
    rows, columns = wording.count(facts.rows, "row"), wording.count(facts.columns, "column")
    kinds = [f"{size:,} with {KIND_NOUNS[kind]}" for kind, size in facts.types.items()]
    listed = f": {wording.listing(kinds)}" if len(kinds) > 1 else f", {kinds[0].partition(' ')[2]}" if kinds else ""
    yield Sentence(f"The table has {rows} and {columns}{listed}.", facts.values(), rank=1)
    period = next((f for f in analysis.findings if {"first_bucket", "last_bucket"} <= set(f.values)), None)
    if period is not None:
        first, last = as_days(period, ("first_bucket", "last_bucket"))
        yield about(period, f"Its series over time run from {first} to {last}.", rank=3)
    if facts.gappiest is None:
        yield Sentence("No value is missing.", rank=2)
    else:
        share = wording.percent(facts.gap_share)
        gaps = f"{wording.name(facts.gappiest.name)} has the most gaps, with no value in {share} of the rows"
        complete = f"{facts.complete:,} of the columns {'is' if facts.complete == 1 else 'are'} complete; "
        yield Sentence(f"{complete if facts.complete else ''}{gaps}.", facts.values(), rank=2)


def _trust(facts: Facts) -> Iterator[Sentence]:
    if facts.tests_run:
        rate = wording.percent(facts.false_discovery_rate)
        yield Sentence(
            f"{wording.count(facts.tests_run, 'test was', 'tests were')} run and {facts.tests_kept:,} kept, chosen so "
            f"that no more than about {rate} of those kept should be the work of chance.",
            facts.values(),
            rank=1,
        )
    if facts.in_vain:
        yield Sentence(
            f"Looked for as well, and not found: {wording.listing(facts.in_vain)}.",
            rank=3,
        )
    if facts.with_caveat:
        those = "one finding" if facts.with_caveat == 1 else "some of the findings"
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


def _looked_for(facts: Facts) -> str:
    """What the tests were for, each kind with its number."""
    kinds = [f"{kind} ({tests:,})" for kind, tests in facts.looked_for.items()]
    return f"They looked for: {wording.listing(kinds)}." if kinds else ""
