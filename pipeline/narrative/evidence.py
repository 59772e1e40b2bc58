"""How sure a finding is, in words that need no statistics."""

from pipeline.narrative.prose import names, subjects
from pipeline.story import Finding

THIN_Q = 0.002  # a fifth of the false-discovery rate at which findings are kept: few are as close to it


def warning(finding: Finding) -> str | None:
    """A warning where a finding was kept only just; None where it was kept easily, or counted rather than tested."""
    if finding.q_value is None or finding.q_value <= THIN_Q:
        return None
    about = names(list(subjects(finding)))
    return f"What is said here of {about} only just stands out from chance; see whether new rows bear it out."
