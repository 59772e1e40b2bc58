"""In which order a story is told: its sections by the kind of table, its points, and what its first paragraph says."""

from collections.abc import Mapping, Sequence

from pipeline.analysis.detector import Detector
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
NEVER_IN_LEAD = frozenset({"extremes", "missing_part", "open_cases", "mix_shift", "falls"})
MAX_POINTS: Mapping[str, int] = {  # shown of each section, the others are folded
    "how_much": 4,
    "depends_on": 5,
    "conditions": 2,
    "who_where": 4,
    "stands_out": 2,
    "doubt": 3,
}
MIN_SCORE = 2.5  # of a fact that is shown
DOUBTED = frozenset({"split", "band", "within", "group_change"})  # whose undecided figures stand among the doubts


def make_outline(
    subject: Subject, facts: Sequence[Fact], findings: Sequence[Finding], detectors: Mapping[str, Detector]
) -> Outline:
    """Facts and findings by section; what says again what a fact has said, and what is worth least, is folded."""
    told = [frozenset(fact.columns) for fact in facts if fact.verdict is not Verdict.UNDECIDED]
    by_section: dict[str, list[tuple[float, str]]] = {name: [] for name in USUAL}
    folded: list[str] = []
    for fact in facts:
        section = "doubt" if fact.verdict is Verdict.UNDECIDED and fact.kind in DOUBTED else fact.section
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
    sections = []
    for name in ORDERS.get(subject.table, USUAL):
        ordered = [identifier for _, identifier in sorted(by_section[name], key=lambda pair: pair[0])]
        if ordered:
            sections.append(Section(name, TITLES[name], tuple(ordered[: MAX_POINTS[name]])))
            folded += ordered[MAX_POINTS[name] :]
    return Outline(_lead(subject, facts), tuple(sections), tuple(folded))


def _lead(subject: Subject, facts: Sequence[Fact]) -> tuple[str, ...]:
    """The level; what moved or matters most; what it depends on."""
    usable = [f for f in facts if f.verdict in (None, Verdict.BEYOND_CHANCE) and f.kind not in NEVER_IN_LEAD]
    own = [f for f in usable if set(subject.columns) <= set(f.columns) or f.kind in {"level", "battery"}]
    ordered = sorted(own, key=lambda f: -f.score)
    said: list[set[str]] = []

    def first(*sections: str, besides: Sequence[str] = (), kinds: Sequence[str] = ()) -> str | None:
        """The best fact of these sections that speaks of other columns than those before it."""
        for f in ordered:
            fits = f.section in sections and f.id not in besides and (not kinds or f.kind in kinds)
            if fits and (f.kind == "level" or {*f.columns, *((subject.base,) if subject.base else ())} not in said):
                said.append({*f.columns, *((subject.base,) if subject.base else ())})
                return f.id
        return None

    if subject.table is TableKind.SURVEY:
        battery = first("how_much", kinds=("battery",))
        return (battery,) if battery is not None else ()
    level = first("how_much", kinds=("level",))
    moved = first("how_much", kinds=("change", "turning_points")) or first("conditions", kinds=("threshold",))
    depends = first("depends_on") if subject.table is not TableKind.PANEL else first("who_where")
    chosen = [point for point in (level, moved, depends) if point is not None]
    for section in ("depends_on", "conditions", "who_where", *(("how_much",) if len(chosen) > 1 else ())):
        if len(chosen) < 3 and (more := first(section, besides=chosen)) is not None:
            chosen.append(more)
    return tuple(chosen[:3])
