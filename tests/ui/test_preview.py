"""The look that began with the upload is the one that is shown, where it answers what is asked."""

from pathlib import Path

import pytest
import streamlit as st

from api.dropped import DroppedFile, Owner
from jobs import Visitor
from jobs.errors import PreviewUnavailable
from pipeline.errors import PreprocessingError
from pipeline.options import Options
from ui import preview
from ui.dropped import Dropped

ASKED = Options(filename="a.csv")


class Look:
    """One that ends as it is told."""

    def __init__(self, options: Options, error: Exception | None = None, *, is_fresh: bool = True) -> None:
        self.options, self.error, self.is_fresh = options, error, is_fresh

    def preview(self) -> str:
        if self.error is not None:
            raise self.error
        return "seen"


@pytest.fixture
def fresh(monkeypatch):
    """The looks that had to be begun by the page."""
    begun: list[Look] = []

    def begin(path: Path, options: Options) -> Look:
        begun.append(Look(options))
        return begun[-1]

    monkeypatch.setattr(preview, "Look", begin)
    monkeypatch.setattr(st, "session_state", {})
    return begun


def dropped(look: Look) -> Dropped:
    file = DroppedFile(Owner(Visitor("u", None), "s"))
    file.look = look
    return Dropped("f1", "a.csv", file)


def test_the_look_that_came_with_the_file_is_shown(fresh):
    ahead = Look(ASKED)
    assert preview.load(dropped(ahead), ASKED) is ahead
    assert fresh == []


def test_other_choices_need_another_look(fresh):
    upload = dropped(Look(ASKED))
    header = Options(filename="a.csv", header_row=2)
    assert preview.load(upload, header) is fresh[0]
    assert preview.load(upload, header) is fresh[0]
    assert len(fresh) == 1


def test_a_look_that_waited_too_long_is_begun_again(fresh):
    assert preview.load(dropped(Look(ASKED, is_fresh=False)), ASKED) is fresh[0]


@pytest.mark.parametrize("error", [PreprocessingError("No table.", "Send one."), PreviewUnavailable()])
def test_a_file_that_is_refused_or_ends_its_look_is_looked_at_once(fresh, error):
    upload = dropped(Look(ASKED, error))
    for _ in range(2):
        with pytest.raises(type(error)):
            preview.load(upload, ASKED)
    assert fresh == []
