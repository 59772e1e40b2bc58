import pytest

from pipeline.wording import Header, display_names, read_header


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("avg_order_val", "average order value"),
        ("lifeExp", "life expectancy"),
        ("gdpPercap", "GDP per head"),
        ("passengerClass", "passenger class"),
        ("customerID", "customer ID"),
        ("yrs.since.phd", "years since PhD"),
        ("qty", "quantity"),
        ("mrr", "MRR"),
        ("Avg. Session Duration", "Average Session Duration"),
        ("num_orders", "number of orders"),
        ("no_of_rooms", "number of rooms"),
        ("temp_max", "maximum temperature"),
        ("opened_at", "date opened"),
        ("is_active", "active"),
        ("return_flag", "return"),
        ("order-date", "order date"),
        ("ORDER_DATE", "order date"),
        ("StreamingTV", "streaming TV"),
        ("PriceMM", "price MM"),
        ("Miles_per_Gallon", "Miles per Gallon"),
        ("Avg Order Val", "Average Order Value"),
        ("co2_level", "CO2 level"),
        ("pH", "pH"),
        ("min_ph", "minimum pH"),
        ("soil_pH", "soil pH"),
        ("line_A_scrap", "line A scrap"),
        ("GrandPa", "grand Pa"),
        # fit for people, or unknown: they stay
        ("Ship Mode", "Ship Mode"),
        ("Sub-Category", "Sub-Category"),
        ("e-mail", "e-mail"),
        ("Kündigung", "Kündigung"),
        ("Kosten der Lieferung", "Kosten der Lieferung"),
        ("prix unitaire", "prix unitaire"),
        ("Número de hijos", "Número de hijos"),
        ("hp", "hp"),
        ("fatal1517", "fatal1517"),
        ("_", "_"),
        ("", "(blank)"),
    ],
)
def test_a_header_as_people_say_it(header, name):
    assert read_header(header).name == name


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("Price (€)", "Price", "€"),
        ("reading_mV", "reading", "mV"),
        ("Life expectancy (years)", "Life expectancy", "years"),
        ("Tenure [months]", "Tenure", "months"),
        ("supplykV", "supply", "kV"),
        ("energy_kWh", "energy", "kWh"),
        ("energyKWh", "energy", "KWh"),
        ("power_MW", "power", "MW"),
        ("tempC", "temperature", "°C"),
        ("signal_dB", "signal", "dB"),
        ("totalC", "total C", None),
        ("isMB", "MB", None),
        ("Coste €", "Coste", "€"),
        ("Weight [kg]", "Weight", "kg"),
        ("Weight_in_lbs", "Weight", "lb"),
        ("duration_min", "duration", "min"),
        ("no_show", "no-show", None),
        ("no_rooms", "number of rooms", None),
        ("outdoor_c", "outdoor", "°C"),
        ("downtime_min", "downtime", "min"),
        ("response_time_ms", "response time", "ms"),
        ("price_usd", "price", "$"),
        ("temp_c", "temperature", "°C"),
        ("vitamin_c", "vitamin c", None),
        ("Sales (net)", "Sales (net)", None),
        ("age_min", "minimum age", None),
        ("miles", "miles", None),
        ("delivery_days", "delivery time", "days"),  # what takes its time
        ("Delivery days", "Delivery time", "days"),
        ("First reply (min)", "First reply time", "min"),
        ("waiting_minutes", "waiting time", "min"),
        ("handling_time_min", "handling time", "min"),
        ("Opening hours", "Opening hours", None),
        ("trip_km", "trip", "km"),
        ("number_of_days", "number of days", None),
        ("average_monthly_hours", "average monthly hours", None),  # nobody has a monthly of 200 hours
        ("sick_days", "sick days", None),
        ("planned_hours", "planned hours", None),
        ("monthly_eur", "monthly amount", "€"),
        ("overtime_hours_month", "overtime hours per month", None),
    ],
)
def test_a_unit_in_a_header_is_told_apart(header, name, unit):
    read = read_header(header)
    assert (read.name, read.unit) == (name, unit)


def test_names_are_all_different():
    headers = ["price_usd", "price_eur", "Order Date", "order_date", "ORDER-DATE", "orderDate"]
    names = display_names(headers)
    assert len({name.casefold() for name in names.values()}) == len(headers)
    assert names["price_usd"] == "price in $"
    assert not any("_" in name for name in names.values())


def test_nouns_of_german_headers_keep_their_capitals():
    assert display_names(["Bestell_Datum", "KundenNr", "Umsatz_Netto", "Filiale"]) == {
        "Bestell_Datum": "Bestell Datum",
        "KundenNr": "Kunden Nr",
        "Umsatz_Netto": "Umsatz Netto",
        "Filiale": "Filiale",
    }


def test_population_only_beside_a_place():
    assert display_names(["country", "pop"])["pop"] == "population"
    assert display_names(["artist", "pop"])["pop"] == "pop"


def test_a_users_own_names_stand():
    names = display_names(["qty", "quantity", "amt"], {"qty": "Pieces sold"})
    assert names == {"qty": "Pieces sold", "quantity": "quantity", "amt": "amount"}


def test_minutes_behind_words():
    assert read_header("Stillstand Min") == Header("Stillstand", "min")
    assert read_header("Price Min").unit is None


def test_headers_that_are_all_in_capitals_are_words():
    assert display_names(["SPEND", "LEADS", "AD_COST", "CTR", "HP"]) == {
        "SPEND": "spend", "LEADS": "leads", "AD_COST": "ad cost", "CTR": "CTR", "HP": "HP",
    }  # fmt: skip
    assert display_names(["SPEND", "leads"])["SPEND"] == "SPEND"


def test_abbreviations_of_a_plan_are_read_beside_one():
    assert display_names(["act_units", "fcst_units"]) == {"act_units": "actual units", "fcst_units": "forecast units"}
    assert display_names(["act_number", "scene"])["act_number"] == "act number"
