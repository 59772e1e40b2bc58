"""In which order a story is told: its sections by the kind of table, its points, and its first paragraph."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.analysis.detector import Detector
from pipeline.analysis.facts import FACTS
from pipeline.analysis.lead import choose_lead
from pipeline.story import Fact, Finding, Outline, Section, Subject, TableKind, Verdict

TITLES: Mapping[str, str] = {
    "how_much": "How much, and how it went",
    "depends_on": "What it depends on",
    "conditions": "Under which conditions",
    "who_where": "Who and where",
    "stands_out": "What else stands out",
    "doubt": "What to doubt",
}
ORDERS: Mapping[TableKind, tuple[str, ...]] = {
    TableKind.PANEL: ("how_much", "who_where", "depends_on", "conditions", "stands_out", "doubt"),
    TableKind.SERIES: ("how_much", "who_where", "depends_on", "conditions", "stands_out", "doubt"),
}
USUAL = ("how_much", "depends_on", "conditions", "who_where", "stands_out", "doubt")
MAX_POINTS: Mapping[str, int] = {  # shown of each section, the others are folded
    "how_much": 4,
    "depends_on": 5,
    "conditions": 2,
    "who_where": 4,
    "stands_out": 2,
    "doubt": 3,
}
MAX_OF_COURSE = 5  # points of how a single series went, which is all that there is to it
MAX_UNDECIDED = 2  # shown of a section, but of the doubts
MIN_SCORE = 2.5  # of a fact that is shown


@dataclass(frozen=True)
class _Point:
    """A fact or a finding with its place: a section, or None where it is folded."""

    id: str
    section: str | None
    worth: float = 0.0
    verdict: Verdict | None = None


def make_outline(
    subject: Subject, facts: Sequence[Fact], findings: Sequence[Finding], detectors: Mapping[str, Detector]
) -> Outline:
    """Facts and findings by section; what says again what a fact has said, and what is worth least, is folded."""
    points = [*_of_facts(facts), *_of_findings(subject, facts, findings, detectors)]
    sections: list[Section] = []
    folded = [point.id for point in points if point.section is None]
    for name in ORDERS.get(subject.table, USUAL):
        ordered = _ordered(points, name)
        shown = _shown(name, ordered, _room(subject, name))
        sections.append(Section(name, TITLES[name], tuple(shown)))
        folded += [point.id for point in ordered if point.id not in shown]
    told = tuple(section for section in sections if section.points)
    return Outline(choose_lead(subject, facts), told, tuple(folded))


def _ordered(points: Sequence[_Point], section: str) -> list[_Point]:
    """The points of a section, what is worth most first."""
    return sorted((point for point in points if point.section == section), key=lambda point: -point.worth)


def _of_facts(facts: Sequence[Fact]) -> Iterator[_Point]:
    """Each fact in its section; what is undecided among the doubts, where its kind is doubted."""
    repeated = _repeated(facts)
    for fact in facts:
        is_doubted = fact.verdict is Verdict.UNDECIDED and FACTS[fact.kind].is_doubted
        section = "doubt" if is_doubted else fact.section
        is_told = fact.id not in repeated and (fact.score >= MIN_SCORE or section == "doubt")
        yield _Point(fact.id, section if is_told else None, fact.score, fact.verdict)


def _of_findings(
    subject: Subject, facts: Sequence[Fact], findings: Sequence[Finding], detectors: Mapping[str, Detector]
) -> Iterator[_Point]:
    """Each finding about the subject in its kind's section; the others stand out apart from it."""
    told = [frozenset(fact.columns) for fact in facts if fact.verdict is not Verdict.UNDECIDED]
    pictured = [frozenset(fact.columns) for fact in facts if FACTS[fact.kind].pictures_all]
    for finding in findings:
        detector, columns = detectors[finding.kind], frozenset(finding.columns)
        if (detector.repeats_facts and columns in told) or any(columns <= whole for whole in pictured):
            yield _Point(finding.id, None)
            continue
        yield _Point(finding.id, _section(subject, finding, detector), MIN_SCORE + finding.score)


def _section(subject: Subject, finding: Finding, detector: Detector) -> str:
    if not set(subject.columns) <= set(finding.columns):
        return "stands_out"
    return detector.section or ("stands_out" if subject.column is None else "depends_on")


def _room(subject: Subject, section: str) -> int:
    """How many points of a section are shown."""
    is_course = section == "how_much" and subject.table is TableKind.SERIES
    return MAX_OF_COURSE if is_course else MAX_POINTS[section]


def _repeated(facts: Sequence[Fact]) -> set[str]:
    """What the subject depends on, told a second time: a column's groups where its ranges are told, or its ranges."""
    told: set[frozenset[str]] = set()
    repeated = set()
    for fact in sorted(facts, key=lambda f: -f.score):
        columns = frozenset(fact.columns)
        if fact.kind in ("split", "band") and columns in told:
            repeated.add(fact.id)
        if fact.kind in ("split", "band"):
            told.add(columns)
    return repeated


def _shown(section: str, ordered: Sequence[_Point], room: int) -> list[str]:
    """The points of a section that are shown: its best, of what is undecided not more than two, what is alike last.

    That a column makes no difference answers a question too: one such answer has its place after the splits.
    """
    undecided = [point for point in ordered if point.verdict is Verdict.UNDECIDED]
    most = len(undecided) if section == "doubt" else MAX_UNDECIDED
    told = [point for point in ordered if point not in undecided[most:]]
    alike = [point.id for point in told if point.verdict is Verdict.ALIKE]
    others = [point.id for point in told if point.verdict is not Verdict.ALIKE]
    kept = others[: room - min(1, len(alike))]
    return [*kept, *alike[: room - len(kept)]]
