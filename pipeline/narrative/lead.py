"""The first paragraph: a sentence for each point of the lead, what was named before in a short form."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from pipeline import wording
from pipeline.analysis.facts.extremes import Extremes
from pipeline.analysis.facts.level import Level
from pipeline.analysis.facts.target import Target
from pipeline.narrative.kinds.fact_words import begins_with_target
from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.narrative.own_names import own_names
from pipeline.narrative.prose import Sentence
from pipeline.story import Analysis, Fact, Finding, Verdict

VALUE = wording.noun("value")  # what there are few of, where a row has no name


def lead(analysis: Analysis, beside: Sequence[Fact | Finding] = ()) -> Iterator[Sentence]:
    """The sentences, with the values behind each; ``beside``: what the summary tells right behind them."""
    facts = {fact.id: fact for fact in analysis.facts}
    told = [facts[point] for point in analysis.outline.lead if point in facts]
    told = [fact for place, fact in enumerate(told) if not _is_told(fact, told[:place])]
    told = [_without_ends(fact, [*told, *beside]) for fact in told]
    behind_level, at_end = _findings(analysis)
    for place, sentences in enumerate(_limited(_sentences(told), told, analysis.facts)):
        yield from sentences
        yield from () if place else behind_level
    yield from at_end if told else (*behind_level, *at_end)
    yield from _nothing_beside(analysis, told)


def _findings(analysis: Analysis) -> tuple[list[Sentence], list[Sentence]]:
    """How the subject went, right behind its level, and what reverses once like is compared with like, at the end."""
    findings: dict[str, Finding] = {finding.id: finding for finding in analysis.findings}
    found = {place: findings[point] for place, point in enumerate(analysis.outline.lead) if point in findings}
    said = {place: Sentence(f"{f.headline}.", tuple(f.values.values())) for place, f in found.items()}
    return [said[place] for place in said if place <= 1], [said[place] for place in said if place > 1]


def _sentences(told: Sequence[Fact]) -> Iterator[Sentence]:
    is_clear = False  # what "it" would be: each sentence so far has the same subject
    for place, fact in enumerate(told):
        words = FACT_WORDS[fact.kind]
        full = words.lead(fact)
        is_again = is_clear and (_is_of_one(fact, told[0]) or _begins_with(fact, told[0]))
        text = words.lead_again(fact) if is_again or (place and _is_of_one_ratio(fact, told[place - 1])) else full
        is_clear = text != full or ((is_again or not place) and begins_with_target(full, fact))
        yield Sentence(f"{text}.", tuple(fact.values.values()), own=own_names(fact))


def _limited(sentences: Iterator[Sentence], told: Sequence[Fact], facts: Sequence[Fact]) -> Iterator[list[Sentence]]:
    """What is said of each fact: of a level with what limits it, as how many cases it leaves out, then of the whole."""
    for place, (sentence, fact) in enumerate(zip(sentences, told, strict=True)):
        others = [] if place else [each for each in facts if each not in told]
        yield [reduce(_with_aside, _beside(fact, facts), sentence), *_course_of_whole(fact, others)]


def _beside(fact: Fact, facts: Sequence[Fact]) -> list[Fact]:
    """What may limit a level."""
    return [each for each in facts if fact.kind == "level" and _target(each) == _target(fact)]


def _course_of_whole(fact: Fact, others: Sequence[Fact]) -> Iterator[Sentence]:
    """Behind the level of a profit how the sales went that it is a part of, where no other sentence tells that."""
    base = getattr(fact.detail, "base", None)
    if fact.kind != "level" or base is None:
        return
    went = [f for f in others if f.kind == "change" and _target(f) == base and f.verdict is Verdict.BEYOND_CHANCE]
    for course in went[:1]:
        text = FACT_WORDS[course.kind].lead(course)
        yield Sentence(f"{text}.", tuple(course.values.values()), own=own_names(course))


def _with_aside(sentence: Sentence, fact: Fact) -> Sentence:
    """A sentence with what a fact says in passing behind it; most say nothing."""
    aside = FACT_WORDS[fact.kind].aside(fact)
    if not aside:
        return sentence
    text = f"{sentence.text.removesuffix('.')}, {aside}."
    own = None if sentence.own is None else sentence.own | own_names(fact)
    return replace(sentence, text=text, values=(*sentence.values, *fact.values.values()), own=own)


def _is_of_one(fact: Fact, before: Fact) -> bool:
    """Whether both speak of the same column, in the same way: an outcome, or a size."""
    one, other = _target(fact), _target(before)
    return one is not None and other is not None and (one.column, one.value) == (other.column, other.value)


def _begins_with(fact: Fact, before: Fact) -> bool:
    """Whether the first step of a funnel is the total that was told before: it isn't said again."""
    target, steps = _target(before), getattr(fact.detail, "steps", None)
    is_first = steps is not None and target is not None and steps[0] == target.column
    return is_first and fact.values.get("step_1") == before.values.get("total")


def _without_ends(fact: Fact, told: Sequence[Fact | Finding]) -> Fact:
    """A level without its highest value, where another point tells when it was, or whose that and the lowest are."""
    if not isinstance(fact.detail, Level):
        return fact
    ends = [one.detail for one in told if isinstance(one.detail, Extremes) and one.detail.target == fact.detail.target]
    if not ends:
        return fact
    low = fact.detail.low and all(one.grain is not None for one in ends)
    return replace(fact, detail=replace(fact.detail, low=low, high=False))


def _is_of_one_ratio(fact: Fact, before: Fact) -> bool:
    """Whether the sentence before speaks of the same ratio."""
    one, other = (getattr(each.detail, "ratio", None) for each in (fact, before))
    return one is not None and one == other


def _is_told(fact: Fact, before: list[Fact]) -> bool:
    """Whether a sentence before gives this level beside its own: a tip on an average bill of 19.8."""
    target = _target(fact)
    bases = {getattr(one.detail, "base", None) for one in before if one.kind == fact.kind}
    return fact.kind == "level" and target is not None and target in bases


def _target(fact: Fact) -> Target | None:
    target = getattr(fact.detail, "target", getattr(fact.detail, "actual", None))
    return target if isinstance(target, Target) else None


def _nothing_beside(analysis: Analysis, told: list[Fact]) -> Iterator[Sentence]:
    """That a lead has no more than its level to say, where something was compared with it in vain."""
    target = _target(told[0]) if len(told) == 1 else None
    compared = any(fact.verdict is Verdict.UNDECIDED for fact in analysis.facts)
    if target is None or not compared or not analysis.dataset.row_count:
        return
    if any(target.column in finding.columns for finding in analysis.findings):
        return
    row = analysis.subject.row if analysis.subject else wording.ROW
    values = (VALUE if row.is_row else row).counted(analysis.dataset.row_count)
    yield Sentence(
        f"These {values} are too few, or scatter too much, to show what it depends on.", (analysis.dataset.row_count,)
    )
