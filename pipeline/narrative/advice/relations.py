"""What to do about columns that go together."""

from pipeline.narrative.advice.kind import column, group, in_general, say
from pipeline.narrative.prose import Sentence, names, subjects
from pipeline.story import Finding


def on_correlation(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Before acting on a relation, try it out."""
    first, second = column(finding, 0), column(finding, 1)
    if before:
        return say(finding, f"Treat {first} and {second} alike: useful for a forecast, unproven as a lever.")
    return say(
        finding,
        f"Use {first} to forecast {second}, but not yet to change it.",
        "The table can't say which of the two goes first, or whether something else stands behind both. Where "
        f"{first} can be set at all, a trial that sets it differently for some cases, drawn by lot, would tell.",
    )


def on_relationship(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Mind the bend."""
    second, first = column(finding, 0), column(finding, 1)
    if before:
        return say(finding, f"Mind the bend between {first} and {second} as well.")
    return say(
        finding,
        f"Don't draw a straight line through {first} and {second}: look where the curve turns, and treat cases "
        "on either side of it as two kinds.",
    )


def on_difference(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Compare cases of the two ends with those who know them."""
    top, bottom = group(finding, "high_group"), group(finding, "low_group")
    if top is None or bottom is None:
        return in_general(finding, before)
    measure, by = column(finding, 0), column(finding, 1)
    if before:
        return say(finding, f"Do the same for {measure} between {top} and {bottom} ({by}).")
    return say(
        finding,
        f"Put some rows where {by} is {top} beside some where it is {bottom}, and go through them with someone who "
        f"knows both: is {measure} recorded the same way, and are they the same sort of case?",
        "Quote the difference only among rows that are alike, as its caveat does."
        if finding.caveats
        else "If so, ask what the two do differently, and which of them should be the model for the other.",
    )


def on_rate(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Start where the outcome is most frequent."""
    top, bottom = group(finding, "high_group"), group(finding, "low_group")
    if top is None or bottom is None:
        return in_general(finding, before)
    outcome, by = column(finding, 0), column(finding, 1)
    if before:
        return say(finding, f"Look at {outcome} by {by} too, in particular at {top}.")
    return say(
        finding,
        f"Start with the rows where {by} is {top}: that is where {outcome} differs most from the rest.",
        f"Ask those who handle them what they see there, and what is done otherwise for {bottom}; then try one change "
        "on a part of the cases, drawn by lot, and compare.",
    )


def on_rhythm(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Who and what is different at those times."""
    outcome, when = column(finding, 0), column(finding, 1)
    if before:
        return say(finding, f"Ask the same of {outcome} over the days and hours of {when}.")
    return say(
        finding,
        f"Ask what is different at those times of {when}: who is there, which cases come in, how {outcome} is entered.",
        "Where it is the mix of cases, compare cases of one kind only before changing a roster.",
    )


def on_association(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Two columns that aren't free of each other."""
    first, second = column(finding, 0), column(finding, 1)
    if before:
        return say(finding, f"Keep {first} and {second} together in any comparison too.")
    return say(
        finding,
        f"Whenever groups of {first} are compared, split by {second} as well: the two come in fixed company, and a "
        "difference by one may belong to the other.",
    )


def on_paradox(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Don't quote the whole."""
    last, pair = column(finding, -1), names(subjects(finding)[:2])
    if before:
        return say(finding, f"Split {pair} by {last} as well.")
    return say(
        finding,
        f"Don't quote figures on {pair} over all rows: report them split by {last}, where they read differently.",
        f"Anyone who was judged by the whole, a team or a product, deserves a second look by {last}.",
    )


def on_mix_effect(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Watch the mix."""
    measure, by = column(finding, 0), column(finding, 1)
    if before:
        return say(finding, f"Read the average {measure} by {by} as well.")
    return say(
        finding,
        f"Report {measure} for each {by} beside the average: the average moved with the mix, so look for what changed "
        f"the shares of {by} rather than for what changed {measure}.",
    )


def on_words(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Read some of them."""
    other, text = column(finding, 0), column(finding, 1)
    if before:
        return say(finding, f"Read some rows on {other} with that word in {text} too.")
    return say(
        finding,
        f"Read some of the texts in {text} that have the word: what do they complain of, or ask for?",
        f"If they share a subject, make it a column of its own, and compare {other} by it next time.",
    )


def on_driver(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Begin with what goes with it most."""
    focus, *others = subjects(finding)
    if before or not others:
        return in_general(finding, before)
    return say(
        finding,
        f"Begin with {names(others[:1])} when asking about {names([focus])}: no other column goes with it as much.",
        "What goes with it need not be what moves it; ask which of these columns anyone can set, and try those.",
    )
