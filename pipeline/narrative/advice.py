"""What to do about a finding: one function a kind. ADVICE has an entry for each; others get a general one."""

from collections.abc import Callable, Mapping

from pipeline import wording
from pipeline.narrative.prose import BUCKETS, Sentence, about, as_days, group_name, names
from pipeline.story import Finding, QualityNote

Advice = Callable[[Finding, int], tuple[Sentence, ...]]
"""Called with a finding and how many of its kind came before it: the second is not to say the same again."""


def for_trend(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Date the change, then look which rows carry it."""
    measure = wording.name(finding.columns[0]) if len(finding.columns) > 1 else "the number of rows"
    if before:
        text = f"Hold {measure} beside the other changes over time: do they start together, or does one come first?"
        return (about(finding, text),)
    sentences = [about(finding, f"Date the change in {measure}.")]
    if {*BUCKETS, "first_end", "last_start"} <= set(finding.values):
        start, end = as_days(finding, ("first_end", "last_start"))
        text = (
            f"List what else changed between {start} and {end}: prices, rules, staff, and also how the figures are "
            "recorded."
        )
        sentences.append(about(finding, text))
    sentences.append(
        Sentence("Then look whether all groups moved, or a few carried the rest; that tells whom to ask.", rank=8)
    )
    return tuple(sentences)


def for_correlation(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Before acting on a relation, try it out."""
    first, second = (wording.name(column) for column in finding.columns[:2])
    if before:
        return (about(finding, f"Treat {first} and {second} alike: useful for a forecast, unproven as a lever."),)
    return (
        about(finding, f"Use {first} to forecast {second}, but not yet to change it."),
        about(
            finding,
            "The table can't say which of the two goes first, or whether something else stands behind both. Where "
            f"{first} can be set at all, a trial that sets it differently for some cases, drawn by lot, would tell.",
            rank=7,
        ),
    )


def for_difference(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Compare cases of the two ends with those who know them."""
    measure, dimension = (wording.name(column) for column in finding.columns[:2])
    high, low = finding.values.get("high_group"), finding.values.get("low_group")
    if high is None or low is None:
        return in_general(finding, before)
    top, bottom = group_name(high), group_name(low)
    if before:
        return (about(finding, f"Do the same for {measure} between {top} and {bottom} ({dimension})."),)
    sentences = [
        about(
            finding,
            f"Put some rows where {dimension} is {top} beside some where it is {bottom}, and go through them with "
            f"someone who knows both: is {measure} recorded the same way, and are they the same sort of case?",
        )
    ]
    if finding.caveats:
        sentences.append(
            about(finding, "Quote the difference only among rows that are alike, as its caveat does.", rank=6)
        )
    else:
        text = "If so, ask what the two do differently, and which of them should be the model for the other."
        sentences.append(about(finding, text, rank=7))
    return tuple(sentences)


def for_rate(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Start where the outcome is most frequent."""
    outcome, dimension = (wording.name(column) for column in finding.columns[:2])
    high, low = finding.values.get("high_group"), finding.values.get("low_group")
    if high is None or low is None:
        return in_general(finding, before)
    if before:
        return (about(finding, f"Look at {outcome} by {dimension} too, in particular at {group_name(high)}."),)
    return (
        about(
            finding, f"Start with {dimension} {group_name(high)}: that is where {outcome} differs most from the rest."
        ),
        about(
            finding,
            "Ask those who handle these cases what they see in them, and what is done otherwise for "
            f"{group_name(low)}; then try one change on a part of the cases and compare.",
            rank=7,
        ),
    )


def for_share(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """What depends on one group stands and falls with it."""
    group = finding.values.get("group")
    if group is None:
        return in_general(finding, before)
    name, dimension = group_name(group), wording.name(finding.columns[0])
    if finding.values.get("groups") == 2:
        return (
            about(
                finding,
                f"Compare {dimension} by rates, not by counts: so few rows are other than {name} that counts mislead.",
            ),
        )
    if before:
        return (about(finding, f"The same goes for {dimension} {name}."),)
    return (
        about(
            finding,
            f"Look at {name} by itself before quoting a figure for the whole table: any total mostly describes it.",
        ),
        about(
            finding,
            f"Work out what would be left if it halved, and whether the smaller values of {dimension} could grow.",
            7,
        ),
    )


def for_outliers(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Look them up one by one."""
    measure = wording.name(finding.columns[0])
    if before:
        return (about(finding, f"Look up the far values of {measure} as well."),)
    size = finding.values.get("outliers")
    which = wording.count(size, "far value") if isinstance(size, int) else "far values"
    return (
        about(
            finding, f"Look up the {which} of {measure} in the source: a slip of the keyboard, another unit, or true?"
        ),
        about(
            finding,
            "Correct what is wrong and upload again; keep what is true, but quote medians rather than averages.",
            7,
        ),
    )


def for_missingness(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """Ask who fills the column in."""
    column, dimension = (wording.name(name) for name in finding.columns[:2])
    high = finding.values.get("high_group")
    where = f" where {dimension} is {group_name(high)}" if high is not None else ""
    if before:
        return (about(finding, f"Ask the same about {column}{where}."),)
    return (
        about(
            finding, f"Ask whoever records {column} what an empty field means{where}: not known, not asked, or none?"
        ),
        about(finding, f"Until that is known, read every figure on {column} as one about the other rows.", rank=7),
    )


def in_general(finding: Finding, before: int) -> tuple[Sentence, ...]:
    """For a kind without advice of its own."""
    columns = names(finding.columns[:3])
    if before:
        return ()
    return (about(finding, f"Go through what is said on {columns} with someone who knows how these are recorded."),)


ADVICE: Mapping[str, Advice] = {
    "trend": for_trend,
    "correlation": for_correlation,
    "difference": for_difference,
    "rate": for_rate,
    "share": for_share,
    "outliers": for_outliers,
    "missingness": for_missingness,
}


def on_quality(note: QualityNote) -> tuple[Sentence, ...]:
    """What to mend in the file."""
    values = tuple(note.values.values())
    columns = names(note.columns[:3])
    match note.kind:
        case "duplicates":
            copies = note.values.get("copies")
            which = f"the {wording.count(copies, 'copied row')}" if isinstance(copies, int) else "the copied rows"
            return (
                Sentence(
                    f"Find out whether {which} are real repeats or were exported twice, and drop the latter.", values
                ),
            )
        case "missing":
            return (
                Sentence(
                    f"Fill the gaps in {columns} if the source has the values; they thin out every comparison.", values
                ),
            )
        case "constant":
            return (Sentence(f"Leave {columns} out of the next export, or find out why nothing varies there.", values),)
        case _:
            return ()
