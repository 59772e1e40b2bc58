"""Words for what analysis found: each kind puts its own."""

from dataclasses import replace

from pipeline.narrative.caveats import caveats
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.naming import along_with
from pipeline.narrative.notes import with_notes
from pipeline.story import Analysis, Finding


def with_words(analysis: Analysis) -> Analysis:
    """The analysis with headline, text and caveats of each finding; what has its words already keeps them."""
    findings = tuple(f if f.headline and f.text else _worded(f) for f in analysis.findings)
    return replace(analysis, findings=findings, statistics=with_notes(analysis))


def _worded(finding: Finding) -> Finding:
    kind = KINDS[finding.kind]
    text = kind.text(finding)
    return replace(
        finding,
        headline=kind.headline(finding),
        text=f"{text} {along_with(finding.companions)}" if finding.companions else text,
        caveats=caveats(finding, kind.effect),
    )
