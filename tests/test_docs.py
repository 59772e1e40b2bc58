"""What the pages of documentation name is there."""

import re
from pathlib import Path

import pytest

PAGES = sorted([*Path("docs").rglob("*.md"), *Path().glob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
NAMED = re.compile(r"`((?:[a-z_]+/)+(?:[a-z_]+\.(?:py|md|toml|yml)|(?=`)))`")
"""A file or folder of the repository in code marks, as in ``jobs/life/lease.py`` or ``pages/``."""


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_to_files(page):
    broken = [target for target in LINK.findall(page.read_text("utf-8")) if not (page.parent / target).exists()]
    assert not broken


@pytest.mark.parametrize(("page", "least"), [("architecture", 8), ("security", 30)])
def test_files_and_folders_that_a_page_names_exist(page, least):
    named = set(NAMED.findall(Path(f"docs/{page}.md").read_text("utf-8")))
    assert len(named) >= least
    assert not {name for name in named if not Path(name).exists()}


def test_every_decision_is_listed_and_says_context_decision_and_consequences():
    folder = Path("docs/decisions")
    index = (folder / "README.md").read_text("utf-8")
    records = sorted(folder.glob("0*.md"))
    assert len(records) > 8
    for record in records:
        text = record.read_text("utf-8")
        assert f"({record.name})" in index, f"{record.name} is not in the list"
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences")), record
