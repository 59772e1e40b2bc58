"""In which order a story is told: its sections by the kind of table, its points, and what its first paragraph says."""

from collections.abc import Mapping, Sequence

from pipeline.analysis.detector import Detector
from pipeline.analysis.facts import FACTS
from pipeline.analysis.facts.fact import LeadPart
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
MAX_LEAD = 3  # sentences of the first paragraph
MIN_SCORE = 2.5  # of a fact that is shown


def make_outline(
    subject: Subject, facts: Sequence[Fact], findings: Sequence[Finding], detectors: Mapping[str, Detector]
) -> Outline:
    """Facts and findings by section; what says again what a fact has said, and what is worth least, is folded."""
    told = [frozenset(fact.columns) for fact in facts if fact.verdict is not Verdict.UNDECIDED]
    by_section: dict[str, list[tuple[float, str]]] = {name: [] for name in USUAL}
    folded: list[str] = []
    repeated = _repeated(facts)
    for fact in facts:
        if fact.id in repeated:
            folded.append(fact.id)
            continue
        section = "doubt" if fact.verdict is Verdict.UNDECIDED and FACTS[fact.kind].is_doubted else fact.section
        if fact.score >= MIN_SCORE or section == "doubt":
            by_section[section].append((-fact.score, fact.id))
        else:
            folded.append(fact.id)
    for finding in findings:
        detector = detectors[finding.kind]
        if detector.repeats_facts and frozenset(finding.columns) in told:
            folded.append(finding.id)
            continue
        about = set(subject.columns) <= set(finding.columns)
        default = "depends_on" if about and subject.column is not None else "stands_out"
        section = (detector.section or default) if about else "stands_out"
        by_section[section].append((-MIN_SCORE - finding.score, finding.id))
    verdicts = {fact.id: fact.verdict for fact in facts}
    sections = []
    for name in ORDERS.get(subject.table, USUAL):
        ordered = [identifier for _, identifier in sorted(by_section[name], key=lambda pair: pair[0])]
        shown = _shown(name, ordered, verdicts, _room(subject, name))
        if shown:
            sections.append(Section(name, TITLES[name], tuple(shown)))
        folded += [identifier for identifier in ordered if identifier not in shown]
    return Outline(_lead(subject, facts), tuple(sections), tuple(folded))


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


def _shown(section: str, ordered: Sequence[str], verdicts: Mapping[str, Verdict | None], room: int) -> list[str]:
    """The points of a section that are shown: its best, of what is undecided not more than two, what is alike last.

    That a column makes no difference answers a question too: one such answer has its place after the splits.
    """
    undecided = [point for point in ordered if verdicts.get(point) is Verdict.UNDECIDED]
    most = len(undecided) if section == "doubt" else MAX_UNDECIDED
    told = [point for point in ordered if point not in undecided[most:]]
    alike = [point for point in told if verdicts.get(point) is Verdict.ALIKE]
    others = [point for point in told if point not in alike]
    kept = others[: room - min(1, len(alike))]
    return [*kept, *alike[: room - len(kept)]]


def _lead(subject: Subject, facts: Sequence[Fact]) -> tuple[str, ...]:
    """The level; what moved or matters most; what it depends on: at most three facts, each about other columns."""
    usable = [f for f in facts if f.verdict in (None, Verdict.BEYOND_CHANCE) and FACTS[f.kind].may_lead]
    survey = subject.table is TableKind.SURVEY
    own = [
        f for f in usable if survey or set(subject.columns) <= set(f.columns) or FACTS[f.kind].part is LeadPart.LEVEL
    ]
    ordered = sorted(own, key=lambda f: -f.score)
    chosen: list[Fact] = []

    def choose(part: LeadPart | None, *sections: str) -> bool:
        """Add the best fact of the sections, if there is one that speaks of other columns than those before it."""
        said = [_with_base(subject, f) for f in chosen]
        for f in ordered:
            fits = f.section in sections and f not in chosen and part in (None, FACTS[f.kind].part)
            if fits and _with_base(subject, f) not in said and len(chosen) < MAX_LEAD:
                chosen.append(f)
                return True
        return False

    choose(LeadPart.LEVEL, "how_much")
    if survey:
        choose(None, "depends_on")
    else:
        choose(LeadPart.MOVED, "how_much") or choose(LeadPart.MOVED, "conditions")
        if subject.table is TableKind.PANEL:
            choose(None, "who_where")
        while choose(None, "depends_on", "conditions", "who_where"):
            continue
        if len(chosen) > 1:
            choose(None, "how_much")
    return tuple(f.id for f in chosen)


def _with_base(subject: Subject, fact: Fact) -> set[str]:
    """The columns that a fact speaks of; what the subject is a part of always comes along."""
    return {*fact.columns, *((subject.base,) if subject.base else ())}
