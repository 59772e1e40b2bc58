"""What to do about findings over time."""

from pipeline.narrative.advice.kind import column, group, in_general, say, series
from pipeline.narrative.prose import Sentence, as_days
from pipeline.story import Finding


def on_trend(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Date the change, then look which rows carry it."""
    what = series(finding)
    if before:
        return say(finding, f"Hold {what} beside the other changes over time: do they start together, or one first?")
    span = ""
    if {"first_end", "last_start"} <= set(finding.values):
        start, end = as_days(finding, ("first_end", "last_start"))
        span = f" between {start} and {end}"
    return say(
        finding,
        f"Date the change in {what}: list what else changed{span}, such as prices, rules or staff, and also how the "
        "figures are recorded.",
        "Then look whether all groups moved or a few carried the rest; that tells whom to ask.",
    )


def on_level_change(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """One day, one event."""
    what = series(finding)
    when = as_days(finding, ("change_bucket",))[0] if "change_bucket" in finding.values else "that time"
    if before:
        return say(finding, f"Do the same for {what} around {when}.")
    return say(
        finding,
        f"Find out what happened at {when}: a step in {what} as sudden as this tends to have one event behind it, or a "
        "new way of counting.",
        "Until that is known, don't compare averages from before and after it.",
    )


def on_seasonality(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Plan by it, and compare like with like."""
    what = series(finding)
    if before:
        return say(finding, f"Take the pattern of {what} into account in the same way.")
    return say(
        finding,
        f"Plan stock, staff or opening hours by the pattern of {what}, and compare each period only with the same one "
        "in an earlier cycle.",
    )


def on_busy_times(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Be there when it is busy, and know whether it is the world or the clerk's habit."""
    when = column(finding, 0)
    if before:
        return say(finding, f"Do the same by the other cycle of {when}.")
    return say(
        finding,
        f"Plan staff and checks by when {when} falls, and ask whether the busy times are when things happen or only "
        "when they are entered.",
    )


def on_spike(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Look it up."""
    what = series(finding)
    when = as_days(finding, ("spike_bucket",))[0] if "spike_bucket" in finding.values else "that time"
    if before:
        return say(finding, f"Look up {what} at {when} as well.")
    return say(
        finding,
        f"Look up the rows of {when}: a real event, a late booking of earlier rows, or an error in {what}?",
        "If it is real and could come again, write down now what was done about it.",
    )


def on_gap(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Ask whether it is a gap in the world or in the file."""
    if before:
        return ()
    return say(
        finding,
        f"Ask whoever keeps {column(finding, 0)} whether nothing happened in the gap or nothing was recorded, and "
        "export those rows again if they exist.",
    )


def on_growth(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """One comparison of two periods isn't a forecast."""
    what = series(finding)
    if before:
        return say(finding, f"Split the change in {what} in the same way.")
    return say(
        finding,
        f"Split the change in {what} by group before reporting it: more of the same, or a different mix?",
        "Two periods make a comparison, not a forecast; wait for a third before budgeting with it.",
    )


def on_segment_trend(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Go to the one group."""
    who = group(finding, "group")
    if who is None:
        return in_general(finding, before)
    if before:
        return say(finding, f"Look at {who} too.")
    return say(
        finding,
        f"Go to {who} first: the rest hardly moved, so what is behind the change is to be found there.",
        "Ask what was started, stopped or recorded differently there, and watch whether other groups follow.",
    )
