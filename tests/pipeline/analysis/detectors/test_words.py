import numpy as np
import pytest

from tests.pipeline.analysis.detectors.tables import findings_of, unrelated

WORDS = ["parcel", "arrived", "friendly", "staff", "price", "again", "small", "large", "ordered", "quickly"]


def comments(rows: int, seed: int) -> list[str]:
    rng = np.random.default_rng(seed)
    return [" ".join(rng.choice(WORDS, 5)) + f" {i}" for i in range(rows)]


def test_a_word_that_goes_with_an_outcome() -> None:
    frame = unrelated(800)
    rng = np.random.default_rng(15)
    frame["comment"] = comments(800, 16)
    frame["returned"] = rng.random(800) < 0.2
    with_word = rng.random(800) < np.where(frame["returned"], 0.7, 0.05)
    frame.loc[with_word, "comment"] += " broken"
    finding = findings_of(frame, "words")[0]
    assert set(finding.columns) == {"returned", "comment"}
    assert finding.values["with_word"] == pytest.approx(frame["returned"][with_word].mean())
    assert finding.values["rows_with_word"] == with_word.sum()


def test_nothing_of_nothing() -> None:
    frame = unrelated(800)
    frame["comment"] = comments(800, 17)
    assert not findings_of(frame, "words")


def test_a_code_of_letters_and_digits_is_a_word_too() -> None:
    frame = unrelated(800)
    rng = np.random.default_rng(19)
    frame["comment"] = comments(800, 20)
    frame["returned"] = rng.random(800) < 0.2
    with_code = rng.random(800) < np.where(frame["returned"], 0.7, 0.05)
    frame.loc[with_code, "comment"] += " (E404)"
    finding = findings_of(frame, "words")[0]
    assert "“e404”" in finding.headline
    assert finding.values["rows_with_word"] == with_code.sum()
