"""The plain test of each planted fact alone, as an analyst who knows what to look for would run it with scipy."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from scipy import stats

from testing.truth.plant import Planted


def _line(planted: Planted) -> float:
    values = planted.frame["level"].to_numpy()
    return float(stats.linregress(np.arange(len(values)), values).pvalue)


def _jump(planted: Planted) -> float:
    """The largest two-sample t of all places, Bonferroni over them: the place isn't known."""
    y = planted.frame["level"].to_numpy()
    n = len(y)
    places = np.arange(3, n - 2)
    sums, squares = np.cumsum(y)[places - 1], float(y @ y)
    means = sums / places, (y.sum() - sums) / (n - places)
    within = squares - places * means[0] ** 2 - (n - places) * means[1] ** 2
    t = (means[1] - means[0]) / np.sqrt(within / (n - 2) * (1 / places + 1 / (n - places)))
    return float(min(1.0, len(places) * 2 * stats.t.sf(np.abs(t).max(), n - 2)))


def _line_of(values: pd.Series) -> float:
    return float(stats.linregress(np.arange(len(values)), values).pvalue)


def _quota(planted: Planted) -> float:
    sums = planted.frame.groupby("seen_on")[["clicked_on", "impressed"]].sum()
    return _line_of(sums["clicked_on"] / sums["impressed"])


def _hours(planted: Planted) -> float:
    sizes = np.bincount(planted.frame["seen_on"].dt.hour, minlength=24)
    return float(stats.chisquare(sizes).pvalue)


def _at_hours(planted: Planted) -> float:
    return _ranks(planted.frame.assign(hour=planted.frame["seen_on"].dt.hour), "delay", "hour")


def _on_weekdays(planted: Planted) -> float:
    return _independence(planted.frame.assign(weekday=planted.frame["seen_on"].dt.day_of_week), "weekday", "churned")


def _by(part: str) -> Callable[[Planted], float]:
    """Means of the level by a part of the date."""

    def test(planted: Planted) -> float:
        parts = getattr(planted.frame["day"].dt, part)
        return float(stats.f_oneway(*(v.to_numpy() for _, v in planted.frame.groupby(parts)["level"])).pvalue)

    return test


def _round_numbers(planted: Planted) -> float:
    rent = planted.frame["rent"]
    return float(stats.binomtest(int((rent % 100 == 0).sum()), len(rent), 0.01, alternative="greater").pvalue)


def _zeros(planted: Planted) -> float:
    refunded = planted.frame["refunded"]
    return float(stats.binomtest(int((refunded == 0).sum()), len(refunded), 0.5, alternative="greater").pvalue)


def _farthest(values: pd.Series) -> float:
    """Grubbs' test of the farthest value; others that are as far are left out of the mean and the deviation."""
    x = values.to_numpy(dtype=float)
    away = np.abs(x - np.median(x))
    others = x[away < 0.9 * away.max()]
    z = away.max() / others.std(ddof=1)
    return float(min(1.0, len(x) * 2 * stats.t.sf(z, len(others) - 1)))


def _gap(planted: Planted) -> float:
    """A run of empty days, each as likely to be empty as the days outside of it let one think (Laplace)."""
    steps = planted.frame["day"].diff().dt.days.dropna().to_numpy()
    empty = steps.max() - 1
    return float(min(1.0, len(steps) * (1 / (len(steps) + 2)) ** empty))


def _years(planted: Planted) -> float:
    values = planted.frame["level"].to_numpy()
    return float(stats.ttest_rel(values[365:730], values[:365]).pvalue)


def _line_of_group(planted: Planted) -> float:
    """The slope among the group's rows against the slope among all other rows."""
    frame = planted.frame.assign(days=(planted.frame["seen_on"] - planted.frame["seen_on"].min()).dt.days)
    own = frame["branch"] == "C"
    lines = [stats.linregress(rows["days"], rows["rating_given"]) for rows in (frame[own], frame[~own])]
    z = (lines[0].slope - lines[1].slope) / np.hypot(lines[0].stderr, lines[1].stderr)
    return float(2 * stats.norm.sf(abs(z)))


def _mix(planted: Planted) -> float:
    frame = planted.frame
    later = (frame["seen_on"] > frame["seen_on"].median()).rename("later")
    return max(
        _ranks(frame.assign(later=later), "ticket", "later"), _independence(frame.assign(later=later), "tier", "later")
    )


def _ranks(frame: pd.DataFrame, measure: str, by: str) -> float:
    return float(stats.kruskal(*(v.dropna().to_numpy() for _, v in frame.groupby(by)[measure])).pvalue)


def _independence(frame: pd.DataFrame, first: str, second: str) -> float:
    return float(stats.chi2_contingency(pd.crosstab(frame[first], frame[second]), correction=False).pvalue)


def _spearman(frame: pd.DataFrame, first: str, second: str) -> float:
    return float(stats.spearmanr(frame[first], frame[second]).pvalue)


def _bins(frame: pd.DataFrame, first: str, second: str) -> float:
    return _ranks(frame.assign(bins=pd.qcut(frame[first], 8, labels=False)), second, "bins")


def _even(values: pd.Series) -> float:
    return float(stats.chisquare(values.value_counts().to_numpy()).pvalue)


def _seller(planted: Planted) -> float:
    """The mean of each seller against the others', the farthest, Bonferroni over them."""
    frame = planted.frame
    own = frame["seller"] == "seller 17"
    p_value = stats.ttest_ind(frame.loc[own, "discount_given"], frame.loc[~own, "discount_given"]).pvalue
    return float(min(1.0, frame["seller"].nunique() * p_value))


def _valley(planted: Planted) -> float:
    """Fewer values halfway between the peaks than about the lower one: a sign test of two windows of equal width."""
    wait = planted.frame["wait"].to_numpy()
    first, second = 10.0, float(np.quantile(wait, 0.7))  # the middle of the second peak, which holds three fifths
    windows = [int(np.sum(np.abs(wait - centre) < 1)) for centre in ((first + second) / 2, first)]
    return float(stats.binomtest(windows[0], max(1, sum(windows)), 0.5, alternative="less").pvalue)


def _closed(planted: Planted) -> float:
    days = planted.frame["closed"] - planted.frame["opened"]
    return _ranks(planted.frame.assign(days=days.dt.total_seconds()), "days", "colour")


def _word(planted: Planted) -> float:
    said = planted.frame["comment"].str.contains("refund")
    return _independence(planted.frame.assign(said=said), "said", "churned")


def _lost(planted: Planted) -> float:
    return _independence(planted.frame.assign(lost=planted.frame["phone_score"].isna()), "lost", "colour")


def _paradox(planted: Planted) -> float:
    """The larger of the p-value over all rows and the strata's together (Stouffer)."""
    frame = planted.frame
    strata = [rows for _, rows in frame.groupby("faculty")]
    z = sum(stats.norm.isf(_independence(rows, "admitted", "gender") / 2) for rows in strata) / np.sqrt(len(strata))
    return max(_independence(frame, "admitted", "gender"), float(2 * stats.norm.sf(z)))


def _drivers(planted: Planted) -> float:
    assert planted.focus is not None
    happy = planted.frame[planted.focus]
    frame = planted.frame.assign(happiness=happy if planted.focus == "happiness" else (happy == "yes").astype(float))
    by_plan = _ranks(frame, "happiness", "plan")
    return max(_spearman(frame, "speed", "happiness"), by_plan, _bins(frame, "warmth", "happiness"))


NATURAL_TESTS: Mapping[str, Callable[[Planted], float]] = {
    "trend": _line,
    "trend_of_counts": lambda planted: _line_of(planted.frame.groupby("seen_on").size()),
    "trend_of_average": lambda planted: _line_of(planted.frame.groupby("seen_on")["amount"].mean()),
    "trend_of_ratio": _quota,
    "trend_in_parts": _line,
    "level_change": _jump,
    "seasonality": _by("day_of_week"),
    "monthly": _by("month"),
    "hourly": _by("hour"),
    "spike": lambda planted: _farthest(planted.frame["level"]),
    "gap": _gap,
    "growth": _years,
    "segment_trend": _line_of_group,
    "mix_effect": _mix,
    "busy_times": _hours,
    "level_by_time": _at_hours,
    "rhythm": _on_weekdays,
    "correlation": lambda planted: _spearman(planted.frame, "dose", "answer"),
    "relationship": lambda planted: _bins(planted.frame, "dose", "answer"),
    "difference": lambda planted: _ranks(planted.frame, "delay", "colour"),
    "rate": lambda planted: _independence(planted.frame, "churned", "colour"),
    "association": lambda planted: _independence(planted.frame, "district", "colour"),
    "share": lambda planted: _even(planted.frame["supplier"]),
    "concentration": lambda planted: _even(planted.frame["client"]),
    "outliers": lambda planted: _farthest(planted.frame["pressure"]),
    "extreme_entity": _seller,
    "two_peaks": _valley,
    "heaped": _round_numbers,
    "mostly_zero": _zeros,
    "words": _word,
    "missingness": _lost,
    "missing_by_range": lambda planted: _ranks(
        planted.frame.assign(gone=planted.frame["phone_score"].isna()), "income", "gone"
    ),
    "duration": _closed,
    "confounded": lambda planted: _ranks(planted.frame, "stay", "ward"),
    "confounded_correlation": lambda planted: _spearman(planted.frame, "ices", "drownings"),
    "simpson": _paradox,
    "drivers": _drivers,
    "drivers_of_outcome": _drivers,
}
