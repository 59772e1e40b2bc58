"""What is looked for first in a cell, cheaply, is in all words for totals: no word is added to one list alone."""

from collections.abc import Iterable
from re import _parser as patterns  # type: ignore[attr-defined]  # the tree of a pattern, which re itself works on
from typing import Any

from pipeline.reading.totals import STEMS, WORDS


def written(tree: Iterable[Any]) -> list[str]:
    """A text for each way through a pattern: each alternative, with and without what is optional."""
    texts = [""]
    for operation, argument in tree:
        parts = WAYS[str(operation)](argument)
        texts = [text + part for text in texts for part in parts]
    return texts


WAYS = {
    "AT": lambda _: [""],
    "LITERAL": lambda code: [chr(code)],
    "IN": lambda options: [next((chr(what) for kind, what in options if str(kind) == "LITERAL"), " ")],
    "SUBPATTERN": lambda group: written(group[-1]),
    "BRANCH": lambda branches: [text for branch in branches[1] for text in written(branch)],
    "MAX_REPEAT": lambda repeat: [*([""] if repeat[0] == 0 else []), *written(repeat[2])],
}
SAMPLES = written(patterns.parse(WORDS.pattern))


def test_the_samples_are_words_for_totals() -> None:
    assert len(SAMPLES) > 100
    assert any("итого" in text for text in SAMPLES)
    assert any("schlusssaldo" in text for text in SAMPLES)
    assert all(WORDS.search(text) for text in SAMPLES)


def test_each_word_for_a_total_has_a_stem() -> None:
    assert [text for text in SAMPLES if not any(stem in text.lower() for stem in STEMS)] == []
