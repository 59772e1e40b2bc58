"""What the values of a file are whose periods stood across: what it is called by."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.context import make_context
from pipeline.analysis.subject import find_subject
from pipeline.analysis.subject.called import called
from pipeline.options import Options
from pipeline.reading import read
from pipeline.story import Form, Subject

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _across() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    rows = [(f"Site {i}", year, *rng.gamma(20, 40, 12).round()) for i in range(8) for year in (2022, 2023, 2024)]
    return pd.DataFrame(rows, columns=["Site", "Year", *MONTHS])


def _subject(frame: pd.DataFrame, folder: Path, name: str) -> Subject:
    path = folder / name
    frame.to_csv(path, index=False)
    table = read(path, Options(), lambda _: None)
    try:
        context = make_context(table, Options())
        return called(context, find_subject(context), {})
    finally:
        table.close()


@pytest.mark.parametrize(
    ("name", "said", "form"),
    [
        ("electricity_consumption_kwh.csv", "electricity consumption", Form.TOTAL),
        ("Umsatz je Filiale 2024.csv", "umsatz", Form.TOTAL),
        ("house_price_index_monthly.csv", "house price index", Form.MEAN),
        ("sites_wide.csv", "Value", Form.MEAN),
    ],
)
def test_values_brought_into_rows_are_what_the_file_is_called_by(tmp_path, name, said, form) -> None:
    found = _subject(_across(), tmp_path, name)
    assert (found.column, found.names["Value"], found.form) == ("Value", said, form)


def test_a_value_of_the_table_s_own_is_no_number_of_what_the_file_is_called_by(tmp_path) -> None:
    days = pd.date_range("2024-01-01", periods=300).strftime("%Y-%m-%d")
    frame = pd.DataFrame({"day": days, "value": np.random.default_rng(6).gamma(3, 30, 300).round(2)})
    assert _subject(frame, tmp_path, "orders.csv").names["value"] == "value"
