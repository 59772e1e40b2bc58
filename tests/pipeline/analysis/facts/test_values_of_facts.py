"""Each kind of fact tells what is planted, with the values that pandas gives."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Form, Verdict
from pipeline.wording import plain
from tests.pipeline.analysis.facts import tables
from tests.pipeline.analysis.facts.tables import TABLES, analysis, facts


@pytest.mark.parametrize("table", TABLES)
def test_no_fact_and_no_sentence_is_lost_to_the_number_check(table, caplog) -> None:
    analysis.cache_clear()
    found = analysis(table)
    assert found.facts
    assert all(fact.headline and fact.text for fact in found.facts)
    assert "dropped" not in caplog.text


@pytest.mark.parametrize("table", TABLES)
def test_each_point_that_is_shown_has_a_chart_and_of_time_a_line(table) -> None:
    found = analysis(table)
    points = {point.id: point for point in (*found.facts, *found.findings)}
    shown = [points[i] for i in (*found.outline.lead, *(i for s in found.outline.sections for i in s.points))]
    assert [(p.kind, p.columns) for p in shown if p.plot is None or p.plot.frame.empty] == []
    of_time = {
        p.plot.kind for p in shown if p.plot and p.kind in {"change", "turning_points", "season", "group_change"}
    }
    assert of_time <= {"line", "slope", "multiples"}


def test_level_of_an_outcome() -> None:
    frame = tables.churn()
    (fact,) = facts("churn", "level")[:1]
    left = frame["churned"] == "Yes"
    assert fact.values["hits"] == left.sum()
    assert fact.values["share"] == pytest.approx(left.mean())
    money = frame["monthly_charges"]
    assert fact.values["money_share"] == pytest.approx(money[left].sum() / money.sum())
    assert fact.verdict is None


def test_level_of_a_total_and_what_it_is_of_its_base() -> None:
    frame = tables.sales()
    fact = facts("sales", "level")[0]
    assert fact.values["total"] == pytest.approx(frame["profit"].sum())
    assert fact.values["ratio"] == pytest.approx(frame["profit"].sum() / frame["sales"].sum())


def test_level_of_a_companion_stands_beside_the_subject() -> None:
    frame = tables.churn()
    fact = facts("churn", "level")[0]
    assert fact.detail.beside[0].column == "monthly_charges"
    assert fact.values["beside_1"] == pytest.approx(frame["monthly_charges"].mean())
    money, gone = frame["monthly_charges"], frame["churned"] == "Yes"
    sums = [f"{size / 1000:.0f},000" for size in (money[gone].sum(), money.sum())]
    assert f"{sums[0]} of {sums[1]} in monthly charges" in plain(fact.text)  # what went with them, in place of the mean


def test_change_between_the_first_and_the_last_complete_year() -> None:
    frame = tables.sales()
    by_year = frame.groupby(frame["order_date"].dt.year)["sales"].sum()
    (fact,) = [f for f in facts("sales", "change") if "sales" in f.columns]
    assert (fact.values["first_value"], fact.values["last_value"]) == pytest.approx((by_year[2022], by_year[2024]))
    assert fact.verdict is Verdict.BEYOND_CHANCE
    assert "rose" in fact.headline


def test_growth_by_the_year_and_the_same_month_a_year_before() -> None:
    frame = tables.sales()
    by_year = frame.groupby(frame["order_date"].dt.year)["sales"].sum()
    (fact,) = [f for f in facts("sales", "change") if "sales" in f.columns]
    assert fact.values["growth"] == pytest.approx((by_year[2024] / by_year[2022]) ** 0.5 - 1)
    jobs = tables.series().set_index("month")["jobs"]
    (months,) = [f for f in facts("series", "change") if "jobs" in f.columns]
    assert months.values["year_before_value"] == jobs["2018-12-01"]
    assert months.values["year_share"] == pytest.approx(jobs["2019-12-01"] / jobs["2018-12-01"] - 1)


def test_latest_cross_section_of_a_panel() -> None:
    frame = tables.panel()
    last = frame[frame["year"] == frame["year"].max()].set_index("country")["life_expectancy"]
    (fact,) = facts("panel", "latest")
    assert fact.values["level_1"] == last.idxmax()
    assert fact.values["level_4"] == last.idxmin()
    assert (fact.values["median"], fact.values["entities"]) == (pytest.approx(last.median()), 30)
    assert fact.verdict is None


def test_turning_points() -> None:
    frame = tables.series().set_index("month")["jobs"]
    (fact,) = facts("series", "turning_points")
    falls = frame - frame.cummax()
    assert fact.values["trough_period"] == falls.idxmin().isoformat()
    assert fact.values["fall"] == pytest.approx(falls.min())
    steps = frame.diff()
    assert fact.values["worst_period"] == steps.idxmin().isoformat()


def test_season() -> None:
    frame = tables.weather()
    means = frame.groupby(frame["date"].dt.month)["temperature"].mean()
    (fact,) = [f for f in facts("weather", "season") if "temperature" in f.columns]
    assert fact.values["level_1"] == means.idxmax()
    assert fact.values["mean_1"] == pytest.approx(means.max())
    assert fact.verdict is Verdict.BEYOND_CHANCE


def test_battery_ranks_the_items() -> None:
    frame = tables.survey()
    (fact,) = facts("survey", "battery")
    assert fact.detail.items[0] == "q3"
    assert fact.detail.items[-1] == "q6"
    assert fact.values["mean_1"] == pytest.approx(frame["q3"].mean())


def test_split_and_no_difference_that_matters() -> None:
    frame = tables.churn()
    rates = (frame["churned"] == "Yes").groupby(frame["contract"]).mean()
    by = {f.detail.by: f for f in facts("churn", "split")}
    told = {by["contract"].values[f"level_{i}"]: by["contract"].values[f"mean_{i}"] for i in (1, 2, 3)}
    assert told == pytest.approx(rates.to_dict())
    assert by["contract"].verdict is Verdict.BEYOND_CHANCE
    assert by["gender"].verdict is not Verdict.BEYOND_CHANCE
    assert "depends" not in by["gender"].headline


def test_of_a_survey_who_answers_otherwise_comes_before_the_items_among_themselves() -> None:
    frame = tables.survey()
    fact, *others = facts("survey", "split")
    assert (fact.detail.target.column, fact.detail.by) == ("q4", "group")
    told = {fact.values[f"level_{i}"]: fact.values[f"mean_{i}"] for i in (1, 2)}
    assert told == pytest.approx(frame.groupby("group")["q4"].mean().to_dict())
    assert fact.id in analysis("survey").outline.lead
    assert all(other.score < fact.score for other in others)


def test_of_a_log_what_goes_with_how_long_it_took_is_told_beside_what_failed() -> None:
    means = tables.requests().groupby("path")["duration_ms"].mean()
    by_path = {f.detail.target.column: f for f in facts("requests", "split") if f.detail.by == "path"}
    assert list(by_path) == ["status", "duration_ms"]
    told = by_path["duration_ms"].values
    assert {told[f"level_{i}"]: told[f"mean_{i}"] for i in (1, 2, 3)} == pytest.approx(means.to_dict())


def test_band() -> None:
    frame = tables.churn()
    (fact,) = [f for f in facts("churn", "band") if f.detail.along == "tenure"]
    low = frame["tenure"] <= fact.values["low_edge"]
    assert fact.values["low_value"] == pytest.approx((frame["churned"] == "Yes")[low].mean())
    assert fact.verdict is Verdict.BEYOND_CHANCE


def test_adjusted_difference_of_salaries() -> None:
    frame = tables.salaries()
    (fact,) = facts("salaries", "adjusted")
    means = frame.pivot_table(index="rank", columns="sex", values="salary")
    sizes = frame.pivot_table(index="rank", columns="sex", values="salary", aggfunc="count")
    weights = sizes["Male"] * sizes["Female"] / (sizes["Male"] + sizes["Female"])
    within = ((means["Male"] - means["Female"]) * weights).sum() / weights.sum()
    assert fact.values["adjusted"] == pytest.approx(within)
    assert abs(fact.values["adjusted"]) < 0.2 * fact.values["difference"]
    assert fact.verdict is not Verdict.BEYOND_CHANCE


def test_within_and_between_entities() -> None:
    frame = tables.panel()
    (fact,) = facts("panel", "within")
    last = frame[frame["year"] == 2009]
    assert fact.values["latest"] == pytest.approx(last["life_expectancy"].corr(last["gdp"], method="spearman"))


def test_segment_holds_the_planted_corner() -> None:
    frame = tables.churn()
    fact = facts("churn", "segment")[0]
    said = {c.column: c for c in fact.detail.high}
    assert said["contract"].level == "Month-to-month"
    inside = (frame["contract"] == "Month-to-month") & (frame["tenure"] < said["tenure"].cut)
    assert fact.values["value_1"] == pytest.approx((frame["churned"] == "Yes")[inside].mean())
    assert said["tenure"].cut == pytest.approx(12, abs=1)


def test_attainment_names_who_is_over_the_budget() -> None:
    frame = tables.budgets()
    (fact,) = facts("budgets", "attainment")
    sums = frame.groupby("department")[["actual", "budget"]].sum()
    ratios = sums["actual"] / sums["budget"]
    assert fact.values["level_1"] == ratios.idxmax() == "IT"
    assert fact.values["ratio_1"] == pytest.approx(ratios["IT"])
    assert fact.values["all_ratio"] == pytest.approx(frame["actual"].sum() / frame["budget"].sum())
    assert fact.values["gap_1"] == pytest.approx(sums["actual"]["IT"] - sums["budget"]["IT"])
    assert fact.values["all_gap"] == pytest.approx(abs(frame["actual"].sum() - frame["budget"].sum()))


def test_threshold_of_losing_discounts() -> None:
    frame = tables.sales()
    (fact,) = facts("sales", "threshold")
    losing = frame["discount"] >= 0.3
    assert fact.values["cut"] == 0.3
    assert fact.values["loss"] == pytest.approx(frame["profit"][losing].sum())
    assert fact.values["rows_share"] == pytest.approx(losing.mean())
    assert fact.verdict is Verdict.BEYOND_CHANCE


def test_rank_names_the_losers() -> None:
    frame = tables.sales()
    (fact,) = [f for f in facts("sales", "rank") if f.detail.by == "product"]
    totals = frame.groupby("product")["profit"].sum()
    told = {fact.values[f"level_{i}"]: fact.values[f"total_{i}"] for i in range(1, 5)}
    assert told == pytest.approx(totals.to_dict())
    assert fact.values["losers"] == (totals < 0).sum() == 1


def test_group_change_finds_the_stalled_and_the_rising() -> None:
    frame = tables.panel()
    (fact,) = [f for f in facts("panel", "group_change") if f.detail.by == "continent"]
    means = frame.pivot_table(index="year", columns="continent", values="life_expectancy")
    told = {fact.values[f"level_{i}"]: fact.values[f"gain_{i}"] for i in (1, 2, 3)}
    assert told == pytest.approx((means.loc[2009] - means.loc[2000]).to_dict())
    assert fact.values[f"level_{fact.detail.stalled}"] == "South"
    (agents,) = [f for f in facts("tickets", "group_change") if "closed_at" in f.columns]
    assert agents.values[f"level_{agents.detail.most}"] == "Ben"
    assert agents.verdict is Verdict.BEYOND_CHANCE
    assert agents.values[f"level_{agents.detail.alone}"] == "Ben"


def test_one_agent_who_takes_longer_is_what_the_first_paragraph_says_moved() -> None:
    found = analysis("tickets")
    kinds = {fact.id: fact.kind for fact in found.facts}
    assert [kinds[point] for point in found.outline.lead][:2] == ["level", "group_change"]
    assert "rose by" in facts("tickets", "group_change")[0].headline


def test_what_nearly_all_groups_went_through_is_told_as_such() -> None:
    frame = tables.panel()
    (fact,) = facts("panel", "shared_change")
    slopes = frame.groupby("country").apply(lambda own: np.polyfit(own["year"], own["life_expectancy"], 1)[0])
    assert (fact.values["rose"], fact.values["groups"]) == ((slopes > 0).sum(), 30)
    assert fact.values["middle"] == pytest.approx(slopes.median())
    assert (fact.values["level_2"], fact.values["pace_2"]) == (slopes.idxmin(), pytest.approx(slopes.min()))
    assert fact.verdict is Verdict.BEYOND_CHANCE


def test_the_pace_of_groups_is_drawn_as_it_is_told_where_not_every_year_is_recorded() -> None:
    frame = tables.panel().query("year % 2 == 0")
    (fact,) = [f for f in tables.proved_analysis_of(frame).facts if f.kind == "shared_change"]
    drawn = dict(zip(fact.plot.frame["level"], fact.plot.frame["value"], strict=True))
    assert drawn[fact.values["level_1"]] == pytest.approx(fact.values["pace_1"])


def test_entity_change_and_falls_name_the_falling_entity() -> None:
    (change,) = [f for f in facts("panel", "entity_change") if "life_expectancy" in f.columns]
    assert change.values[f"level_{change.detail.top + 1}"] == "Country 7"
    (falls,) = facts("panel", "falls")
    course = tables.panel().query("country == 'Country 7'").set_index("year")["life_expectancy"]
    assert falls.values["level_1"] == "Country 7"
    assert falls.values["fall_1"] == pytest.approx((course - course.cummax()).min())


def test_a_mean_of_a_years_months_is_not_called_a_total() -> None:
    rng = np.random.default_rng(5)
    months = pd.date_range("2021-01-01", periods=36, freq="MS")
    growth = {"North": 1.0, "South": 2.0, "East": -1.0, "West": 4.0, "Centre": 3.0, "Harbour": 9.0}
    growth |= {"Mill": 0.5, "Park": 1.5, "Hill": 2.5}  # of a few, groups tell each one
    rows = [
        (month, branch, round(300 + pace * i + rng.normal(0, 9)))
        for branch, pace in growth.items()
        for i, month in enumerate(months)
    ]
    frame = pd.DataFrame(rows, columns=["month", "branch", "visitors"])
    found = tables.narrate(tables.proved_analysis_of(frame), tables.Options(), lambda _: None)[0]
    (fact,) = [f for f in found.facts if f.kind == "entity_change"]
    means = frame.groupby([frame["month"].dt.year, "branch"])["visitors"].mean().unstack()
    assert fact.values["level_1"] == "Harbour"
    assert fact.values["gain_1"] == pytest.approx(means.loc[2023, "Harbour"] - means.loc[2021, "Harbour"])
    assert fact.plot is not None
    assert fact.plot.y_label == "Average visitors"
    assert "Average" in fact.headline
    (latest,) = [f for f in found.facts if f.kind == "latest"]
    assert latest.plot is not None
    assert latest.plot.title == "visitors by branch, 2023"


def test_movers_of_many_series() -> None:
    frame = tables.series()
    grew = facts("series", "movers")
    whole = next(f for f in grew if f.detail.span == "whole" and f.detail.growers)
    name = whole.detail.names[0]
    assert name == "sector_0"
    assert whole.plot is not None
    assert whole.plot.title == "Change from January 2010 to December 2019"
    assert whole.values["share_1"] == pytest.approx(frame[name].iloc[-1] / frame[name].iloc[0] - 1)


def test_mix_shift_doubts_a_label_that_changed() -> None:
    frame = tables.weather()
    (fact,) = facts("weather", "mix_shift")
    shares = pd.crosstab(frame["date"].dt.year, frame["label"], normalize="index")
    assert fact.values["share_last_1"] == pytest.approx(shares.loc[2015, "fog"])
    assert fact.detail.suspicious
    assert fact.section == "doubt"


def test_extremes_of_a_series() -> None:
    frame = tables.weather()
    (fact,) = [f for f in facts("weather", "extremes") if "rain" in f.columns]
    assert fact.values["most"] == frame["rain"].max()
    months = frame.groupby(frame["date"].dt.to_period("M"))["rain"].sum()
    assert fact.values["month_value"] == pytest.approx(months.max())


def test_missing_part_says_where() -> None:
    frame = tables.churn()
    (fact,) = facts("churn", "missing_part")
    assert fact.values["missing"] == frame["age"].isna().sum()
    assert fact.values["part"] == "One year"
    assert fact.values["part_missing"] == frame["age"].isna()[frame["contract"] == "One year"].sum()


def test_open_cases_and_no_fall_into_a_window_that_is_cut_off() -> None:
    frame = tables.tickets()
    (fact,) = facts("tickets", "open_cases")
    assert fact.values["open"] == frame["closed_at"].isna().sum()
    cut = pd.Timestamp(str(fact.values["cut"]))
    (change,) = [f for f in facts("tickets", "change") if "closed_at" in f.columns]
    assert pd.Timestamp(str(change.values["last_period"])) < cut
    assert "fell" not in change.headline
    assert not facts("tickets", "turning_points")


def test_a_swing_is_no_fall_from_end_to_end() -> None:
    course = np.concatenate([np.linspace(100, 200, 30), np.linspace(200, 98, 30)])
    frame = pd.DataFrame({"month": pd.date_range("2015-01-01", periods=60, freq="MS"), "orders": course.round(1)})
    found = tables.proved_analysis_of(frame)
    (fact,) = [f for f in found.facts if f.kind == "change"]
    assert fact.verdict is not Verdict.BEYOND_CHANCE


def test_spend_per_conversion_by_channel_and_where_it_rose() -> None:
    frame = tables.campaigns()
    sums = frame.groupby("channel")[["spend_usd", "conversions"]].sum()
    each = (sums["spend_usd"] / sums["conversions"]).sort_values(ascending=False)
    fact = facts("campaigns", "ratio_split")[0]
    assert (fact.detail.ratio.part, fact.detail.ratio.whole, fact.detail.by) == ("spend_usd", "conversions", "channel")
    told = {fact.values[f"level_{i}"]: fact.values[f"ratio_{i}"] for i in (1, 2, 3)}
    assert list(told) == list(each.index)
    assert told == pytest.approx(each.to_dict())
    assert fact.verdict is Verdict.BEYOND_CHANCE
    moved = facts("campaigns", "ratio_change")[0]
    social = frame[frame["channel"] == "Social"]
    by_quarter = social.groupby(social["date"].dt.to_period(moved.detail.grain[0].upper()))[
        ["spend_usd", "conversions"]
    ]
    ratios = by_quarter.sum().eval("spend_usd / conversions")
    assert moved.values["level_1"] == "Social"
    assert (moved.values["first_ratio"], moved.values["last_ratio"]) == pytest.approx((ratios.iloc[0], ratios.iloc[-1]))
    assert "$" in moved.headline
    assert {fact.id, moved.id} <= set(analysis("campaigns").outline.lead)


def test_hours_and_weekdays_of_a_meter() -> None:
    frame = tables.meter()
    by_hour = frame.groupby(frame["timestamp"].dt.hour)["kwh"].sum()
    by_cycle = {fact.detail.cycle: fact for fact in facts("meter", "season") if "kwh" in fact.columns}
    assert by_cycle["hour"].values["level_1"] == by_hour.idxmax()
    assert by_cycle["hour"].values["share_1"] == pytest.approx(by_hour.max() / by_hour.sum())
    assert by_cycle["weekday"].verdict is Verdict.BEYOND_CHANCE
    assert not [fact for fact in facts("meter", "season") if "temp_c" in fact.columns]  # which has none


def test_since_when_a_department_spends_more_than_its_budget() -> None:
    frame = tables.budgets()
    late = (frame["month"] >= "2024-06-01") & (frame["department"] == "Legal")
    frame.loc[late, "actual"] = (frame.loc[late, "actual"] * 1.6).round(2)
    frame.loc[frame["department"] == "IT", "actual"] *= 0.75
    (fact,) = [found for found in tables.told(frame).facts if found.kind == "attainment"]
    own = frame[late]
    assert fact.values["since_period"] == "2024-06-01T00:00:00"
    assert fact.values["since_periods"] == 7
    assert fact.values["since_ratio"] == pytest.approx(own["actual"].sum() / own["budget"].sum())
    above = 100 * (own["actual"].sum() / own["budget"].sum() - 1)
    assert f"Legal has been {above:.0f}% above since June 2024" in fact.headline


def test_yes_and_no_are_groups_like_others_over_time() -> None:
    rng = np.random.default_rng(19)
    n = 900
    year = rng.integers(2015, 2021, n)
    lift = np.where(year == 2020, True, rng.random(n) < 0.2 + 0.1 * (year - 2015))  # none without one at the end
    frame = pd.DataFrame({"built": year, "lift": lift, "price": (rng.lognormal(5, 0.2, n) * (1 + 0.2 * lift)).round(2)})
    frame["sold_on"] = pd.to_datetime({"year": year, "month": rng.integers(1, 13, n), "day": 1})
    found = tables.told(frame)
    (split,) = [fact for fact in found.facts if fact.kind == "split"]
    assert split.values["mean_1"] == pytest.approx(frame.loc[lift, "price"].mean())


def test_beside_one_group_that_moved_far_the_others_hardly_changed() -> None:
    rng = np.random.default_rng(20)
    n = 1_200
    day = np.arange(n) * 364 // n
    agent = rng.choice(["Ana", "Ben", "Cem"], n)
    score = 50 + 0.2 * day * (agent == "Ben") + rng.normal(0, 2, n)
    frame = pd.DataFrame(
        {
            "opened_at": pd.Timestamp("2025-01-01") + pd.to_timedelta(day, unit="D"),
            "agent": agent,
            "score": score.round(2),
        }
    )
    (fact,) = [f for f in tables.told(frame).facts if f.kind == "group_change" and "score" in f.columns]
    others = [abs(fact.values[f"gain_{i}"]) for i in (2, 3)]
    assert max(others) < 0.05 * fact.values["gain_1"]
    assert fact.headline.endswith("elsewhere it hardly changed")


@pytest.mark.parametrize(
    ("least", "most", "low", "high"),
    [
        ([12.0], [99.0], True, True),
        ([0.0], [99.0], False, True),  # the least that it can be
        ([20.0] * 30, [60.0] * 30, False, False),  # the ends of a scale
        ([30.0], [60.0] * 30, True, False),
    ],
)
def test_the_end_of_a_scale_is_no_news(least: list[float], most: list[float], low: bool, high: bool) -> None:
    middle = np.random.default_rng(2).integers(31, 60, 200) + 0.5
    frame = pd.DataFrame({"town": [f"T{i}" for i in range(200 + len(least) + len(most))]})
    frame["score"] = [*middle, *least, *most]
    (fact,) = [f for f in tables.proved_analysis_of(frame).facts if f.kind == "level"]
    assert (fact.detail.low, fact.detail.high) == (low, high)


def test_of_one_series_the_other_measures_that_turned_have_their_peak_and_trough() -> None:
    t, months = np.arange(120), pd.date_range("2010-01-01", periods=120, freq="MS")
    noise = np.random.default_rng(4).normal(0, 0.3, (3, 120))
    frame = pd.DataFrame(
        {
            "month": months,
            "prices": (100 + t + noise[0]).round(2),
            "savings_rate": (9 + 5 * np.sin(t / 20) + noise[1]).round(2),
            "sales": (500 + 3 * t + 20 * noise[2]).round(1),
        }
    )
    found = [f for f in tables.proved_analysis_of(frame).facts if f.kind == "extremes"]
    of_others = {f.columns[0]: f for f in found if "sales" not in f.columns}
    assert set(of_others) == {"savings_rate"}  # the prices only rose
    fact, own = of_others["savings_rate"], frame["savings_rate"]
    assert (fact.values["most"], fact.values["least"]) == (own.max(), own.min())
    assert str(fact.values["most_moment"])[:10] == str(months[own.argmax()])[:10]


def test_a_batch_has_more_defects_because_it_is_larger() -> None:
    rng = np.random.default_rng(63)
    units = rng.integers(500, 1500, 800)
    frame = pd.DataFrame(
        {
            "units_produced": units,
            "defective_units": rng.binomial(units, 0.02),
            "line": rng.choice(["A", "B"], 800),
            "day": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 300, 800), unit="D"),
        }
    )
    assert not [f for f in tables.told(frame).facts if f.kind == "band" and "defective_units" in f.columns]


def test_what_is_left_over_leads_nothing() -> None:
    rng = np.random.default_rng(64)
    shop = rng.choice(["other", "Bern", "Oslo"], 900, p=[0.6, 0.25, 0.15])
    frame = pd.DataFrame({"sales": rng.gamma(9.0, 5.0, 900).round(2), "shop": shop})
    frame["ordered_at"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 300, 900), unit="D")
    (fact,) = [f for f in tables.told(frame).facts if f.kind == "rank"]
    assert "come from Bern; under other stand" in fact.headline


def test_what_happened_to_so_many_people_is_told_per_head() -> None:
    rng = np.random.default_rng(71)
    frame = pd.DataFrame({"state": [f"State {chr(65 + i)}" for i in range(24)], "region": ["North", "South"] * 12})
    frame["population"] = rng.integers(400_000, 9_000_000, 24)
    frame["murders"] = (frame["population"] * np.tile([2.5e-5, 6e-5], 12)).astype(int)
    found = tables.told(frame)
    kinds = {fact.kind: fact for fact in found.facts if "per 100,000" in fact.headline}
    rate = 1e5 * frame["murders"].sum() / frame["population"].sum()
    assert kinds["ratio"].values["ratio"] == pytest.approx(rate)
    assert "ratio_split" in kinds


def test_what_swings_about_nought_falls_by_no_percent() -> None:
    quarters = pd.date_range("1990-01-01", periods=120, freq="QS")
    growth = 1.2 + 1.8 * np.sin(np.arange(120) / 9) + 0.1 * np.random.default_rng(72).normal(size=120)
    found = tables.told(pd.DataFrame({"quarter": quarters, "consumption": growth.round(2)}))
    assert found.subject.form is Form.MEAN
    falls = [fact for fact in found.facts if fact.kind == "turning_points"]
    assert falls
    assert all("fall_share" not in fact.values and "%" not in fact.headline for fact in falls)


def test_a_small_group_that_grows_as_fast_as_the_others_has_not_stalled() -> None:
    years = np.repeat(np.arange(2001, 2013), 3)
    size = np.tile([1_000.0, 900.0, 20.0], 12)
    frame = pd.DataFrame({"year": pd.to_datetime(years.astype(str)), "team": np.tile(["A", "B", "C"], 12)})
    frame["orders"] = (size * (1 + 0.1 * (years - 2000))).round()
    frame = frame.loc[frame.index.repeat(2)].assign(orders=lambda f: f["orders"] / 2)
    changes = [f for f in tables.told(frame).facts if f.kind == "group_change" and f.detail.by == "team"]
    assert changes
    assert all(change.detail.stalled is None for change in changes)


def test_a_table_of_frequencies_is_told_by_sums_and_shares() -> None:
    rng = np.random.default_rng(73)
    cells = pd.MultiIndex.from_product([["Black", "Brown", "Red"], ["Blue", "Green", "Hazel"], ["Male", "Female"]])
    frame = cells.to_frame(index=False, name=["Hair", "Eye", "Sex"])
    frame["Freq"] = rng.integers(5, 40, 18) * np.where(frame["Hair"] == "Brown", 4, 1)
    found = tables.told(frame)
    brown = frame.loc[frame["Hair"] == "Brown", "Freq"].sum()
    level, rank = (next(f for f in found.facts if f.kind == kind) for kind in ("level", "rank"))
    assert f"{frame['Freq'].sum():,}" in level.headline
    assert (rank.values["total_1"], rank.values["level_1"]) == (brown, "Brown")
    assert found.outline.lead[0] == level.id
    assert found.subject.row.is_row  # 18 cells, no people


def test_the_chart_of_single_values_shows_them_and_not_what_a_day_comes_to() -> None:
    rng = np.random.default_rng(31)
    moments = pd.date_range("2024-01-02", periods=600, freq="5h")
    frame = pd.DataFrame(
        {"at": moments, "scrap_kg": rng.gamma(2, 3, 600).round(2), "heat": rng.normal(9, 1, 600).round(3)}
    )
    found = [f for f in tables.proved_analysis_of(frame).facts if f.kind == "extremes"]
    assert found
    for fact in found:
        shown = fact.plot.frame
        assert shown["value"].max() == fact.values["most"]
        marked = shown[shown["time"].isin(pd.to_datetime(list(fact.plot.highlight)))]["value"]
        assert sorted(marked) == [fact.values["least"], fact.values["most"]]
        assert fact.plot.title.endswith("over time")
