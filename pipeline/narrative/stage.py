"""The whole of stage 3 on one screen."""

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.narrative import overview as overview_of
from pipeline.narrative.check import Backing, kept_and_dropped
from pipeline.narrative.key_findings import MAX_WORDS as MAX_KEY_FINDINGS_WORDS
from pipeline.narrative.key_findings import key_findings
from pipeline.narrative.method import MAX_WORDS as MAX_METHOD_WORDS
from pipeline.narrative.method import method
from pipeline.narrative.naming import as_read, on_chart, wording_of
from pipeline.narrative.own_names import headers_of, own_names
from pipeline.narrative.prose import Paragraph, section
from pipeline.narrative.recommendations import MAX_WORDS as MAX_RECOMMENDATIONS_WORDS
from pipeline.narrative.recommendations import recommendations
from pipeline.narrative.summary import MAX_WORDS as MAX_SUMMARY_WORDS
from pipeline.narrative.summary import summary
from pipeline.narrative.telling import facts_in_words, without_lost
from pipeline.narrative.turns import in_turn
from pipeline.narrative.words import with_words
from pipeline.options import Options
from pipeline.story import Analysis, Finding, Narratives, QualityNote

log = logging.getLogger(__name__)

YES_NO = ("yes", "no")  # how the groups of a boolean column are called
BARE_DOLLAR = re.compile(r"(?<!\\)\$")


def narrate(analysis: Analysis, options: Options, report: Callable[[float], None]) -> tuple[Analysis, Narratives]:
    """Put facts and findings into words and write the story's text, every number of it checked.

    Returns the analysis with what passed: a sentence with a number that its values don't hold is dropped and logged, a
    finding whose headline has one is dropped as a whole.
    """
    spoken = wording_of(analysis)
    analysis = with_words(in_turn(analysis, spoken))
    names = [*(column.name for column in analysis.dataset.columns), *spoken.names.values()]
    names += [name for finding in analysis.findings for name in finding.subjects]
    if analysis.subject is not None and analysis.subject.value is not None:
        names.append(str(analysis.subject.value))  # an outcome may be called by a number: status 500
    analysis = replace(
        analysis,
        findings=tuple(kept for f in analysis.findings if (kept := _checked(f, names)) is not None),
        quality=tuple(checked for note in analysis.quality if (checked := _checked_note(note, names)) is not None),
        facts=facts_in_words(analysis.facts, names),
    )
    told = [*(fact.id for fact in analysis.facts), *(finding.id for finding in analysis.findings)]
    analysis = replace(analysis, outline=without_lost(analysis.outline, told))
    report(0.3)
    overview = overview_of.of(analysis)

    def written(paragraphs: Sequence[Paragraph], max_words: int) -> str:
        return final(section([_supported(paragraph, names) for paragraph in paragraphs], max_words))

    def final(text: str) -> str:
        return _safe(as_read(text, spoken))

    narratives = Narratives(
        summary=written(summary(analysis, overview, options), MAX_SUMMARY_WORDS),
        key_findings=written(key_findings(analysis, overview), MAX_KEY_FINDINGS_WORDS),
        recommendations=written(recommendations(analysis), MAX_RECOMMENDATIONS_WORDS),
        method=written(method(analysis, overview), MAX_METHOD_WORDS),
    )
    report(1.0)
    return _finished(analysis, final), narratives


def _checked(finding: Finding, names: Iterable[str]) -> Finding | None:
    """The finding without the sentences that fail; None where its headline does."""
    backing = Backing(finding.values.values(), (*names, *finding.columns, *YES_NO), own_names(finding))
    wrong = backing.lacks(finding.headline)
    if wrong:
        _log(finding.kind, finding.headline, wrong)
        return None
    text, *caveats = (_kept(finding.kind, told, backing) for told in (finding.text, *finding.caveats))
    return replace(finding, text=text, caveats=tuple(filter(None, caveats)))


def _checked_note(note: QualityNote, names: Iterable[str]) -> QualityNote | None:
    text = _kept(note.kind, note.text, Backing(note.values.values(), (*names, *note.columns)))
    return replace(note, text=text) if text else None


def _kept(kind: str, text: str, backing: Backing) -> str:
    """The text without the sentences that fail."""
    kept, dropped = kept_and_dropped(text, backing)
    for sentence in dropped:
        _log(kind, sentence, backing.lacks(sentence))
    return kept


def _supported(paragraph: Paragraph, names: Iterable[str]) -> Paragraph:
    """The paragraph without the sentences that fail."""
    kept = []
    for sentence in paragraph.sentences:
        wrong = Backing(sentence.values, (*names, *YES_NO), sentence.own).lacks(sentence.text)
        if wrong:
            _log("narrative", sentence.text, wrong)
        else:
            kept.append(sentence)
    return Paragraph(tuple(kept), paragraph.bullet)


def _log(kind: str, sentence: str, numbers: Sequence[str]) -> None:
    log.warning("sentence dropped", extra={"kind": kind, "sentence": sentence, "numbers": list(numbers)})


def _finished(analysis: Analysis, final: Callable[[str], str]) -> Analysis:
    findings = tuple(
        replace(
            f,
            headline=final(f.headline),
            text=final(f.text),
            caveats=tuple(final(c) for c in f.caveats),
            plot=on_chart(f.plot, headers_of(f), f.wording),
        )
        for f in analysis.findings
    )
    quality = tuple(replace(note, text=final(note.text)) for note in analysis.quality)
    facts = tuple(
        replace(
            f,
            headline=final(f.headline),
            text=final(f.text),
            plot=on_chart(f.plot, headers_of(f), f.wording),
        )
        for f in analysis.facts
    )
    return replace(analysis, findings=findings, quality=quality, facts=facts)


def _safe(markdown: str) -> str:
    """Dollar signs as characters: between two bare ones, some Markdown has a formula."""
    return BARE_DOLLAR.sub(r"\\$", markdown)
