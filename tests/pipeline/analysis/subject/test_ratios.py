"""Which sums make a ratio that has a meaning, by names and values."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.context import make_context
from pipeline.analysis.subject.ratios import MAX_COUNTS, Ratio, RatioForm, ratios_of
from pipeline.options import Options
from testing.truth.tables import table_of


def ratios(frame: pd.DataFrame, subject: str | None = None) -> tuple[Ratio, ...]:
    context = make_context(table_of(frame), Options())
    return ratios_of(context.variables, context.sample, subject)


def table(part: str, whole: str, share: float, n: int = 200) -> pd.DataFrame:
    rng = np.random.default_rng(5)
    of = rng.poisson(900, n)
    return pd.DataFrame({"site": rng.choice(["a", "b"], n), whole: of, part: rng.binomial(of, share)})


@pytest.mark.parametrize(
    ("part", "whole", "form"),
    [
        ("conversions", "sessions", RatioForm.SHARE),
        ("Klicks", "Einblendungen", RatioForm.SHARE),
        ("defective_items", "units_produced", RatioForm.SHARE),
        ("deaths", "cases", RatioForm.SHARE),
        ("ad_cost", "signups", RatioForm.EACH),
        ("murders", "population", RatioForm.PER_HEAD),
        ("calls abandoned", "calls offered", RatioForm.SHARE),
        ("mispicks", "lines picked", RatioForm.SHARE),
        ("tickets_reopened", "tickets_solved", RatioForm.SHARE),
        ("Ausschuss", "Stückzahl", RatioForm.SHARE),
    ],
)
def test_ratios_that_people_think_in(part, whole, form) -> None:
    assert ratios(table(part, whole, 0.2)) == (Ratio(part, whole, form),)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        *(("height", "width"), ("cost_per_click", "conversions"), ("sessions", "conversions"), ("age", "population")),
        *(("min visits", "max visits"), ("orders", "order lines"), ("new cases", "cumulative cases")),
        *(("price_paid", "price_asked"), ("revenue", "cost")),
    ],
)
def test_others_are_none(part, whole) -> None:
    assert ratios(table(part, whole, 0.2)) == ()


def test_a_part_that_exceeds_its_whole_is_none_of_it() -> None:
    frame = table("conversions", "clicks", 0.2)
    frame["conversions"] += 900
    assert ratios(frame) == ()


def test_the_subjects_own_comes_first_and_a_part_has_one_whole() -> None:
    frame = table("conversions", "clicks", 0.1).assign(spend=lambda f: f["clicks"] * 1.3, visits=lambda f: f["clicks"])
    assert [ratio.part for ratio in ratios(frame, "conversions")] == ["spend", "conversions"]
    assert ratios(frame, "clicks")[0].part == "conversions"


def test_of_a_family_the_smallest_part_is_told_of_the_largest() -> None:
    frame = table("calls abandoned", "calls offered", 0.1)
    frame["calls answered"] = frame["calls offered"] - frame["calls abandoned"]
    assert ratios(frame) == (Ratio("calls abandoned", "calls offered", RatioForm.SHARE),)


def test_what_advertising_brought_is_told_by_what_it_cost() -> None:
    frame = table("clicks", "impressions", 0.1).assign(
        cost=lambda f: f["clicks"] * 1.3, revenue=lambda f: 5 * f["cost"]
    )
    assert Ratio("revenue", "cost", RatioForm.TIMES) in ratios(frame)


def test_of_very_many_counts_only_the_first_are_looked_at() -> None:
    rng = np.random.default_rng(6)
    many = {f"sort {i} packed": rng.poisson(300, 100) for i in range(MAX_COUNTS)}
    pair = table("parcels lost", "parcels sent", 0.1, 100)
    first, last = (pd.concat(frames, axis=1) for frames in ((pair, pd.DataFrame(many)), (pd.DataFrame(many), pair)))
    assert Ratio("parcels lost", "parcels sent", RatioForm.SHARE) in ratios(first)
    assert ratios(last) == ()
