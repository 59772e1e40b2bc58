"""The page's template is compiled once for all processes, where what is compiled may be kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError

from exporters import EXPORTERS, html
from tests.exporters.documents import document


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of our own with the page's files."""
    for name in ("page.html", "page.css", "page.js"):
        (tmp_path / name).write_text((html.PAGE / name).read_text())
    monkeypatch.setattr(html, "PAGE", tmp_path)
    html._template.cache_clear()
    yield tmp_path
    html._template.cache_clear()


def exported() -> bytes:
    html._template.cache_clear()  # as a new process has none
    return EXPORTERS["html"].export(document())


def test_the_next_process_compiles_nothing(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = exported()
    monkeypatch.setattr("jinja2.environment.Environment.compile", lambda *_: pytest.fail("compiled again"))
    assert exported() == first


def test_a_changed_template_is_compiled_anew(page: Path) -> None:
    exported()
    (page / "page.html").write_text("{% broken")
    with pytest.raises(TemplateSyntaxError):
        exported()


def test_where_nothing_can_be_kept_the_page_is_made_all_the_same(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("jinja2.bccache.tempfile.NamedTemporaryFile", refused)
    assert b"<html" in exported()
