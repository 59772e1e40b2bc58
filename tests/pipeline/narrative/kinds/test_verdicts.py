"""What the words of a fact may say is ruled by its verdict: each fact that compares, told under each verdict."""

import re
from dataclasses import replace

import pytest

from pipeline.analysis.facts import FACTS
from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.story import Fact, Verdict
from pipeline.wording import plain
from tests.pipeline.analysis.facts.tables import analysis

TABLES = ("sales", "churn", "tickets", "panel", "survey")

CLAIMS = r"\b(leads?|leader|rose|fell|differs?|depends?|best|worst|stalled)\b"
EQUAL = r"\b(equal|alike|no difference|the same as)\b"
MAY_NOT = {
    Verdict.BEYOND_CHANCE: EQUAL,
    Verdict.ALIKE: CLAIMS,
    Verdict.UNDECIDED: f"{CLAIMS}|{EQUAL}",
    Verdict.UNTESTED: rf"{CLAIMS}|{EQUAL}|\b(more|typical)\b",
}


def compared() -> list[Fact]:
    """A fact of each kind that compares, and of each form of its subject."""
    found = {}
    for name in TABLES:
        for fact in analysis(name).facts:
            if fact.verdict is not None:
                found.setdefault((fact.kind, getattr(getattr(fact.detail, "target", None), "form", None)), fact)
    return list(found.values())


def told(fact: Fact) -> str:
    words = FACT_WORDS[fact.kind]
    names = "|".join(re.escape(str(value)) for value in fact.values.values() if isinstance(value, str))
    return re.sub(names or "$^", "", plain(f"{words.headline(fact)}. {words.text(fact)}"))


@pytest.mark.parametrize("verdict", MAY_NOT)
def test_no_fact_says_what_its_verdict_forbids(verdict: Verdict) -> None:
    facts = [replace(fact, verdict=verdict) for fact in compared() if _may_carry(fact, verdict)]
    wrong = {fact.kind: found[0] for fact in facts if (found := re.search(MAY_NOT[verdict], told(fact)))}
    assert wrong == {}
    assert len(facts) >= 5


def _may_carry(fact: Fact, verdict: Verdict) -> bool:
    """Kinds that are told beyond chance alone are never asked for other words."""
    return verdict is Verdict.BEYOND_CHANCE or not FACTS[fact.kind].only_beyond_chance


def test_what_holds_beyond_chance_is_said_with_a_verb() -> None:
    facts = [replace(fact, verdict=Verdict.BEYOND_CHANCE) for fact in compared()]
    assert {fact.kind for fact in facts if re.search(CLAIMS, told(fact))} >= {"change", "group_change"}
