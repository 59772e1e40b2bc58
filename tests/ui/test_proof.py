import pytest

from tests.ui.documents import story_document
from ui import proof


def test_the_facts_of_a_tested_finding():
    facts = dict(proof.facts_of(story_document()["findings"][1]))
    assert facts == {
        "Rows used": "988",
        "Tested with": "Kruskal-Wallis test",
        "Size of the effect": "0.18: epsilon squared",
        "Could it be chance?": "Of findings this clear, about 1 in 250 is a fluke (q-value 0.004).",
    }


def test_a_counted_finding_claims_no_test():
    finding = story_document()["findings"][0] | {"test": None, "effect": None, "qValue": None}
    assert list(proof.facts_of(finding)) == [("Rows used", "1,000")]


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
