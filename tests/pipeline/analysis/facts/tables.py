"""Small tables with planted facts, and the facts that their stories hold."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from pipeline.narrative import narrate
from pipeline.options import Options
from pipeline.story import Analysis, Fact
from testing.truth.score import analysis_of as proved_analysis_of
from testing.truth.score import mismatches


def sales() -> pd.DataFrame:
    """Order lines of three years: discounts of 30 % and more lose money, Lamps lose as a whole, sales double."""
    rng = np.random.default_rng(7)
    n = 3_000
    year = 2022 + np.arange(n) // 1000
    month, day = rng.integers(1, 13, n), rng.integers(1, 29, n)
    product = rng.choice(["Tables", "Lamps", "Shelves", "Phones"], n)
    discount = rng.choice([0, 0, 0.1, 0.3, 0.4], n)
    amount = rng.lognormal(4.5, 0.4, n) * (1 + 0.5 * (year - 2022))
    margin = 0.28 - 1.1 * discount - 0.35 * (product == "Lamps") + rng.normal(0, 0.05, n)
    dates = pd.to_datetime({"year": year, "month": month, "day": day})
    return pd.DataFrame(
        {
            "order_date": dates,
            "region": rng.choice(["North", "South"], n),
            "product": product,
            "discount": discount,
            "sales": amount.round(2),
            "profit": (amount * margin).round(2),
        }
    )


def churn() -> pd.DataFrame:
    """Customers: the first year on monthly contracts is worst, gender makes no difference, many ages are missing."""
    rng = np.random.default_rng(8)
    n = 4_000
    tenure = rng.integers(1, 73, n)
    contract = rng.choice(["Month-to-month", "One year", "Two year"], n)
    chance = np.select(
        [(contract == "Month-to-month") & (tenure <= 12), contract == "Month-to-month", contract == "One year"],
        [0.6, 0.3, 0.12],
        0.03,
    )
    age = np.where((contract == "One year") & (rng.random(n) < 0.4), np.nan, rng.integers(18, 80, n))
    return pd.DataFrame(
        {
            "gender": np.tile(["Female", "Male"], n // 2),
            "tenure": tenure,
            "contract": contract,
            "age": age,
            "monthly_charges": rng.normal(65, 20, n).round(2),
            "churned": np.where(rng.random(n) < chance, "Yes", "No"),
        }
    )


def tickets() -> pd.DataFrame:
    """Tickets of a year: Ben takes longer month by month, and what he opened last is mostly open."""
    rng = np.random.default_rng(9)
    n = 2_000
    opened = pd.Timestamp("2025-01-01") + pd.to_timedelta(np.arange(n) * 364 // n, unit="D")
    agent = rng.choice(["Ana", "Ben", "Cem", "Dee"], n)
    days = rng.exponential(5 + 4 * opened.month * (agent == "Ben"))
    closed = opened + pd.to_timedelta(days.astype(int), unit="D")
    closed = pd.Series(closed).where(closed < pd.Timestamp("2025-12-31"))
    return pd.DataFrame({"opened_at": opened, "closed_at": closed, "agent": agent})


def panel() -> pd.DataFrame:
    """Thirty countries in ten years: all rise, those of the South stall after 2004, Country 7 falls."""
    rng = np.random.default_rng(10)
    rows = []
    for country in range(30):
        continent = ("North", "East", "South")[country % 3]
        level = rng.normal(60, 4)
        for step in range(10):
            pace = 1.5 * (min(step, 4) if continent == "South" else step)
            fall = 4.0 * max(0, step - 5) if country == 7 else 0.0
            life = level + pace - fall + rng.normal(0, 0.2)
            gdp = round(life * 200 + rng.normal(0, 300))
            rows.append((f"Country {country}", continent, 2000 + step, round(life, 2), gdp))
    return pd.DataFrame(rows, columns=["country", "continent", "year", "life_expectancy", "gdp"])


def series() -> pd.DataFrame:
    """Ten years of months: a rise, a fall of a third from January 2013 to January 2015, and a way back."""
    months = pd.date_range("2010-01-01", periods=120, freq="MS")
    knots = np.interp(np.arange(120), [0, 36, 60, 110, 119], [100.0, 150.0, 100.0, 160.0, 165.0])
    rng = np.random.default_rng(11)
    jobs = knots + rng.normal(0, 0.3, 120)
    parts = {
        f"sector_{i}": (jobs * share * np.linspace(1, growth, 120)).round(3)
        for i, (share, growth) in enumerate([(0.2, 1.5), (0.2, 1.2), (0.2, 0.7), (0.1, 0.9)])
    }
    return pd.DataFrame({"month": months, "jobs": jobs.round(3)} | parts)


def weather() -> pd.DataFrame:
    """Four years of days: warm summers, and a label that is written otherwise from the third year on."""
    days = pd.date_range("2012-01-01", "2015-12-31", freq="D")
    rng = np.random.default_rng(12)
    angle = 2 * np.pi * (days.day_of_year.to_numpy() - 200) / 365
    wet = rng.random(len(days)) < 0.4
    rain = np.where(wet, rng.exponential(6 - 3 * np.cos(angle)), 0.0).round(1)
    label = np.where(rain > 0, np.where(days.year >= 2014, "fog", "rain"), "sun")
    temperature = (15 + 8 * np.cos(angle) + rng.normal(0, 2, len(days))).round(1)
    return pd.DataFrame({"date": days, "rain": rain, "temperature": temperature, "label": label})


def survey() -> pd.DataFrame:
    """Answers from 1 to 5 to six items: the third is agreed with most, the last least, the fourth less by group b."""
    rng = np.random.default_rng(13)
    n = 400
    lean = rng.normal(0, 0.7, n)
    items = {
        f"q{i}": np.clip(np.rint(3 + shift + lean + rng.normal(0, 0.8, n)), 1, 5).astype(int)
        for i, shift in enumerate([0.0, 0.1, 0.9, 0.0, -0.1, -0.8], start=1)
    }
    group = rng.choice(["a", "b"], n)
    items["q4"] = np.where(group == "b", np.maximum(items["q4"] - 1, 1), items["q4"])
    return pd.DataFrame({"group": group} | items)


def requests() -> pd.DataFrame:
    """Three weeks of requests: a tenth of those to /pay fail, and they take three times as long as others."""
    rng = np.random.default_rng(16)
    n = 3_000
    path = rng.choice(["/", "/find", "/pay"], n)
    return pd.DataFrame(
        {
            "timestamp": pd.Timestamp("2024-01-01")
            + pd.to_timedelta(np.sort(rng.integers(0, 21 * 86_400, n)), unit="s"),
            "path": path,
            "status": np.where(rng.random(n) < np.where(path == "/pay", 0.1, 0.01), 500, 200),
            "duration_ms": (rng.lognormal(4, 0.4, n) * np.where(path == "/pay", 3, 1)).round(1),
        }
    )


def salaries() -> pd.DataFrame:
    """Men are mostly of the higher rank, which pays more; within a rank there is no gap."""
    rng = np.random.default_rng(14)
    n = 1_200
    sex = rng.choice(["Male", "Female"], n)
    rank = np.where(rng.random(n) < np.where(sex == "Male", 0.75, 0.35), "Prof", "Assistant")
    pay = np.where(rank == "Prof", 126_000, 81_000) + rng.normal(0, 12_000, n)
    return pd.DataFrame({"rank": rank, "sex": sex, "salary": pay.round()})


def budgets() -> pd.DataFrame:
    """Two years of months of five departments: what was spent against the budget, IT a third over."""
    rng = np.random.default_rng(15)
    planned = {"IT": 40_000, "Sales": 60_000, "HR": 20_000, "Legal": 15_000, "R&D": 90_000}
    rows = [
        (month, department, budget, round(budget * (1.33 if department == "IT" else 0.97) * rng.normal(1, 0.03), 2))
        for month in pd.date_range("2023-01-01", periods=24, freq="MS")
        for department, budget in planned.items()
    ]
    return pd.DataFrame(rows, columns=["month", "department", "budget", "actual"])


def campaigns() -> pd.DataFrame:
    """Half a year of days of three channels: e-mail costs least for each conversion, social ever more."""
    rng = np.random.default_rng(17)
    days = pd.date_range("2024-01-01", periods=182, freq="D")
    channels = {"Search": (400, 0.04, 1.2), "Social": (900, 0.03, 0.8), "Email": (120, 0.06, 0.05)}
    rows = []
    for step, day in enumerate(days):
        for channel, (clicks, rate, price) in channels.items():
            clicked = int(rng.poisson(clicks))
            falling = 1 - 0.7 * step / len(days) if channel == "Social" else 1.0
            cost = round(clicked * price * rng.normal(1, 0.05), 2)
            rows.append((day, channel, clicked, int(rng.binomial(clicked, rate * falling)), cost))
    return pd.DataFrame(rows, columns=["date", "channel", "clicks", "conversions", "spend_usd"])


def meter() -> pd.DataFrame:
    """Sixty days of hours of a meter: a peak in the afternoon, and less at the weekend."""
    hours = pd.date_range("2025-03-01", periods=24 * 60, freq="h")
    wave = np.sin((hours.hour.to_numpy() - 9) / 24 * 2 * np.pi)
    work = 0.8 * (hours.day_of_week.to_numpy() < 5)
    rng = np.random.default_rng(18)
    return pd.DataFrame(
        {
            "timestamp": hours,
            "kwh": (3 + 1.5 * wave + work + rng.normal(0, 0.3, len(hours))).round(3),
            "temp_c": rng.normal(10, 2, len(hours)).round(1),
        }
    )


def traffic() -> pd.DataFrame:
    """A year of days with a week, a slow wave and an outage: from 28 March 2025 on there are 35 % more sessions."""
    days = pd.date_range("2024-06-01", periods=365, freq="D")
    at = np.arange(365)
    level = 3_000 + 400 * np.sin(2 * np.pi * at / 365) + 500 * (days.day_of_week.to_numpy() < 5)
    sessions = level + np.random.default_rng(19).normal(0, 150, 365)
    sessions[200:203] *= 0.1
    sessions[300:] *= 1.35
    return pd.DataFrame({"date": days, "sessions": sessions.astype(int)})


def subscriptions() -> pd.DataFrame:
    """Two years of months of customers, most of whom come, and some go, with what they pay a month."""
    rng = np.random.default_rng(20)
    months = pd.date_range("2023-01-01", periods=24, freq="MS")
    begins = ((customer, 0 if customer < 6 else int(rng.integers(1, 22))) for customer in range(60))
    rows = [
        (f"C{customer:03d}", months[at], "Pro" if fee > 100 else "Basic", fee)
        for customer, begin in begins
        for at, fee in _fees(rng, begin)
    ]
    return pd.DataFrame(rows, columns=["customer_id", "month", "plan", "mrr"])


def _fees(rng: np.random.Generator, begin: int) -> Iterator[tuple[int, float]]:
    """What a customer pays in each month of 4 to 23, the last of them the 24th of all at most; a raise now and then."""
    end = min(24, begin + int(rng.integers(4, 24)))
    fee = float(rng.choice([50, 200, 1000]))
    for at in range(begin, end):
        fee = round(fee * 1.1) if at > begin and rng.random() < 0.05 else fee
        yield at, fee


TABLES = {
    make.__name__: make
    for make in (
        *(sales, churn, tickets, panel, series, weather, survey, salaries, budgets, requests),
        *(campaigns, meter, traffic, subscriptions),
    )
}


@cache
def analysis(name: str) -> Analysis:
    """The analysis of a table in words; no value may differ from what its SQL gives again."""
    return told(TABLES[name]())


def told(frame: pd.DataFrame) -> Analysis:
    """The analysis of a frame in words, proved as :func:`analysis` says."""
    mismatches.clear()
    found = proved_analysis_of(frame)
    assert not mismatches
    return narrate(found, Options(), lambda _: None)[0]


def facts(name: str, kind: str) -> list[Fact]:
    """The facts of a kind in a table's story, the best first."""
    return [fact for fact in analysis(name).facts if fact.kind == kind]
