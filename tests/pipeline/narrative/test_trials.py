"""A trial's question is answered first, whatever came of it; numbers in order are told by their ends."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline import make_story


def lead_of(frame: pd.DataFrame, folder: Path) -> str:
    path = folder / "table.csv"
    frame.to_csv(path, index=False)
    return make_story(path).narratives.summary.split("\n\n")[0].replace("**", "")


@pytest.mark.parametrize(
    ("of_b", "verdict"),
    [(100, "which chance alone could give"), (130, "a hint but no proof"), (200, None)],
)
def test_the_question_of_a_trial_is_answered_in_the_lead(of_b: int, verdict: str | None, tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    converted = np.zeros(2_000, dtype=int)
    converted[:95], converted[1_000 : 1_000 + of_b] = 1, 1
    users = pd.DataFrame({"user_id": range(2_000), "variant": np.repeat(["A", "B"], 1_000), "converted": converted})
    users["device"] = rng.choice(["mobile", "desktop"], 2_000)
    told = lead_of(users.sample(frac=1, random_state=1), tmp_path)
    assert "of users with variant B converted" in told
    if verdict is None:
        assert "chance" not in told
        assert "hint" not in told
    else:
        assert verdict in told


def test_so_is_that_of_a_small_design(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    looms = pd.DataFrame({"wool": np.tile(["A", "B"], 27), "tension": np.repeat(["low", "middle", "high"], 18)})
    looms["breaks"] = (rng.gamma(4, 6, 54) * np.repeat([1.4, 1.0, 0.9], 18)).round()
    told = lead_of(looms, tmp_path)
    assert "With tension low they are" in told
    assert "too few" not in told


@pytest.mark.parametrize(("order", "way"), [(1, "rises"), (-1, "falls")])
def test_groups_in_order_are_told_by_their_ends(order: int, way: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    rooms = rng.integers(1, 7, 900)
    price = 100 * (rooms if order > 0 else 7 - rooms) + rng.normal(0, 20, 900)
    flats = pd.DataFrame({"rooms": rooms, "price": price.round(), "heating": rng.choice(["gas", "oil"], 900)})
    told = lead_of(flats, tmp_path)
    ends = {one: f"{flats.loc[flats['rooms'] == one, 'price'].mean():.0f}" for one in (1, 6)}
    assert f"{way} with rooms, from {ends[1]} with 1 to {ends[6]} with 6" in told.replace(" with 1 room", " with 1")
