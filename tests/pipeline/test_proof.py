"""The proof in words: what was tested, how sure it is, and how findings were chosen."""

import pytest

from pipeline import proof
from pipeline.story import Verdict
from tests.ui.documents import outlined_document, story_document


def test_the_facts_of_a_tested_finding():
    facts = dict(proof.facts_of(story_document()["findings"][1]))
    assert facts == {
        "Rows used": "988",
        "Tested with": "Kruskal-Wallis test",
        "Size of the effect": "0.18: epsilon squared",
        "p-value": "0.0004: how likely a result at least this clear is where nothing is there",
        "Could it be chance?": "Of findings this clear, about 1 in 250 is a fluke (q-value 0.004).",
    }


def test_a_counted_finding_claims_no_test():
    finding = story_document()["findings"][0] | {"test": None, "effect": None, "pValue": None, "qValue": None}
    assert list(proof.facts_of(finding)) == [("Rows used", "1,000")]


def test_a_fact_has_a_verdict_in_words_and_no_effect():
    split, rank = outlined_document()["facts"][1:]
    assert dict(proof.facts_of(split)) == {
        "Rows used": "1,000",
        "Verdict": "Beyond chance: it passed its test among all that were run, and is large enough to matter",
        "Tested with": "permutation",
        "p-value": "0.0004: how likely a result at least this clear is where nothing is there",
        "Could it be chance?": "Of findings this clear, about 1 in 250 is a fluke (q-value 0.004).",
    }
    assert list(proof.facts_of(rank))[1] == (
        "Verdict",
        "Undecided: too few rows, or too much scatter, to tell it from chance",
    )


def test_a_fact_that_compares_nothing_has_no_verdict():
    assert list(proof.facts_of(outlined_document()["facts"][0])) == [("Rows used", "1,000")]


def test_every_verdict_has_its_words():
    assert [proof.verdict(verdict) for verdict in Verdict] == [
        "beyond chance",
        "no difference that matters",
        "undecided",
        "not tested",
    ]


@pytest.mark.parametrize(
    ("q_value", "words"),
    [
        (0.0, "fewer than 1 in 10,000"),
        (4e-8, "fewer than 1 in 10,000"),
        (0.0003, "about 1 in 3,300"),
        (0.01, "about 1 in 100"),
    ],
)
def test_a_q_value_in_words(q_value, words):
    assert words in proof.chance(q_value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "none"),
        (True, "yes"),
        (1234, "1,234"),
        (0.6859504132, "0.6859504132"),
        (2_040_000.0, "2,040,000"),
        ("a", "a"),
    ],
)
def test_values_are_not_rounded(value, text):
    assert proof.value_text(value) == text


@pytest.mark.parametrize(("p_value", "text"), [(0.0, "below 0.0001"), (0.0123, "0.012"), (0.5, "0.5")])
def test_a_p_value(p_value, text):
    assert proof.probability(p_value) == text


def test_the_method_names_what_was_run_and_the_odds():
    text = " ".join(proof.method_of(story_document()))
    assert "86 statistical tests were run on this table, and 2 of them passed." in text
    assert "about 1 in 100 is expected to be a fluke" in text


def test_without_tests_the_method_speaks_of_none():
    document = story_document(statistics={"tests": {"run": 0, "kept": 0, "falseDiscoveryRate": 0.01}})
    assert next(proof.method_of(document)) == "No statistical test was run on this table."


def test_a_story_with_a_text_on_its_method_tells_that_instead_of_words_of_our_own():
    document = story_document()
    document["narratives"]["method"] = "A table of **1,000 rows**.\n\nTested twice."
    document["statistics"]["notes"] = ["A note."]
    assert list(proof.method_of(document)) == ["A table of **1,000 rows**.", "Tested twice.", "A note."]
