"""A finding's figures in a few words, for a headline that has none of its own."""

from collections.abc import Mapping

from pipeline import wording
from pipeline.story import Finding, Scalar

PAIRS = (  # names of the larger and the smaller value, in the order in which findings prefer them
    ("high_median", "low_median"),
    ("high_average", "low_average"),
    ("high_share", "low_share"),
    ("high_level", "low_level"),
    ("spike_level", "usual_level"),
    ("entity_average", "median_of_others"),
)


def in_short(finding: Finding, units: Mapping[str, str | None]) -> str | None:
    """``169 min against 4 min``, ``75% against 17%``; None where the headline says it or nothing is to be compared."""
    if any(letter.isdigit() for letter in wording.plain(_without_names(finding.headline))):
        return None
    correlation = finding.values.get("correlation")
    if finding.kind == "correlation" and _is_number(correlation):
        return f"their rank correlation is {wording.number(float(correlation), digits=2)}"  # type: ignore[arg-type]
    for pair in PAIRS if finding.kind != "relationship" else ():  # its ends say nothing of its bend
        high, low = (finding.values.get(key) for key in pair)
        if _is_number(high) and _is_number(low) and float(high) > float(low):  # type: ignore[arg-type]
            unit = finding.plot.y_unit if finding.plot else units.get(finding.columns[0])
            shares = pair[0].endswith("_share")
            upper, lower = (
                wording.percent(float(size)) if shares else wording.number(float(size), unit)  # type: ignore[arg-type]
                for size in (high, low)
            )
            if upper != lower:
                return f"{'on average ' if pair[0].endswith('_average') else ''}{upper} against {lower}"
    return None


def _is_number(value: Scalar) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _without_names(headline: str) -> str:
    return "".join(headline.split("**")[::2])
