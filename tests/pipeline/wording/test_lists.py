import pytest

from pipeline import wording


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listing(items, text):
    assert wording.listing(items) == text


def test_a_sentence_leaves_a_name_its_own_capitals():
    assert [wording.sentence(name) for name in ("pH over time", "mV", "over time")] == [
        "pH over time",
        "mV",
        "Over time",
    ]
