"""A file that begins in earnest long after its first rows didn't grow a thousandfold."""

import numpy as np
import pandas as pd

from pipeline.story import Fact
from tests.pipeline.analysis.facts.tables import told


def _cases(early: int, *, growth: float = 1.0) -> pd.DataFrame:
    """Cases from the middle of 2009 on, ``growth`` times as many a day at last, and a few from before."""
    rng = np.random.default_rng(9)
    before = pd.Timestamp("1997-03-01") + pd.to_timedelta(rng.integers(0, 4_400, early), unit="D")
    along = np.log1p(rng.random(1_200) * (growth - 1)) / np.log(growth) if growth > 1 else rng.random(1_200)
    since = pd.Timestamp("2009-07-01") + pd.to_timedelta((along * 2_000).astype(int), unit="D")
    moments = before.append(since).sort_values()
    return pd.DataFrame({"opened": moments, "kind": rng.choice(["Theft", "Loss"], len(moments))})


def _change(frame: pd.DataFrame) -> Fact:
    return next(fact for fact in told(frame).facts if fact.kind == "change" and fact.columns == ("opened",))


def test_a_file_is_followed_from_when_it_begins_in_earnest() -> None:
    fact = _change(_cases(20))
    assert str(fact.values["first_period"])[:4] == "2010"
    assert "hardly a row from before 2009" in fact.text


def test_what_grows_steadily_is_followed_from_its_first_row() -> None:
    fact = _change(_cases(0, growth=500.0))
    assert pd.Timestamp(str(fact.values["first_period"])) < pd.Timestamp("2011-01-01")
    assert "hardly a row" not in fact.text
