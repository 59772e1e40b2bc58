"""What a story's first paragraph speaks of: at most three points, each of which says something else."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.analysis.facts import FACTS
from pipeline.analysis.facts.adjusted import AdjustedFact, Compared, compared
from pipeline.analysis.facts.fact import LeadPart
from pipeline.analysis.facts.rank import RankFact
from pipeline.analysis.facts.split import SplitFact
from pipeline.analysis.subject import HAPPENED, STAYED, has_term, is_judgement, is_lasting
from pipeline.analysis.subject.vocabulary import TESTED
from pipeline.names import words
from pipeline.story import Fact, Finding, Subject, TableKind, Verdict

MAX_LEAD = 3  # sentences of the first paragraph
MAX_CONDITIONS = 2  # columns beside the subject that one of its sentences tells of what it depends on
EXPLAINS = frozenset({"depends_on", "conditions"})
AGAIN = 0.8  # worth of what names a column again that a sentence before told of
MUCH = 9.6  # worth of where much of the whole lies: before what its single rows depend on
MUCH_OF_ALL = 0.3
TIMES_ITS_ROWS = 2.0  # as much of the whole as of the rows
JUDGED = 0.6  # worth of what somebody's judgement goes with, which came afterwards: the wait of those who gave one star


@dataclass(frozen=True)
class _Wish:
    """Facts that would do: of some sections, and of one part of the paragraph or of any."""

    sections: tuple[str, ...]
    part: LeadPart | None = None

    def fits(self, fact: Fact) -> bool:
        return fact.section in self.sections and self.part in (None, FACTS[fact.kind].part)


_Slot = tuple[_Wish, ...]  # one sentence: the first wish that some fact fits

LEVEL: _Slot = (_Wish(("how_much",), LeadPart.LEVEL),)
MOVED: _Slot = tuple(_Wish((section,), LeadPart.MOVED) for section in ("how_much", "conditions", "who_where"))
WHO: _Slot = (_Wish(("who_where",)),)
DEPENDS: _Slot = (_Wish(("depends_on",)),)
WHY: _Slot = (_Wish(("depends_on", "conditions", "who_where")),)
COURSE: _Slot = (_Wish(("how_much",), LeadPart.MOVED),)


def choose_lead(
    subject: Subject, facts: Sequence[Fact], reversals: Sequence[Finding] = (), courses: Sequence[Finding] = ()
) -> tuple[str, ...]:
    """The level; what moved or matters most, of all or in one group; what it depends on.

    Of findings, ``reversals`` say that a relation of the subject reverses within groups. The first one is told, last,
    and without it nothing is told of the relation. ``courses`` say how the subject went, the first one behind the
    level where no fact does.
    """
    usable = _unturned(_usable(subject, facts), reversals)
    told_by = [] if any(map(_tells_course, usable)) else courses[:1]
    of_group = [frozenset(course.columns) for course in told_by if carriers(course)]
    usable = [fact for fact in usable if not FACTS[fact.kind].follows_time or frozenset(fact.columns) not in of_group]
    went = tuple(course.id for course in told_by)
    chosen = _chosen(subject, facts, usable, MAX_LEAD - bool(reversals) - len(went))
    told = tuple(fact.id for fact in chosen)
    return (*told[:1], *went, *told[1:], *(reversal.id for reversal in reversals[:1]))


def carriers(said: Fact | Finding) -> frozenset[str]:
    """The column one of whose groups made the change of the whole that is told."""
    carrier = getattr(said.detail, "carrier", None)
    return frozenset() if carrier is None else frozenset({carrier.by})


def _unturned(facts: Iterator[Fact], reversals: Sequence[Finding]) -> list[Fact]:
    """Without what is turned round within the groups of another column."""
    turned = {frozenset(reversal.columns[:-1]) for reversal in reversals}  # the last one's groups turn it
    return [fact for fact in facts if fact.section not in EXPLAINS or frozenset(fact.columns) not in turned]


def _chosen(subject: Subject, facts: Sequence[Fact], usable: Sequence[Fact], room: int) -> list[Fact]:
    """The facts of the first paragraph, sentence by sentence."""
    ordered = sorted(usable, key=lambda f: -_worth(subject, f))
    chosen: list[Fact] = []
    for slot in _slots(subject):
        if len(chosen) < room and (slot is not COURSE or len(chosen) > 1):
            chosen += _best(subject, slot, ordered, chosen)
    return chosen if len(chosen) >= room else [*chosen, *_course_of_rows(subject, facts)[:1]]


def _tells_course(fact: Fact) -> bool:
    """Whether a fact says how the whole went, as the first paragraph would."""
    return fact.section == "how_much" and FACTS[fact.kind].part is LeadPart.MOVED


def _course_of_rows(subject: Subject, facts: Sequence[Fact]) -> list[Fact]:
    """How the number of rows went, where that is not what the story is about."""
    moved = filter(_tells_course, facts)
    own = [fact for fact in moved if subject.column and subject.time and fact.columns == (subject.time,)]
    return [fact for fact in own if fact.verdict is Verdict.BEYOND_CHANCE]


def _worth(subject: Subject, fact: Fact) -> float:
    """A fact's score; less where it goes by a judgement that came after what is judged."""
    beside = set(fact.columns) - set(subject.columns)
    is_judged = fact.section in EXPLAINS and _is_judgement(beside) and not _is_judgement(subject.columns)
    is_sibling = fact.section in EXPLAINS and _is_tested(beside) and _is_tested(subject.columns)
    worth = fact.score * (JUDGED if is_judged or is_sibling else 1.0)
    return max(worth, MUCH) if fact.kind == RankFact.name and _is_much_of_few(fact) else worth


def _is_much_of_few(fact: Fact) -> bool:
    """Whether much of the whole lies in one group which holds far fewer of the rows: a third of the time lost in few
    stops.
    """
    share, rows = fact.values.get("first_share"), fact.values.get("rows_1")
    if not isinstance(share, float) or not isinstance(rows, int):
        return False
    return share >= MUCH_OF_ALL and share * fact.n >= TIMES_ITS_ROWS * rows


def _is_tested(names: Collection[str]) -> bool:
    """Whether a name is of what pupils learnt: the score in one subject doesn't explain the one in another."""
    return any(not TESTED.isdisjoint(words(name)) for name in names)


def _is_judgement(names: Collection[str]) -> bool:
    return any(map(is_judgement, names))


def _usable(subject: Subject, facts: Sequence[Fact]) -> Iterator[Fact]:
    """What holds, was asked or only states, about the subject; of a survey about any of its items."""
    overturned = AdjustedFact.overturned(facts)
    for fact in facts:
        kind = FACTS[fact.kind]
        is_own = subject.table is TableKind.SURVEY or set(subject.columns) <= set(fact.columns)
        beside = set(fact.columns) - {*subject.columns, subject.base}
        is_short = fact.section not in EXPLAINS or len(beside) <= MAX_CONDITIONS
        is_told = is_own or kind.is_news or kind.part is LeadPart.LEVEL
        if (
            kind.leads(fact)
            and _holds(fact, overturned)
            and is_short
            and is_told
            and not _is_of_watching(subject, fact, beside)
        ):
            yield fact


def _holds(fact: Fact, overturned: Collection[Compared]) -> bool:
    """Whether a fact is beyond chance; of a difference that others explain, what they leave of it."""
    if overturned and fact.kind in (SplitFact.name, AdjustedFact.name) and compared(fact) in overturned:
        return fact.kind == AdjustedFact.name
    return fact.verdict in (None, Verdict.BEYOND_CHANCE) or FACTS[fact.kind].is_asked(fact)


def _is_of_watching(subject: Subject, fact: Fact, beside: Collection[str]) -> bool:
    """Whether a fact explains what happened by how long it was watched for: who died was seen no longer.

    How long customers have stayed is a trait of theirs.
    """
    happened = fact.section in EXPLAINS and subject.column is not None and has_term(subject.column, HAPPENED)
    return happened and any(is_lasting(name) and not has_term(name, STAYED) for name in beside)


def _slots(subject: Subject) -> tuple[_Slot, ...]:
    """The sentences in order, by the kind of table."""
    if subject.table is TableKind.SURVEY:
        return (LEVEL, DEPENDS)
    who = (WHO,) if subject.table is TableKind.PANEL else ()
    return (LEVEL, MOVED, *who, *MAX_LEAD * (WHY,), COURSE)


def _best(subject: Subject, slot: _Slot, ordered: Sequence[Fact], chosen: Sequence[Fact]) -> list[Fact]:
    """The best fact of the first wish that any fits, of those that don't say again what is chosen."""
    said = [_says(subject, fact) for fact in chosen]
    new = [fact for fact in ordered if _says(subject, fact) not in said]
    if slot is WHY:  # what speaks of other columns first, of what there is beside
        told = frozenset().union(*(_beside(subject, fact) for fact in chosen))
        stands = frozenset().union(*(_beside(subject, f) for f in chosen if not _went(f)))
        new = [f for f in new if not _beside(subject, f) or not _beside(subject, f) <= stands]
        new = sorted(new, key=lambda f: -_worth(subject, f) * (AGAIN if _beside(subject, f) & told else 1.0))
        new = [*_with_it(subject, new), *new]
    found = (next(filter(wish.fits, new), None) for wish in slot)
    return [fact for fact in found if fact is not None][:1]


def _with_it(subject: Subject, ordered: Sequence[Fact]) -> list[Fact]:
    """What says the first fact's columns together with others, and is worth more: the first year on which contract."""
    first = ordered[:1]
    own = _beside(subject, first[0]) if first else frozenset()
    joint = (f for f in ordered if own < _beside(subject, f) and _worth(subject, f) > _worth(subject, first[0]))
    return list(joint)[:1] if own else []


def _went(fact: Fact) -> bool:
    """Whether a fact tells how its columns went, beside which it is news how they stand."""
    return FACTS[fact.kind].follows_time or getattr(fact.detail, "grain", None) is not None


def _beside(subject: Subject, fact: Fact) -> frozenset[str]:
    """The columns that a fact speaks of beside the subject, its base and its time."""
    return frozenset(fact.columns) - {*subject.columns, subject.base, subject.time}


def _says(subject: Subject, fact: Fact) -> tuple[frozenset[str], bool, str | None]:
    """The columns that a fact speaks of, what the subject is a part of among them, whether it follows them, and in
    which cycle.
    """
    base = {subject.base} if subject.base else set()
    return (
        frozenset({*fact.columns, *base, *carriers(fact)}),
        FACTS[fact.kind].follows_time,
        getattr(fact.detail, "cycle", None),
    )
