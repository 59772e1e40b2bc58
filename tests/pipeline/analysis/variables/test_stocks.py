"""What holds from one moment to the next is never added up over time, by its name or else by its course."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.variables.stocks import holds_over_time
from pipeline.story import Form
from testing.truth.score import analysis_of

MONTHS = pd.date_range("2015-01-01", periods=96, freq="MS")
RNG = np.random.default_rng(1)
WALK = (8_000 + np.cumsum(RNG.normal(5, 30, 96))).round()
EVEN = (8_000 + 40 * np.arange(96) + RNG.normal(0, 400, 96)).round()


@pytest.mark.parametrize(
    ("name", "values", "form"),
    [
        ("unemployed", EVEN, Form.MEAN),
        ("open_tickets", EVEN, Form.MEAN),
        ("balance", EVEN, Form.MEAN),
        ("Lagerbestand", EVEN, Form.MEAN),
        ("cpi_index", EVEN / 37, Form.MEAN),
        ("total", WALK, Form.MEAN),
        ("cases", np.cumsum(RNG.poisson(20, 96)), Form.MEAN),
        ("cases", RNG.poisson(200, 96), Form.TOTAL),
        ("sales", WALK, Form.TOTAL),
        ("orders", EVEN, Form.TOTAL),
    ],
)
def test_form_of_a_single_series(name, values, form) -> None:
    subject = analysis_of(pd.DataFrame({"month": MONTHS, name: values})).subject
    assert (subject.column, subject.form) == (name, form)


def test_noise_and_growth_by_the_period_are_flows() -> None:
    assert not holds_over_time(np.random.default_rng(2).normal(100, 5, 100))
    assert not holds_over_time(100 * 1.02 ** np.arange(30) + np.random.default_rng(3).normal(0, 4, 30))
    assert holds_over_time(np.cumsum(np.random.default_rng(4).poisson(5, 60)))
