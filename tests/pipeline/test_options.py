"""One object for what a user may choose: from a form or JSON, checked, and back."""

import json
from dataclasses import fields

import pytest

from pipeline.errors import OptionsError
from pipeline.options import Options
from pipeline.story import ColumnType

CHOSEN = Options(
    filename="a.csv",
    title="Sales",
    subject="price",
    focus="units",
    types={"a.b": ColumnType.TEXT, "$set": ColumnType.URL},
    names={"a.b": "answer"},
    header_row=-1,
    sheet="May",
    keep_totals=True,
    keep_wide=True,
)


def test_options_come_back_from_json():
    assert Options.from_json(json.loads(json.dumps(CHOSEN.to_json()))) == CHOSEN
    assert Options.from_json(Options().to_json()) == Options()
    assert set(CHOSEN.to_json()) == {field.name for field in fields(Options)}
    assert all(CHOSEN.to_json().values())  # none of them would be the default anyway


def test_what_only_another_version_knows_is_left_out():
    assert Options.from_json({"focus": "units", "mood": "cheerful"}) == Options(focus="units")


def test_a_form_names_its_fields_as_the_api_does():
    form = {"title": " Sales ", "types": '{"a": "text"}', "headerRow": "2", "sheet": "", "other": "x", "filename": "x"}
    assert Options.from_form(form) == Options(title="Sales", types={"a": ColumnType.TEXT}, header_row=2)
    assert Options.from_form({}) == Options()


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ({"types": "numeric"}, "types"),
        ({"types": '["a"]'}, "types"),
        ({"types": '{"a": "colour"}'}, "types"),
        ({"types": '{"a": ["text"]}'}, "types"),
        ({"types": "[" * 100_000}, "types"),
        ({"names": '["a"]'}, "names"),
        ({"names": '{"a": 3}'}, "names"),
        ({"names": '{"a": "  "}'}, "names"),
        ({"names": json.dumps({"a": "x" * 61})}, "names"),
        ({"headerRow": "first"}, "headerRow"),
        ({"headerRow": "-2"}, "headerRow"),
        ({"headerRow": "1000"}, "headerRow"),
    ],
)
def test_a_choice_that_there_is_not_is_refused_with_what_to_send(form, name):
    with pytest.raises(OptionsError, match=name) as refused:
        Options.from_form(form)
    assert refused.value.hint.startswith("Send")
    assert refused.value.code == "BAD_REQUEST"


@pytest.mark.parametrize(
    "values", [{"focus": 3}, {"title": ["a"]}, {"header_row": 1.5}, {"header_row": True}, {"types": {1: "text"}}]
)
def test_json_of_other_types_is_refused(values):
    with pytest.raises(OptionsError):
        Options.from_json(values)


def test_a_long_title_is_cut():
    assert Options(title="x" * 300).title == "x" * 200
