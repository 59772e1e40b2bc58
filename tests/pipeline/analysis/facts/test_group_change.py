"""Groups over time: what is told as a share of what each had is tested as such."""

import numpy as np
import pandas as pd

from pipeline.story import Fact, Verdict
from tests.pipeline.analysis.facts.tables import told


def _orders(rng: np.random.Generator, sizes: dict[str, tuple[int, int]]) -> pd.DataFrame:
    """Orders of twelve months, of each group with as many a month at first and at last."""
    rows = []
    for month in range(12):
        for group, (first, last) in sizes.items():
            n = rng.poisson(first + (last - first) * month / 11)
            days = pd.Timestamp(2023, month + 1, 1) + pd.to_timedelta(rng.integers(0, 28, n), unit="D")
            rows.append(pd.DataFrame({"ordered_at": days, "shop": group}))
    frame = pd.concat(rows, ignore_index=True)
    return frame.assign(returned=np.where(rng.random(len(frame)) < 0.2, "yes", "no"))


def _of_counts(frame: pd.DataFrame) -> list[Fact]:
    return [f for f in told(frame).facts if f.kind == "group_change" and f.detail.target.column is None]


def test_groups_that_double_alike_do_not_part_though_one_is_larger() -> None:
    for seed in range(3):
        frame = _orders(np.random.default_rng(seed), {"Oslo": (120, 240), "Bern": (30, 60)})
        assert all(fact.verdict is not Verdict.BEYOND_CHANCE for fact in _of_counts(frame))


def test_a_group_that_grows_faster_parts_from_the_others() -> None:
    frame = _orders(np.random.default_rng(4), {"Oslo": (120, 120), "Bern": (40, 160)})
    (fact,) = _of_counts(frame)
    assert fact.verdict is Verdict.BEYOND_CHANCE


def test_a_handful_of_rows_is_no_group_that_fell() -> None:
    frame = _orders(np.random.default_rng(5), {"Oslo": (120, 120), "Bern": (40, 160), "Lund": (9, 3)})
    (fact,) = _of_counts(frame)
    assert "Lund" not in fact.headline
    assert fact.detail.groups == 2


def _panel(rng: np.random.Generator, *, moves: bool) -> pd.DataFrame:
    """States of which ever more have a law, or half of them all along."""
    years, states = np.tile(np.arange(1980, 2000), 24), np.repeat(np.arange(24), 20)
    law = years >= 1978 + states if moves else states % 2 == 0
    frame = pd.DataFrame({"state": [f"State {s}" for s in states], "year": years, "law": np.where(law, "yes", "no")})
    return frame.assign(sales=rng.normal(500, 20, len(frame)).round(1) * np.where(law, 1 + (years - 1980) / 20, 1))


def test_what_states_bring_along_to_a_group_is_no_change_of_the_group() -> None:
    for moves in (True, False):
        kinds = {f.kind for f in told(_panel(np.random.default_rng(7), moves=moves)).facts if "law" in f.columns}
        assert ("group_change" in kinds) is not moves
