"""From drafts to facts: their verdicts under the story's false-discovery rate, which are proved, their values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from pipeline.analysis.candidate import Candidate
from pipeline.analysis.context import Context
from pipeline.analysis.facts import FACTS
from pipeline.analysis.facts.fact import Draft
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import Row, one_rows
from pipeline.story import Fact, Outline, Verdict

MAX_FACTS = 28
MAX_OF_SECTION = 9
UNDECIDED_WORTH = 0.35  # of what a fact is worth that is undecided
UNTESTED_WORTH = 0.8
RECORDED_WORTH = 0.8
CLAIM = "fact"  # kind of the candidates that stand for the claims of facts


def draft_facts(view: View) -> list[Draft]:
    """All that could be told, with the tests that it takes: those that no detector has run are counted here."""
    drafts = [draft for kind in FACTS.values() for draft in kind.draft(view)]
    tests = view.context.tests
    for draft in drafts:
        if draft.claim is not None and not draft.claim.is_counted:
            tests.count(draft.kind, about=1)
    return drafts


def claims_of(drafts: Sequence[Draft]) -> list[Candidate]:
    """The drafts' tests as candidates of the one false-discovery rate; ``strength`` carries the place of the draft."""
    return [
        Candidate(
            CLAIM,
            draft.columns,
            draft.n,
            "",
            0.0,
            float(place),
            draft.claim.test,
            draft.claim.p_value,
            is_repeated=draft.claim.is_counted,
        )
        for place, draft in enumerate(drafts)
        if draft.claim is not None
    ]


def judge(drafts: Sequence[Draft], kept: Sequence[Candidate]) -> list[Draft]:
    """The drafts with their verdicts; what is undecided is worth less."""
    q_values = {int(c.strength): c.q_value for c in kept if c.kind == CLAIM}
    judged = [draft.judged(q_values.get(place)) for place, draft in enumerate(drafts)]
    worth = {Verdict.UNDECIDED: UNDECIDED_WORTH, Verdict.UNTESTED: UNTESTED_WORTH}
    return [
        replace(draft, worth=draft.worth * (RECORDED_WORTH if FACTS[draft.kind].is_record else worth[draft.verdict]))
        if draft.verdict in worth and not (draft.claim and draft.claim.is_asked)
        else draft
        for draft in judged
        if _is_told(draft, judged)
    ]


def _is_told(draft: Draft, judged: Sequence[Draft]) -> bool:
    """Whether a verdict leaves something to tell, and what it builds on is firm."""
    kind = FACTS[draft.kind]
    return not (draft.verdict is Verdict.UNDECIDED and kind.only_beyond_chance) and kind.is_founded(draft, judged)


@contextmanager
def proofs(context: Context, drafts: Sequence[Draft]) -> Iterator[Callable[[], dict[str, tuple[Fact, Draft]]]]:
    """Have the facts worth most proved while others work on; gives what waits for them.

    That are the facts by their ids, with the values that their SQL gives, and the drafts that they come of.
    """
    named = {f"a{place}": draft for place, draft in enumerate(_worth_most(drafts), start=1)}
    with one_rows(context.connection, [draft.query for draft in named.values()], context.row_count) as rows:

        def proved() -> dict[str, tuple[Fact, Draft]]:
            pairs = zip(named.items(), rows, strict=True)
            return {identifier: (_fact(draft, identifier, values), draft) for (identifier, draft), values in pairs}

        yield proved


def _worth_most(drafts: Sequence[Draft]) -> list[Draft]:
    chosen: list[Draft] = []
    sections: dict[str, int] = {}
    for draft in sorted(drafts, key=lambda d: (-d.worth, d.kind, d.columns)):
        if len(chosen) < MAX_FACTS and sections.get(draft.section, 0) < MAX_OF_SECTION:
            chosen.append(draft)
            sections[draft.section] = sections.get(draft.section, 0) + 1
    return chosen


def with_plots(proved: Mapping[str, tuple[Fact, Draft]], outline: Outline) -> tuple[Fact, ...]:
    """The facts, those that the outline shows with their plots: charts are drawn of no others."""
    shown = {*outline.lead, *(point for section in outline.sections for point in section.points)}
    return tuple(
        replace(fact, plot=draft.plot(Row(fact.values))) if draft.plot is not None and fact.id in shown else fact
        for fact, draft in proved.values()
    )


def _fact(draft: Draft, identifier: str, values: Row) -> Fact:
    claim = draft.claim
    return Fact(
        id=identifier,
        kind=draft.kind,
        headline="",
        text="",
        columns=draft.columns,
        values=values,
        n=draft.n,
        sql=draft.query,
        score=round(draft.worth, 6),
        verdict=draft.verdict,
        test=claim.test if claim else None,
        p_value=None if claim is None else float(f"{claim.p_value:.6g}"),
        q_value=None if draft.q_value is None else float(f"{draft.q_value:.6g}"),
        section=draft.section,
        detail=draft.detail,
    )
