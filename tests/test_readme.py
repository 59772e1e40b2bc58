"""The README says what the code does."""

import re
from pathlib import Path

import pytest

from api.app import app
from pipeline.__main__ import parser
from services.settings import markdown_table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def test_the_settings_table_is_the_settings() -> None:
    shown = re.search(r"<!-- settings -->\n(.*?)\n<!-- /settings -->", README, re.DOTALL)
    assert shown is not None
    assert shown.group(1) == markdown_table(), "replace the table by what services.settings.markdown_table() gives"


@pytest.mark.parametrize("route", re.findall(r"http://localhost:8501/api(/[\w/$-]+)", README))
def test_every_route_that_it_shows_exists(route: str) -> None:
    pattern = re.sub(r"\$\w+", "{}", route)
    paths = {re.sub(r"{\w+}", "{}", path) for path in app.openapi()["paths"]}
    assert pattern in {path.removeprefix("/api") for path in paths}


def test_every_option_of_the_command_line_that_it_shows_exists() -> None:
    shown = set(re.findall(r"(?<=\s)--\w+", "\n".join(re.findall(r"python -m pipeline.*", README))))
    assert shown <= {option for action in parser()._actions for option in action.option_strings}
    assert "--out" in shown


def test_every_make_target_that_it_shows_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", README)) <= targets


@pytest.mark.parametrize("path", re.findall(r"\]\(([\w./-]+)\)", README))
def test_every_file_that_it_links_to_exists(path: str) -> None:
    assert (ROOT / path).is_file()
