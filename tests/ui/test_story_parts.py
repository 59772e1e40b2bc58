from html import escape

import pytest

from tests.ui.documents import HOSTILE, empty_story_document, hostile_story_document, story_document
from ui import chart, column_table, downloads, finding, method, preview, stage_list, story_header


def test_the_facts_of_a_dataset_in_words():
    assert list(story_header.facts_of(story_document()["dataset"])) == [
        "orders.csv",
        "1,000 rows",
        "4 columns",
        "123 kB",
        "CSV",
        "UTF-8",
        "semicolon-separated",
    ]


def test_a_format_without_text_has_neither_encoding_nor_delimiter():
    dataset = story_document()["dataset"] | {"format": "parquet", "encoding": None, "delimiter": None}
    assert list(story_header.dialect_of(dataset)) == ["Parquet"]


def test_the_method_names_what_was_run_and_the_odds():
    text = " ".join(method.paragraphs(story_document()))
    assert "86 statistical tests were run on this table, and 2 of them passed." in text
    assert "about 1 in 100 is expected to be a fluke" in text


def test_without_tests_the_method_speaks_of_none():
    document = story_document(statistics={"tests": {"run": 0, "kept": 0, "falseDiscoveryRate": 0.01}})
    assert "No statistical test was run" in " ".join(method.paragraphs(document))


def test_a_chart_gets_room_for_its_buttons_and_is_left_as_it_was():
    document = story_document()
    figure = chart.figure_of(document["charts"][0])
    assert figure["layout"]["margin"]["t"] == chart.MODEBAR_HEIGHT
    assert figure["layout"]["height"] == 380
    assert document["charts"][0]["figure"]["layout"]["margin"]["t"] == 16


@pytest.mark.parametrize(
    "above",
    [
        {"annotations": [{"text": "all orders 14%", "yref": "paper", "yanchor": "bottom", "y": 1}]},
        {"xaxis": {"side": "top"}},
    ],
)
def test_what_is_written_above_a_chart_stays_below_its_buttons(above):
    drawn = story_document()["charts"][0]
    plain, noted = (
        drawn | {"figure": {"data": [], "layout": {"height": 200, "margin": {"t": 34}} | more}} for more in ({}, above)
    )
    assert chart.figure_of(plain)["layout"]["margin"]["t"] == chart.MODEBAR_HEIGHT
    layout = chart.figure_of(noted)["layout"]
    assert layout["margin"]["t"] == 34 + chart.MODEBAR_HEIGHT
    assert layout["height"] == chart.height_of(noted) == 200 + chart.MODEBAR_HEIGHT  # the room that is kept for it


def test_a_finding_is_html_with_names_in_bold_and_caveats():
    article = finding.article(1, story_document()["findings"][0])
    assert "<h3>" in article
    assert "<strong>revenue</strong> rose by 69%" in article
    assert "shorter than the others by 3 days" in article


def test_the_columns_as_a_table():
    rows = list(column_table.table(story_document()["dataset"]))
    assert rows[3] == ("postcode", "Identifier", "", "12%", "640", "90210")
    assert escape(HOSTILE) in column_table.fold(hostile_story_document()["dataset"])
    assert HOSTILE not in column_table.fold(hostile_story_document()["dataset"])


def test_an_empty_table_has_no_share_of_gaps():
    dataset = empty_story_document()["dataset"] | {"rowCount": 0}
    assert {row[column_table.HEADS.index("Missing")] for row in column_table.table(dataset)} == {""}


def test_a_title_as_a_file_name():
    assert downloads.file_stem("Orders 2022–2024 <b>/../x") == "Orders-2022-2024-b-x"
    assert downloads.file_stem("Übersicht 数据") == "Übersicht-数据"
    assert downloads.file_stem("***") == "story"


def test_a_stage_that_was_under_way_when_its_job_ended_has_stopped():
    stage = {"name": "analyzing", "label": "Analyzing", "status": "processing", "seconds": 12.0}
    assert "ds-processing" in stage_list.row(stage, over=False)
    assert "12 s" in stage_list.row(stage, over=False)
    assert "ds-stopped" in stage_list.row(stage, over=True)
    assert "12 s" not in stage_list.row(stage, over=True)


def test_rows_are_counted_from_one_as_in_a_spreadsheet():
    assert preview.header_text(2) == "names in row 3"
    assert preview.header_text(-1) == "no header row"
