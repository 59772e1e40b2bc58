"""How strong a finding is, in words that need no statistics."""

from pipeline import wording
from pipeline.narrative.prose import names, subjects
from pipeline.story import Finding

THIN_Q = 0.002  # a fifth of the false-discovery rate at which findings are kept: few are as close to it


def in_words(finding: Finding) -> str | None:
    """A sentence without a number, or None where the finding's own text says enough.

    The bounds are Cohen's (1988), as far as there are any: rules of thumb, to be read as such.
    """
    size = abs(finding.effect_size or 0.0)
    first, last = (wording.name(subjects(finding)[i]) for i in (0, -1)) if subjects(finding) else ("", "")
    match finding.kind:
        case "correlation":
            return _pick(
                size,
                (0.7, f"That is a strong relation: {first} alone goes a long way towards telling {last}."),
                (0.5, "That is a clear relation, though plenty of single rows depart from it."),
                (
                    0.3,
                    f"That is a moderate relation: it holds on the whole, but {first} says little about a single row.",
                ),
                (
                    0.0,
                    f"That is a weak relation, seen over many rows only; {first} is no guide to a single row.",
                ),
            )
        case "difference":
            return _pick(
                size,
                (0.14, "That is a large difference: few rows of the one group look like the other."),
                (0.06, "That is a middling difference: the groups are apart, but overlap."),
                (0.0, "That is a small difference: the groups overlap widely, so it says little about a single row."),
            )
        case "trend":
            return _pick(
                size,
                (0.7, "The single points keep close to that line."),
                (0.4, "The single points swing around that line, but follow it."),
                (0.0, "The single points swing widely around that line, so a few of them can look the other way."),
            )
        case "association" | "missingness":
            return _pick(
                size,
                (0.5, f"That is a strong relation between {first} and {last}."),
                (0.3, f"That is a clear relation between {first} and {last}, not a rule without exceptions."),
                (0.0, f"That is a modest relation: most of what tells the rows apart lies outside of {last}."),
            )
        case _:
            return None


def of_evidence(finding: Finding) -> str | None:
    """A warning where a finding was kept only just; None where it was kept easily, or counted rather than tested."""
    if finding.q_value is None or finding.q_value <= THIN_Q:
        return None
    about = names(list(subjects(finding)))
    return f"What is said here of {about} only just stands out from chance; see whether new rows bear it out."


def _pick(size: float, *bounds: tuple[float, str]) -> str:
    return next(text for least, text in bounds if size >= least)
