"""Very wide tables, most of whose columns follow from others, are told within their time."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.context import MAX_SERIES, make_context
from pipeline.analysis.inference.dependence import MAX_CLUSTERINGS, find_dependence
from pipeline.analysis.structure import numbers
from pipeline.analysis.variables.sample import Sample
from pipeline.options import Options
from testing.truth.tables import table_of


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


def test_of_very_many_measures_the_chief_and_the_first_ones_are_followed_over_time() -> None:
    rng = np.random.default_rng(2)
    frame = pd.DataFrame({"day": pd.date_range("2023-01-01", periods=60)})
    names = [f"m{place}" for place in range(MAX_SERIES + 20)]
    frame = frame.join(pd.DataFrame(rng.normal(size=(60, len(names))), columns=names))
    context = make_context(table_of(frame), Options())
    context.chief.append(names[-1])
    axis = context.time_axis
    assert axis is not None
    assert [measure.name for measure in axis.measures] == [*names[:MAX_SERIES], names[-1]]


def test_of_very_many_groupings_those_named_for_entities_tell_which_rows_belong_together() -> None:
    rng = np.random.default_rng(3)
    names = [*(f"g{place}" for place in range(MAX_CLUSTERINGS + 5)), "customer"]
    frame = pd.DataFrame({name: rng.choice([f"v{level}" for level in range(12)], 300) for name in names})
    found = find_dependence(make_context(table_of(frame), Options()).sample, None)
    assert list(found.clusters) == ["customer", *names[: MAX_CLUSTERINGS - 1]]
