"""Very wide tables, most of whose columns follow from others, are told within their time."""

import numpy as np
import pytest

from pipeline.analysis.structure import numbers
from pipeline.analysis.variables.sample import Sample


class CopiedSample:
    """Groups of columns that are copies of each other, as far as a look at pairs goes."""

    size = 12

    def __init__(self, columns: int, groups: int) -> None:
        self.times: dict[str, np.ndarray] = {}
        rng = np.random.default_rng(1)
        originals = rng.integers(0, 97, (groups, self.size)).astype(float)
        self.numbers = {f"c{place}": originals[place % groups] for place in range(columns)}

    def rank_correlations(self, names: list[str]) -> np.ndarray:
        groups = [self.numbers[name].tobytes() for name in names]
        return np.equal.outer(np.array(groups), np.array(groups)).astype(float)


def test_of_very_many_copies_each_is_found_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "MAX_PAIRS", 500)
    sample: Sample = CopiedSample(300, 10)  # type: ignore[assignment]
    found = numbers.numeric_relations(sample)
    assert len(found) == 500
    of_the_first = {second for first, second in (relation.columns for relation in found) if first == "c0"}
    assert of_the_first == {f"c{place}" for place in range(10, 300, 10)}
    copies = {second for _, second in (relation.columns for relation in found)}
    assert copies >= {f"c{place}" for place in range(10, 300)}
