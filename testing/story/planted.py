"""Business tables with facts planted by seed, and what whoever planted them expects to read."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from testing.story.experts import ExpertFact

Generator = np.random.Generator


@dataclass(frozen=True)
class Planted:
    """A table with the facts that are in it, their values taken from the table itself, and its subject."""

    frame: pd.DataFrame
    subject: tuple[str | None, ...]  # columns that it may be about; None is the number of rows
    facts: tuple[ExpertFact, ...] = ()

    def tell(self, kind: str, columns: str, **values: float) -> "Planted":
        """With one more fact, about columns whose names stand between blanks."""
        fact = ExpertFact(len(self.facts) + 1, kind, kind, values, tuple(columns.split()))
        return replace(self, facts=(*self.facts, fact))


def sales(rng: Generator) -> Planted:
    """Three years of order lines that grow; from a discount of 30 % on they lose money."""
    n = 3_000
    days = np.sort((1095 * rng.random(n) ** 0.75).astype(int))
    discount = rng.choice([0, 0.1, 0.2, 0.3, 0.4, 0.5], n, p=[0.4, 0.2, 0.2, 0.08, 0.07, 0.05])
    amount = rng.lognormal(5, 0.8, n).round(2)
    margin = 0.32 - 1.3 * discount + rng.normal(0, 0.08, n)
    frame = pd.DataFrame(
        {
            "order_date": pd.Timestamp("2021-01-01") + pd.to_timedelta(days, unit="D"),
            "region": rng.choice(["North", "South", "East", "West"], n),
            "category": rng.choice(["Chairs", "Desks", "Lamps", "Paper"], n, p=[0.2, 0.1, 0.3, 0.4]),
            "discount": discount,
            "sales": amount,
            "profit": (amount * margin).round(2),
        }
    )
    years = frame.groupby(frame["order_date"].dt.year)["sales"].sum()
    losing = frame[frame["discount"] >= 0.3]
    table = Planted(frame, ("profit", "sales"))
    table = table.tell("total", "sales profit", sales=frame["sales"].sum(), profit=frame["profit"].sum())
    table = table.tell("losing band", "discount", lost=losing["profit"].sum(), lines=len(losing))
    return table.tell("growth", "sales order_date", first=years.loc[2021], last=years.loc[2023])


def churn(rng: Generator) -> Planted:
    """Customers who leave where two conditions meet: by the month, and new."""
    n = 4_000
    contract = rng.choice(["monthly", "yearly", "two years"], n, p=[0.5, 0.3, 0.2])
    tenure = rng.integers(1, 73, n)
    both = (contract == "monthly") & (tenure <= 12)
    rate = np.select([both, contract == "monthly", contract == "yearly"], [0.68, 0.2, 0.1], 0.04)
    left = rng.random(n) < rate
    frame = pd.DataFrame(
        {
            "customer_id": [f"C{10_000 + i}" for i in range(n)],
            "contract": contract,
            "tenure_months": tenure,
            "support": rng.choice(["yes", "no"], n),
            "monthly_charge": rng.normal(60, 15, n).round(2),
            "churn": np.where(left, "yes", "no"),
        }
    )
    by_contract = pd.Series(left).groupby(contract).mean()
    segment = "contract tenure_months"
    table = Planted(frame, ("churn",))
    table = table.tell("rate", "churn", rate=left.mean(), customers=left.sum())
    table = table.tell("split", "contract", monthly=by_contract["monthly"], two_years=by_contract["two years"])
    return table.tell("two-sided segment", segment, rate=left[both].mean())


def tickets(rng: Generator) -> Planted:
    """Two years of tickets; one agent gets ever more of them, and the last ones are still open."""
    months = pd.date_range("2022-01-01", periods=24, freq="MS")
    sizes = {"Ada": np.linspace(5, 70, 24), **{name: np.full(24, 30.0) for name in ("Ben", "Cy", "Dee")}}
    parts = [
        pd.DataFrame({"agent": agent, "month": month}, index=range(rng.poisson(mean)))
        for agent, means in sizes.items()
        for month, mean in zip(months, means, strict=True)
    ]
    frame = pd.concat(parts, ignore_index=True)
    n = len(frame)
    opened = frame["month"] + pd.to_timedelta(rng.random(n) * 28, unit="D")
    closed = opened + pd.to_timedelta(rng.gamma(2, 4, n), unit="D")
    is_open = closed > pd.Timestamp("2023-12-28")
    frame = pd.DataFrame(
        {
            "ticket_id": np.arange(n) + 1,
            "opened_at": opened.dt.floor("s"),
            "closed_at": closed.dt.floor("s").mask(is_open),
            "agent": frame["agent"],
            "priority": rng.choice(["low", "normal", "high"], n, p=[0.3, 0.5, 0.2]),
        }
    ).sort_values("opened_at", ignore_index=True)
    year = frame["opened_at"].dt.year
    ada = frame[frame["agent"] == "Ada"].groupby(year).size()
    table = Planted(frame, (None, "opened_at to closed_at"))
    table = table.tell("number", "opened_at", rows=n)
    table = table.tell("rising agent", "agent", first=ada[2022], last=ada[2023])
    return table.tell("open cases", "closed_at", open=is_open.sum())


def panel(rng: Generator) -> Planted:
    """Thirty regions over twelve years that gain, but for one that loses."""
    regions = [f"Region {c}{d}" for c in "ABC" for d in range(10)]
    years = np.arange(2010, 2022)
    level, slope = rng.normal(65, 5, 30), rng.normal(0.5, 0.1, 30)
    slope[7] = -0.9
    values = level[:, None] + slope[:, None] * np.arange(12) + rng.normal(0, 0.4, (30, 12))
    frame = pd.DataFrame(
        {
            "region": np.repeat(regions, 12),
            "year": np.tile(years, 30),
            "life_expectancy": values.ravel().round(2),
            "population": np.repeat(rng.lognormal(13, 1, 30).round(), 12).astype(int),
        }
    )
    means = frame.groupby("year")["life_expectancy"].mean()
    fallen = frame[frame["region"] == regions[7]].set_index("year")["life_expectancy"]
    table = Planted(frame, ("life_expectancy",))
    table = table.tell("change", "life_expectancy year", first=means[2010], last=means[2021])
    return table.tell("falling entity", "region", change=fallen[2021] - fallen[2010])


def budgets(rng: Generator) -> Planted:
    """Departments' budgets and actuals by month; one spends a third more than it may."""
    names = ["Sales", "IT", "HR", "Legal", "Plant", "Research"]
    months = pd.date_range("2022-01-01", periods=24, freq="MS")
    budget = np.repeat(rng.uniform(40_000, 120_000, 6), 24).round(-2)
    over = np.repeat([0.0, 0.33, -0.03, 0.0, -0.05, 0.02], 24)
    frame = pd.DataFrame(
        {
            "month": np.tile(months, 6),
            "department": np.repeat(names, 24),
            "budget": budget,
            "actual": (budget * (1 + over + rng.normal(0, 0.04, 144))).round(2),
        }
    )
    sums = frame.groupby("department")[["budget", "actual"]].sum()
    totals = sums.sum()
    table = Planted(frame, ("actual",))
    table = table.tell(
        "actual against budget", "actual budget", actual=totals["actual"], share=totals["actual"] / totals["budget"]
    )
    return table.tell("overspender", "department", share=sums.loc["IT", "actual"] / sums.loc["IT", "budget"])


def survey(rng: Generator) -> Planted:
    """Eight items on one scale; one is agreed with most, one least, and one team is worse off in it."""
    n = 600
    team = rng.choice(["Design", "Sales", "Support"], n)
    mood = rng.normal(0, 0.6, n)
    centres = {"pay": 2.3, "tools": 3.1, "training": 3.0, "workload": 2.9, "manager": 3.4, "team_spirit": 4.2}
    answers = {name: centre + mood + rng.normal(0, 0.8, n) for name, centre in centres.items()}
    answers["workload"] -= 1.2 * (team == "Support")
    items = pd.DataFrame({name: np.clip(np.round(values), 1, 5).astype(int) for name, values in answers.items()})
    frame = items.assign(team=team, age=rng.integers(20, 64, n))
    means, by_team = items.mean(), items["workload"].groupby(team).mean()
    table = Planted(frame, tuple(items.columns))
    table = table.tell("items ranked", "team_spirit pay", most=means["team_spirit"], least=means["pay"])
    return table.tell("by who", "workload", support=by_team["Support"], design=by_team["Design"])


def web_log(rng: Generator) -> Planted:
    """A fortnight of requests; one path fails and is slow, and noon is the busy hour."""
    n = 6_000
    hours = rng.choice(24, n, p=_day())
    moments = pd.Timestamp("2024-03-04") + pd.to_timedelta(rng.integers(0, 14, n), unit="D")
    moments += pd.to_timedelta(hours * 3600 + rng.integers(0, 3600, n), unit="s")
    path = rng.choice(["/", "/search", "/cart", "/checkout", "/help"], n, p=[0.4, 0.25, 0.15, 0.1, 0.1])
    failing = rng.random(n) < np.where(path == "/checkout", 0.18, 0.01)
    frame = pd.DataFrame(
        {
            "timestamp": moments,
            "method": rng.choice(["GET", "POST"], n, p=[0.85, 0.15]),
            "path": path,
            "status": np.where(failing, 500, 200),
            "duration_ms": (rng.lognormal(4, 0.5, n) * np.where(path == "/checkout", 3, 1)).round(1),
        }
    ).sort_values("timestamp", ignore_index=True)
    slow, usual = (frame.loc[frame["path"] == name, "duration_ms"] for name in ("/checkout", "/"))
    means, medians = (slow.mean(), usual.mean()), (slow.median(), usual.median())  # either pair will do
    rate = (frame["status"] == 500).groupby(frame["path"]).mean()
    table = Planted(frame, (None, "status", "duration_ms"))
    table = table.tell("requests", "", rows=n)
    table = table.tell("failing path", "path", rate=rate["/checkout"])
    return table.tell("slow path", "path", mean=means[0], of=means[1], median=medians[0], against=medians[1])


def _day() -> np.ndarray:
    """Shares of a day's hours: quiet nights, a busy noon."""
    weights = 1 + 4 * np.exp(-((np.arange(24) - 12) ** 2) / 18)
    return np.asarray(weights / weights.sum())


PLANTED: Mapping[str, Callable[[Generator], Planted]] = {
    "sales": sales,
    "churn": churn,
    "tickets": tickets,
    "panel": panel,
    "budgets": budgets,
    "survey": survey,
    "web_log": web_log,
}


def planted(name: str, seed: int) -> Planted:
    """The table of that name; its draws depend on nothing but the name and the seed."""
    return PLANTED[name](np.random.default_rng([zlib.crc32(name.encode()), seed]))
