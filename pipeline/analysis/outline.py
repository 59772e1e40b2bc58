"""In which order a story is told: its sections by the kind of table, its points, and its first paragraph."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.analysis.detector import Detector
from pipeline.analysis.facts import FACTS
from pipeline.analysis.lead import carriers, choose_lead
from pipeline.story import Fact, Finding, Form, Outline, Section, Subject, TableKind, Verdict

TITLES: Mapping[str, str] = {
    "how_much": "How much, and how it went",
    "depends_on": "What it depends on",
    "unsettled": "What these rows leave open",
    "conditions": "Under which conditions",
    "who_where": "Who and where",
    "stands_out": "What else stands out",
    "doubt": "What to doubt",
}
ORDERS: Mapping[TableKind, tuple[str, ...]] = {
    TableKind.PANEL: ("how_much", "who_where", "depends_on", "unsettled", "conditions", "stands_out", "doubt"),
    TableKind.SERIES: ("how_much", "who_where", "depends_on", "unsettled", "conditions", "stands_out", "doubt"),
}
USUAL = ("how_much", "depends_on", "unsettled", "conditions", "who_where", "stands_out", "doubt")
RANKING = ORDERS[TableKind.PANEL]  # of players and teams: who is best, before what it depends on
MAX_POINTS: Mapping[str, int] = {  # shown of each section, the others are folded
    "how_much": 4,
    "depends_on": 5,
    "unsettled": 3,
    "conditions": 2,
    "who_where": 4,
    "stands_out": 2,
    "doubt": 3,
}
MAX_OF_SERIES: Mapping[str, int] = {"how_much": 5, "who_where": 6}  # of one series, to which there is nothing else
SAY_THE_SAME = (("split", "band"), ("ratio_step", "ratio_change"))  # of the same columns
BEFORE = 0.01  # points of worth: what stands just before something else
BY_SUBJECT: Mapping[TableKind, tuple[str, ...]] = {TableKind.SURVEY: (), TableKind.SERIES: ("how_much",)}
MAX_UNDECIDED = 2  # shown of a section, but of what is left open and of the doubts
DOUBTED = frozenset({"unsettled", "doubt"})
MAX_FAINT_P = 0.05  # of what is undecided, up to which a reader wants to see it before all that stands out besides
MAX_OF_COMPANIONS = 1  # points of how companions went, where the rows aren't one series
LESS_OF_GIVEN = 0.2  # of what stands out besides: how far a road goes is no news of the road
MIN_SCORE = 2.5  # of a fact that is shown


@dataclass(frozen=True)
class _Point:
    """A fact or a finding with its place: a section, or None where it is folded."""

    id: str
    section: str | None
    worth: float = 0.0
    verdict: Verdict | None = None
    is_own: bool = True  # about the subject, not about a companion alone; or news whatever it is about


@dataclass(frozen=True)
class _Told:
    """What facts tell already: of which columns, of what kind, and in pictures of many columns at once."""

    columns: frozenset[frozenset[str]]
    kinds: frozenset[tuple[str | None, str | None, frozenset[str]]]
    pictured: tuple[frozenset[str], ...]
    proven: frozenset[tuple[str, frozenset[str]]]
    parted: frozenset[frozenset[str]]

    @classmethod
    def by(cls, facts: Sequence[Fact]) -> "_Told":
        """What these facts tell; nothing is told by words that leave it undecided."""
        decided = [fact for fact in facts if fact.verdict is not Verdict.UNDECIDED]
        return cls(
            frozenset(map(_columns, decided)),
            frozenset(_kind_of(fact) for fact in decided if fact.verdict is not Verdict.UNTESTED),
            tuple(_columns(fact) for fact in facts if FACTS[fact.kind].pictures_all),
            frozenset((fact.kind, _columns(fact)) for fact in facts if fact.verdict is Verdict.BEYOND_CHANCE),
            _parted(facts),
        )

    def has(self, finding: Finding, detector: Detector) -> bool:
        """Whether a finding says no more than a fact does."""
        columns = frozenset(finding.columns)
        whole = columns - carriers(finding)
        if detector.tells_reversal and frozenset(finding.columns[:-1]) in self.parted:
            return True
        is_told = (detector.same_as, detector.occasion(finding), whole) in self.kinds
        repeats = is_told or (detector.repeats_facts and (columns in self.columns or columns in self.parted))
        comes_of_groups = any(kind in detector.comes_of and columns < wider for kind, wider in self.proven)
        return repeats or comes_of_groups or any(columns <= wider for wider in self.pictured)


def make_outline(
    subject: Subject, facts: Sequence[Fact], findings: Sequence[Finding], detectors: Mapping[str, Detector]
) -> Outline:
    """Facts and findings by section; what says again what a fact has said, and what is worth least, is folded."""
    points = [*_of_facts(subject, facts), *_of_findings(subject, facts, findings, detectors)]
    sections: list[Section] = []
    folded = [point.id for point in points if point.section is None]
    for name in _sections(subject, facts):
        ordered = _ordered(subject, points, name)
        shown = _shown(name, ordered, _room(subject, name))
        sections.append(Section(name, TITLES[name], tuple(shown)))
        folded += [point.id for point in ordered if point.id not in shown]
    told = tuple(section for section in sections if section.points)
    reversals, courses = _reversals(subject, facts, findings, detectors), _courses(subject, findings, detectors)
    return Outline(choose_lead(subject, facts, reversals, courses), told, tuple(folded))


def _sections(subject: Subject, facts: Sequence[Fact]) -> tuple[str, ...]:
    """The sections in order, by the kind of table, and whether it asks who is best."""
    is_ranking = any(fact.kind == "extremes" and fact.detail.is_ranking for fact in facts)
    return RANKING if is_ranking else ORDERS.get(subject.table, USUAL)


def _courses(subject: Subject, findings: Sequence[Finding], detectors: Mapping[str, Detector]) -> list[Finding]:
    """What says how the subject went, the strongest first."""
    own = {subject.column, subject.time}
    told = [f for f in findings if detectors[f.kind].tells_course and subject.column in f.subjects]
    return sorted((f for f in told if own >= set(f.subjects) - carriers(f)), key=lambda f: -f.score)


def _reversals(
    subject: Subject, facts: Sequence[Fact], findings: Sequence[Finding], detectors: Mapping[str, Detector]
) -> list[Finding]:
    """What of the subject reverses within the groups of a third column, the strongest first."""
    if subject.form is Form.TOTAL:  # large groups have more of everything, which turns no relation
        return []
    own, parted = set(subject.columns), _parted(facts)
    found = [f for f in findings if detectors[f.kind].tells_reversal and own and own <= set(f.columns[:-1])]
    return sorted((f for f in found if frozenset(f.columns[:-1]) not in parted), key=lambda f: -f.score)


def _parted(facts: Sequence[Fact]) -> frozenset[frozenset[str]]:
    """Pairs of columns of which one is a part of the other."""
    parts = (FACTS[fact.kind].parts(fact) for fact in facts)
    return frozenset(frozenset(pair) for own in parts for pair in combinations(sorted(own), 2))


def _ordered(subject: Subject, points: Sequence[_Point], section: str) -> list[_Point]:
    """The points of a section, what is worth most first; how much, and who: of the subject before its companions.

    Who, of one series of several measures, are these.
    """
    by_subject = section in BY_SUBJECT.get(subject.table, ("how_much", "who_where"))
    told = [point for point in points if point.section == section]
    return sorted(told, key=lambda point: (by_subject and not point.is_own, -point.worth))


def _of_facts(subject: Subject, facts: Sequence[Fact]) -> Iterator[_Point]:
    """Each fact in its section; what is undecided among the doubts, where its kind is doubted."""
    repeated = {*_repeated(facts), *_beside(subject, facts)}
    for fact in facts:
        section = _section_of(subject, fact)
        is_told = fact.id not in repeated and (fact.score >= MIN_SCORE or section in DOUBTED)
        is_own = FACTS[fact.kind].is_news or set(subject.columns) <= set(fact.columns)
        yield _Point(fact.id, section if is_told else None, fact.score, fact.verdict, is_own)


def _section_of(subject: Subject, fact: Fact) -> str:
    """Where a fact is told: what is undecided among the doubts, and before them what chance would seldom give."""
    kind = FACTS[fact.kind]
    if fact.verdict is not Verdict.UNDECIDED or not kind.is_doubted or kind.is_asked(fact):
        return fact.section
    is_own = fact.section == "depends_on" and set(subject.columns) <= set(fact.columns)
    is_faint = fact.p_value is not None and fact.p_value <= MAX_FAINT_P
    return "unsettled" if is_own and is_faint else "doubt"


def _of_findings(
    subject: Subject, facts: Sequence[Fact], findings: Sequence[Finding], detectors: Mapping[str, Detector]
) -> Iterator[_Point]:
    """Each finding about the subject in its kind's section; the others stand out apart from it."""
    told = _Told.by(facts)
    carried = {frozenset(finding.columns) for finding in findings if carriers(finding)}
    given = {finding.columns[0] for finding in findings if detectors[finding.kind].is_given(finding)}
    for finding in findings:
        detector = detectors[finding.kind]
        if _is_of_carrier(finding, carried) or told.has(finding, detector):
            yield _Point(finding.id, None)
            continue
        worth = _worth_of_reversal(finding, facts) if detector.tells_reversal else 0.0
        section = _section(subject, finding, detector)
        score = finding.score * (LESS_OF_GIVEN if section == "stands_out" and finding.columns[0] in given else 1.0)
        yield _Point(finding.id, section, max(worth, MIN_SCORE + score))


def _is_of_carrier(finding: Finding, carried: Collection[frozenset[str]]) -> bool:
    """Whether a finding says of a group what another one tells as the change of the whole that the group made."""
    return not carriers(finding) and frozenset(finding.columns) in carried


def _worth_of_reversal(finding: Finding, facts: Sequence[Fact]) -> float:
    """Just more than that of the facts whose relation it reverses, before which it is told."""
    reversed_ = [f.score for f in facts if _columns(f) == set(finding.columns[:-1])]
    return max(reversed_, default=0.0) + BEFORE


def _kind_of(fact: Fact) -> tuple[str, str | None, frozenset[str]]:
    """What a fact says, of which columns."""
    return fact.kind, FACTS[fact.kind].occasion(fact), _columns(fact)


def _columns(fact: Fact) -> frozenset[str]:
    return frozenset(fact.columns)


def _section(subject: Subject, finding: Finding, detector: Detector) -> str:
    if not set(subject.columns) <= set(finding.columns):
        return "stands_out"
    if len(finding.columns) == 1 and detector.section is None:
        return "stands_out"  # how the subject's own values lie says nothing of what it depends on
    return detector.section or ("stands_out" if subject.column is None else "depends_on")


def _room(subject: Subject, section: str) -> int:
    """How many points of a section are shown."""
    of_series = MAX_OF_SERIES if subject.table is TableKind.SERIES else {}
    return of_series.get(section, MAX_POINTS[section])


def _repeated(facts: Sequence[Fact]) -> set[str]:
    """What says the same of the same columns a second time: groups and ranges, a ratio's step and its change."""
    told: set[tuple[tuple[str, ...], frozenset[str]]] = set()
    repeated = set()
    for fact in sorted(facts, key=lambda f: -f.score):
        same = next((kinds for kinds in SAY_THE_SAME if fact.kind in kinds), None)
        if same is not None and (same, frozenset(fact.columns)) in told:
            repeated.add(fact.id)
        if same is not None:
            told.add((same, frozenset(fact.columns)))
    return repeated


def _beside(subject: Subject, facts: Sequence[Fact]) -> list[str]:
    """How companions went, but for the one told first: a series is told with them, what happened to rows without."""
    if subject.table is TableKind.SERIES:
        return []
    own = set(subject.columns)
    course = [fact for fact in facts if fact.section == "how_much" and not own <= set(fact.columns)]
    return [fact.id for fact in sorted(course, key=lambda fact: -fact.score)[MAX_OF_COMPANIONS:]]


def _shown(section: str, ordered: Sequence[_Point], room: int) -> list[str]:
    """The points of a section that are shown: its best, of what is undecided not more than two, what is alike last.

    That a column makes no difference answers a question too: one such answer has its place after the splits.
    """
    undecided = [point for point in ordered if point.verdict is Verdict.UNDECIDED]
    most = len(undecided) if section in DOUBTED else MAX_UNDECIDED
    told = [point for point in ordered if point not in undecided[most:]]
    alike = [point.id for point in told if point.verdict is Verdict.ALIKE]
    others = [point.id for point in told if point.verdict is not Verdict.ALIKE]
    kept = others[: room - min(1, len(alike))]
    return [*kept, *alike[: room - len(kept)]]
