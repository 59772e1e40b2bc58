"""Writes the sample files: ``python -m samples.make``. The same files each time; what is planted is said at each.

All of it is invented. The gaps, slips and oddities are meant.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from samples import FOLDER

SEED = 20240229


def main(folder: Path = FOLDER) -> None:
    """Write all three files into a folder."""
    orders().to_csv(folder / "web_shop_orders.csv", index=False)
    tickets().to_excel(folder / "support_tickets.xlsx", index=False, sheet_name="Tickets")
    bike_counts().to_parquet(folder / "bike_counters.parquet", index=False)


def orders(rows: int = 3_600) -> pd.DataFrame:
    """A web shop's orders.

    Planted: more and more orders; newsletter baskets are larger; clothing goes back three times as often; the slower
    the delivery, the worse the rating; marketplace customers rarely rate; five orders by businesses are far larger.
    """
    random = np.random.default_rng(SEED)
    start, days = pd.Timestamp("2023-07-01"), 548
    day = np.sort(days * random.power(1.6, rows)).astype(int)  # busier towards the end
    time = pd.to_timedelta(day, "D") + pd.to_timedelta(np.clip(random.normal(15, 4.5, rows), 0, 23.9), "h")
    channel = random.choice(
        ["Search", "Direct", "Newsletter", "Marketplace", "Social media"], rows, p=[0.34, 0.22, 0.14, 0.2, 0.1]
    )
    category = random.choice(["Clothing", "Kitchen", "Garden", "Toys", "Books"], rows, p=[0.3, 0.25, 0.15, 0.16, 0.14])
    country = random.choice(
        ["Germany", "France", "Netherlands", "Austria", "Spain"], rows, p=[0.46, 0.2, 0.14, 0.12, 0.08]
    )
    typical = pd.Series(category).map({"Clothing": 58, "Kitchen": 64, "Garden": 72, "Toys": 38, "Books": 24}).to_numpy()
    items = 1 + random.poisson(np.where(channel == "Newsletter", 1.9, 1.1))
    value = typical * items**0.6 * np.where(channel == "Newsletter", 1.25, 1.0) * random.lognormal(0, 0.35, rows)
    value[random.choice(rows, 5, replace=False)] = random.uniform(7_500, 12_000, 5)
    delivery = (
        1
        + random.gamma(2.2, 1.0, rows)
        + np.where(country == "Spain", 2.4, 0)
        + np.where(channel == "Marketplace", 0.8, 0)
    )
    rating = np.clip(np.round(5.3 - 0.33 * delivery + random.normal(0, 0.75, rows)), 1, 5)
    silent = random.random(rows) < np.where(channel == "Marketplace", 0.72, 0.18)
    returned = random.random(rows) < np.where(category == "Clothing", 0.27, 0.09)
    return pd.DataFrame(
        {
            "Order": [f"SO-{100_000 + n}" for n in range(rows)],
            "Ordered at": (start + time).strftime("%Y-%m-%d %H:%M"),
            "Country": country,
            "Channel": channel,
            "Category": category,
            "Device": random.choice(["Phone", "Computer", "Tablet"], rows, p=[0.58, 0.34, 0.08]),
            "Items": items,
            "Order value": [f"€{amount:.2f}" for amount in value],
            "Delivery days": np.round(delivery, 1),
            "Rating": pd.array(np.where(silent, np.nan, rating), dtype="Int64"),
            "Returned": np.where(returned, "yes", "no"),
        }
    )


def tickets(rows: int = 2_400) -> pd.DataFrame:
    """The tickets of a support desk.

    Planted: team Harbor takes longer over all tickets, but is faster on simple and on complex ones alike, since it gets
    most of the complex ones (Simpson's paradox); the longer it takes, the less satisfied; e-mail waits longest for a
    first reply; every fourth ticket on the mobile app is opened again; satisfaction is often not answered.
    """
    random = np.random.default_rng(SEED + 1)
    opened = pd.Timestamp("2024-01-08") + pd.to_timedelta(np.sort(random.uniform(0, 300, rows)), "D")
    team = random.choice(["Harbor", "Meadow"], rows)
    is_complex = random.random(rows) < np.where(team == "Harbor", 0.72, 0.2)
    product = random.choice(["Web app", "Mobile app", "Billing", "Integrations"], rows, p=[0.38, 0.27, 0.2, 0.15])
    channel = random.choice(["Chat", "E-mail", "Phone"], rows, p=[0.42, 0.4, 0.18])
    hours = np.where(is_complex, 38, 9) * np.where(team == "Harbor", 0.72, 1.0) * random.lognormal(0, 0.55, rows)
    first_reply = np.where(channel == "E-mail", 170, np.where(channel == "Chat", 12, 4)) * random.lognormal(
        0, 0.6, rows
    )
    score = 4.7 - 0.032 * hours + random.normal(0, 0.7, rows)
    score = np.clip(np.round(score), 1, 5)
    reopened = random.random(rows) < np.where(product == "Mobile app", 0.25, 0.08)
    hours[random.choice(rows, 4, replace=False)] = random.uniform(900, 1_400, 4)  # forgotten over the summer
    closed = opened + pd.to_timedelta(hours, "h")
    return pd.DataFrame(
        {
            "Ticket": [f"T{n:05d}" for n in range(1, rows + 1)],
            "Opened": opened.round("min"),
            "Closed": closed.round("min"),
            "Team": team,
            "Complexity": np.where(is_complex, "Complex", "Simple"),
            "Priority": random.choice(["Low", "Normal", "High"], rows, p=[0.3, 0.5, 0.2]),
            "Product": product,
            "Channel": channel,
            "First reply (min)": np.round(first_reply, 0),
            "Reopened": np.where(reopened, "yes", "no"),
            "Satisfaction": pd.array(np.where(random.random(rows) < 0.35, np.nan, score), dtype="Int64"),
        }
    )


def bike_counts(days: int = 730) -> pd.DataFrame:
    """Daily counts of cyclists at five places of a city.

    Planted: warm days have more cyclists and wet ones fewer; the office quarter is empty at weekends and the river path
    full; the counter at the new lane on Mill Bridge rises from May 2023; the one at the station was out of order for
    two weeks; the thermometer failed now and then.
    """
    random = np.random.default_rng(SEED + 2)
    date = pd.date_range("2022-01-01", periods=days)
    season = np.sin(2 * np.pi * (date.day_of_year.to_numpy() - 105) / 365.25)
    temperature = 11 + 9 * season + random.normal(0, 3, days)
    rain = np.where(random.random(days) < 0.36, random.gamma(1.2, 4, days), 0.0)
    weekend = date.day_of_week.to_numpy() >= 5
    places = {"Mill Bridge": 1_900, "Station": 2_600, "River Path": 1_200, "Office Quarter": 2_200, "Castle Hill": 700}
    frames = []
    for place, level in places.items():
        week = np.where(weekend, {"River Path": 1.7, "Office Quarter": 0.35}.get(place, 0.8), 1.0)
        lane = np.where((place == "Mill Bridge") & (date >= pd.Timestamp("2023-05-02")), 1.55, 1.0)
        weather = np.exp(0.03 * (temperature - 11) - 0.03 * np.minimum(rain, 20))
        counts = level * week * lane * weather * random.lognormal(0, 0.12, days)
        if place == "Station":
            counts[(date >= pd.Timestamp("2023-08-07")) & (date <= pd.Timestamp("2023-08-20"))] = 0
        frames.append(
            pd.DataFrame(
                {
                    "date": date,
                    "counter": place,
                    "day_type": np.where(weekend, "weekend", "workday"),
                    "temperature (°C)": np.where(random.random(days) < 0.03, np.nan, temperature.round(1)),
                    "rain (mm)": rain.round(1),
                    "cyclists": counts.round().astype(int),
                }
            )
        )
    return pd.concat(frames).sort_values(["date", "counter"], ignore_index=True)


if __name__ == "__main__":
    main()
