"""What to do about the values of one column: shares, far values, shapes and gaps."""

from pipeline import wording
from pipeline.narrative.advice.kind import column, group, in_general, say
from pipeline.narrative.prose import Sentence
from pipeline.story import Finding


def on_share(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """What depends on one group stands and falls with it."""
    name = group(finding, "group")
    if name is None:
        return in_general(finding, before)
    by = column(finding, 0)
    if finding.values.get("groups") == 2:
        return say(
            finding, f"Compare {by} by rates, not by counts: so few rows are other than {name} that counts mislead."
        )
    if before:
        return say(finding, f"Look at {name} ({by}) by itself as well.")
    return say(
        finding,
        f"Look at {name} by itself before quoting a figure for the whole table: any total mostly describes it.",
        f"Work out what would be left if it halved, and whether the smaller groups of {by} could grow.",
    )


def on_concentration(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Know the few."""
    by = column(finding, 0)
    if before:
        return say(finding, f"List the few behind most of {by} as well.")
    return say(
        finding,
        f"List the few values of {by} behind most of the total, and see that each has someone who looks after it.",
        "Then ask what the many small ones cost; some may not be worth the effort, some may be about to grow.",
    )


def on_extreme_entity(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Model or mistake."""
    who = group(finding, "entity")
    if who is None:
        return in_general(finding, before)
    if before:
        return say(finding, f"Look into {who} as well.")
    return say(
        finding,
        f"Visit {who}, or whoever knows it: a model for the others, a special case, or {column(finding, -1)} recorded "
        "in another way?",
    )


def on_outliers(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Look them up one by one."""
    measure = column(finding, 0)
    if before:
        return say(finding, f"Look up the far values of {measure} as well.")
    size = finding.values.get("outliers")
    which = wording.count(size, "far value") if isinstance(size, int) else "far values"
    return say(
        finding,
        f"Look up the {which} of {measure} in the source: a slip of the keyboard, another unit, or true?",
        "Correct what is wrong and upload again; keep what is true, but quote medians rather than averages.",
    )


def on_shape(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """An average may describe nothing."""
    measure = column(finding, 0)
    if before:
        return say(finding, f"Look at the chart of {measure} too before averaging it.")
    if "zero_share" in finding.values:
        text = f"Report {measure} in two steps: how many rows have any, and how much those have."
    elif "round_share" in finding.values:
        text = f"Ask how {measure} comes about: typed in, rounded or estimated? Small differences in it mean little."
    else:
        text = f"Find the column that tells the two groups of {measure} apart, or add it; then report each by itself."
    return say(finding, text)


def on_missingness(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Ask who fills the column in."""
    gaps = column(finding, 0)
    high = group(finding, "high_group")
    where = f" where {column(finding, 1)} is {high}" if high is not None else ""
    if before:
        return say(finding, f"Ask the same about {gaps}{where}.")
    return say(
        finding,
        f"Ask whoever records {gaps} what an empty field means{where}: not known, not asked, or none?",
        f"Until that is known, read every figure on {gaps} as one about the other rows.",
    )
