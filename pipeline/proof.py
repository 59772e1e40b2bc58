"""How the proofs and the method of a story are worded, for pages and exports: from the story's document."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import wording
from pipeline.story import Verdict

SCALES = {
    "Cramér's V": ", where 0 is no relation and 1 a complete one",
    "Spearman's rank correlation": ", where 0 is no relation and 1 or −1 a complete one",
}
"""What the numbers of an effect mean, where its name doesn't say so."""
MIN_PROBABILITY = 1e-4  # that is written as a number
VERDICTS: Mapping[str, str] = {
    Verdict.BEYOND_CHANCE: "beyond chance",
    Verdict.ALIKE: "no difference that matters",
    Verdict.UNDECIDED: "undecided",
    Verdict.UNTESTED: "not tested",
}
VERDICT_MEANS: Mapping[str, str] = {
    Verdict.BEYOND_CHANCE: "it passed its test among all that were run, and is large enough to matter",
    Verdict.ALIKE: "a test of equivalence shows that the two are as good as the same",
    Verdict.UNDECIDED: "too few rows, or too much scatter, to tell it from chance",
    Verdict.UNTESTED: "the figures stand side by side, and claim no more",
}
NO_CAUSE = "What goes together here need not be cause and effect: a table can't show that."


def facts_of(point: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The proof of a finding or a fact as terms and sentences; a fact has no effect size, a finding no verdict."""
    yield "Rows used", f"{point['n']:,}"
    if (judged := point.get("verdict")) is not None:
        means = f": {VERDICT_MEANS[judged]}" if judged in VERDICT_MEANS else ""
        yield "Verdict", f"{wording.sentence(verdict(judged))}{means}"
    if point["test"]:
        yield "Tested with", point["test"]
    if (effect := point.get("effect")) and point["effectSize"] is not None:
        yield "Size of the effect", f"{wording.number(point['effectSize'], digits=2)}: {effect}{SCALES.get(effect, '')}"
    if point["pValue"] is not None:
        yield (
            "p-value",
            f"{probability(point['pValue'])}: how likely a result at least this clear is where nothing is there",
        )
    if point["qValue"] is not None and judged in (None, Verdict.BEYOND_CHANCE):
        yield "Could it be chance?", chance(point["qValue"])


def chance(q_value: float) -> str:
    """A q-value in words: the share of flukes among all findings that are at least this clear."""
    if q_value <= MIN_PROBABILITY:
        return "Hardly: of findings this clear, fewer than 1 in 10,000 is a fluke."
    one_in = round(1 / q_value, 1 - math.floor(math.log10(1 / q_value)))
    return f"Of findings this clear, about 1 in {one_in:,.0f} is a fluke (q-value {wording.number(q_value, digits=2)})."


def probability(p_value: float) -> str:
    """``0.00001`` -> ``below 0.0001``."""
    return f"below {MIN_PROBABILITY:.4f}" if p_value < MIN_PROBABILITY else wording.number(p_value, digits=2)


def value_text(value: Any) -> str:
    """A value as it is stored, with thousands separators: nothing is rounded away in a proof."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.10g}"
        case _:
            return str(value)


def verdict(verdict: str) -> str:
    """What a comparison may claim, in a few words."""
    return VERDICTS.get(verdict, verdict.replace("_", " "))


def mark_of(point: Mapping[str, Any]) -> str | None:
    """What a reader of a fact should see at once: that its comparison isn't beyond chance. None for all others."""
    judged = point.get("verdict")
    return None if judged in (None, Verdict.BEYOND_CHANCE) else wording.sentence(verdict(judged))


def method_of(document: Mapping[str, Any]) -> Iterator[str]:
    """How a story was found, in paragraphs of Markdown."""
    told = document["narratives"].get("method")
    if told:
        yield from told.split("\n\n")
    else:  # a story from before there was such a text, or by a service that writes none
        tests = document["statistics"]["tests"]
        yield tests_in_words(tests["run"], tests["kept"], tests["falseDiscoveryRate"])
        yield NO_CAUSE
    yield from document["statistics"].get("notes", [])


def tests_in_words(run: int, kept: int, false_discovery_rate: float) -> str:
    """How many tests were run, and what it takes to pass."""
    if not run:
        return "No statistical test was run on this table."
    return (
        f"{wording.count(run, 'statistical test was', 'statistical tests were')} run on this table, and {kept:,} of "
        "them passed. The more one looks for, the more turns up by luck, so all tests were judged together: among "
        f"those that passed, at most about {_one_in(false_discovery_rate)} is expected to be a fluke (a "
        f"false-discovery rate of {wording.percent(false_discovery_rate)}, by the method of Benjamini and Hochberg). "
        "Effects too small to matter were left out as well."
    )


def _one_in(rate: float) -> str:
    """``0.01`` -> ``1 in 100``."""
    return f"1 in {1 / rate:,.0f}" if rate > 0 else "none"
