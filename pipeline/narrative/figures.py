"""A finding's figures in a few words, for a headline that has none of its own."""

from collections.abc import Mapping

from pipeline import wording
from pipeline.story import Finding, Scalar

MEASURES = ("median", "average")  # in the order in which findings prefer them
SHARES = ("rate", "share")


def in_short(finding: Finding, units: Mapping[str, str | None]) -> str | None:
    """``169 min against 4 min``, ``75% against 17%``; None where the headline says it or nothing is to be compared."""
    if any(letter.isdigit() for letter in wording.plain(_without_names(finding.headline))):
        return None
    correlation = finding.values.get("correlation")
    if finding.kind == "correlation" and _is_number(correlation):
        return f"their rank correlation is {wording.number(float(correlation), digits=2)}"  # type: ignore[arg-type]
    for what in (*MEASURES, *SHARES):
        high, low = (finding.values.get(f"{end}_{what}") for end in ("high", "low"))
        if _is_number(high) and _is_number(low) and float(high) > float(low):  # type: ignore[arg-type]
            unit = units.get(finding.columns[0])
            sizes = [
                wording.percent(float(size)) if what in SHARES else wording.number(float(size), unit)  # type: ignore[arg-type]
                for size in (high, low)
            ]
            if sizes[0] != sizes[1]:
                return f"{'on average ' if what == 'average' else ''}{sizes[0]} against {sizes[1]}"
    return None


def _is_number(value: Scalar) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _without_names(headline: str) -> str:
    return "".join(headline.split("**")[::2])
