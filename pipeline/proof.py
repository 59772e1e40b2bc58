"""How the proof of a finding and the method of a story are worded, for pages and exports: from the story's document."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import wording

SCALES = {
    "Cramér's V": ", where 0 is no relation and 1 a complete one",
    "Spearman's rank correlation": ", where 0 is no relation and 1 or −1 a complete one",
}
"""What the numbers of an effect mean, where its name doesn't say so."""
MIN_PROBABILITY = 1e-4  # that is written as a number


def facts_of(finding: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The proof as terms and sentences."""
    yield "Rows used", f"{finding['n']:,}"
    if finding["test"]:
        yield "Tested with", finding["test"]
    if finding["effect"] and finding["effectSize"] is not None:
        scale = SCALES.get(finding["effect"], "")
        yield "Size of the effect", f"{wording.number(finding['effectSize'], digits=2)}: {finding['effect']}{scale}"
    if finding["pValue"] is not None:
        yield (
            "p-value",
            f"{probability(finding['pValue'])}: how likely a result at least this clear is where nothing is there",
        )
    if finding["qValue"] is not None:
        yield "Could it be chance?", chance(finding["qValue"])


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


def method_of(document: Mapping[str, Any]) -> Iterator[str]:
    """How the findings were chosen, in paragraphs of plain text."""
    tests = document["statistics"]["tests"]
    if not tests["run"]:
        yield "No statistical test was run on this table."
    else:
        run = wording.count(tests["run"], "statistical test was", "statistical tests were")
        rate = tests["falseDiscoveryRate"]
        yield (
            f"{run} run on this table, and {tests['kept']:,} of them passed. The more one looks for, the more turns "
            f"up by luck, so all tests were judged together: among those that passed, at most about {_one_in(rate)} is "
            f"expected to be a fluke (a false-discovery rate of {wording.percent(rate)}, by the method of Benjamini "
            "and Hochberg). Effects too small to matter were left out as well."
        )
    yield "What goes together here need not be cause and effect: a table can't show that."


def _one_in(rate: float) -> str:
    """``0.01`` -> ``1 in 100``."""
    return f"1 in {1 / rate:,.0f}" if rate > 0 else "none"
