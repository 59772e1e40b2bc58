import itertools
import logging
import re
from dataclasses import replace

import pytest

from pipeline.narrative import narrate
from pipeline.narrative.check import sentences
from pipeline.narrative.naming import as_read
from pipeline.narrative.prose import words
from pipeline.options import Options
from pipeline.proof import NO_CAUSE
from pipeline.story import Column, ColumnType
from pipeline.wording import Wording
from tests.pipeline.narrative.analyses import (
    ALL,
    COPIES,
    CORRELATION,
    DIFFERENCE,
    GAPS,
    SHARE,
    TREND,
    analysis,
    finding,
)
from tests.pipeline.narrative.backing import unsupported

CAUSAL = re.compile(
    r"\b(because|causes?|caused|due to|leads? to|led to|drives?|driven|impacts?|affects?|influences?|results? in)\b",
    re.IGNORECASE,
)


def tell(*findings, options=None, **more):
    return narrate(analysis(*findings, **more), options or Options(), lambda _: None)


def sections(narratives):
    return (narratives.summary, narratives.key_findings, narratives.recommendations, narratives.method)


class TestAWholeStory:
    def test_each_section_is_of_the_length_it_should_be(self):
        _, told = tell(*ALL)
        assert 30 <= words(told.summary) <= 120
        assert 200 <= words(told.key_findings) <= 300
        assert 100 <= words(told.method) <= 300

    def test_the_summary_leads_with_the_best_finding(self):
        _, told = tell(*ALL)
        assert told.summary.startswith("The total sales rose by 34% between January 2023 and December 2024.")

    def test_tests_and_the_make_up_of_the_table_are_told_once_and_apart(self):
        _, told = tell(*ALL)
        assert "312 statistical tests were run on this table, and 7 of them passed" in told.method
        assert "1,200 rows and 6 columns" in told.method
        for section in (told.summary, told.key_findings, told.recommendations):
            assert "312" not in section
            assert "1,200 rows" not in section

    def test_what_was_kept_only_just_is_said_to_be_so(self):
        thin = "price and sales only just stands out from chance"
        assert thin in tell(TREND, replace(CORRELATION, q_value=0.006))[1].key_findings
        assert thin not in tell(TREND, replace(CORRELATION, q_value=1e-5))[1].key_findings

    def test_no_sentence_is_said_twice(self):
        _, told = tell(*(replace(f, caveats=()) for f in ALL))  # what is to be held against a finding stands beside it
        for section in sections(told):
            said = [s for paragraph in section.split("\n") for s in sentences(paragraph)]
            assert len(said) == len(set(said))

    def test_nothing_associated_is_called_a_cause(self):
        for section in sections(tell(*ALL)[1]):
            assert not CAUSAL.search(section.replace(NO_CAUSE, ""))

    def test_every_number_is_a_value_or_a_fact(self):
        told, narratives = tell(*ALL)
        values = [value for f in told.findings for value in f.values.values()]
        overview = [1200, 6, 1, 3, 5, 312, 7, 0.01, 100, 0.1]  # rows, columns and their kinds, tests, the largest gap
        for section in sections(narratives):
            assert unsupported(section.replace("Area 51", "an area"), [*values, *overview]) == []

    def test_dollar_signs_are_no_formulas(self):
        told, narratives = tell(*ALL)
        texts = [*sections(narratives), *(text for f in told.findings for text in (f.headline, f.text, *f.caveats))]
        assert any("\\$" in text for text in texts)
        assert not any(re.search(r"(?<!\\)\$", text) for text in texts)

    def test_the_same_analysis_gives_the_same_text(self):
        assert tell(*ALL)[1] == tell(*ALL)[1]

    def test_progress_ends_at_one(self):
        reported = []
        narrate(analysis(*ALL), Options(), reported.append)
        assert reported == sorted(reported)
        assert reported[-1] == 1.0


class TestTheNumberCheck:
    def test_a_finding_whose_headline_fails_is_dropped_and_logged(self, caplog):
        wrong = replace(TREND, headline="The total **sales** rose by 35%")
        with caplog.at_level(logging.WARNING):
            told, narratives = tell(wrong, SHARE)
        assert [f.kind for f in told.findings] == ["share"]
        assert "35%" not in "".join(sections(narratives))
        (record,) = caplog.records
        assert (record.kind, record.numbers) == ("trend", ["35%"])

    def test_a_sentence_that_fails_is_dropped_and_the_rest_stays(self, caplog):
        told, _ = tell(
            replace(SHARE, text="It is 61% of all. It is 99% of all.", caveats=("There are 5.", "There are 4."))
        )
        assert told.findings[0].text == "It is 61% of all."
        assert told.findings[0].caveats == ("There are 4.",)
        assert [record.numbers for record in caplog.records] == [["99%"], ["5"]]

    def test_a_quality_note_that_fails_is_dropped(self):
        told, _ = tell(TREND, quality=(replace(GAPS, text="**sales** has no value in 11% of the rows."), COPIES))
        assert [note.kind for note in told.quality] == ["duplicates"]

    def test_numbers_in_names_and_groups_are_none(self):
        told, _ = tell(DIFFERENCE)
        assert told.findings[0].headline.endswith("where region is North and lowest where it is Area 51")

    def test_our_own_sentences_pass(self, caplog):
        for chosen in [(), ALL, *((f,) for f in ALL), *itertools.permutations(ALL[:4], 3)]:
            tell(*chosen)
        assert not caplog.records


class TestLittleOrNothingFound:
    def test_nothing_found_is_said(self):
        told, narratives = tell()
        assert narratives.summary.startswith("Nothing stands out in this table")
        assert "312 statistical tests were run" in narratives.method
        assert "no finding" in narratives.key_findings
        assert narratives.recommendations == ""
        assert told.findings == ()

    def test_nothing_tested_is_said(self):
        _, narratives = tell(run=0)
        assert "No test could be run" in narratives.summary
        assert "312" not in "".join(sections(narratives))

    def test_nothing_found_for_a_focus(self):
        _, narratives = tell(options=Options(focus="churned"))
        assert "Nothing that goes with churned stands out" in narratives.summary

    def test_little_found_is_not_padded(self):
        _, narratives = tell(SHARE)
        assert words(narratives.key_findings) < 100
        assert narratives.key_findings.count("- ") == 1

    def test_a_table_of_one_column(self):
        column = Column("a", ColumnType.TEXT, distinct=12)
        _, narratives = tell(columns=(column,), column_count=1, row_count=12, run=0, quality=())
        assert "12 rows and 1 column, with free text." in narratives.method
        assert narratives.recommendations == ""


def test_what_a_figure_means_is_explained_once():
    explained = "The rank correlation is −0.62; zero would be no relation."
    first, second = (replace(CORRELATION, id=name, text=f"Of {name}. {explained}") for name in ("a", "b"))
    _, narratives = tell(first, second)
    assert narratives.key_findings.count("zero would be no relation") == 1
    assert "Of b. The rank correlation is −0.62.\n" in narratives.key_findings + "\n"


def test_a_column_of_many_findings_is_pointed_out():
    _, narratives = tell(TREND, CORRELATION, DIFFERENCE)
    assert "Sales comes up again and again" in narratives.key_findings


def test_a_focus_is_named_first():
    _, narratives = tell(TREND, options=Options(focus="sales"))
    assert narratives.summary.startswith("This is the story of sales")


def test_a_caveat_is_never_left_out_of_the_summary_of_what_it_is_about():
    _, narratives = tell(DIFFERENCE, TREND)
    assert "the difference shrinks to \\$12" in narratives.summary


def test_hostile_names_stay_names():
    name = "**]($1)<script> 99% _x_"
    column = Column(name, ColumnType.NUMERIC, distinct=5, missing=3)
    one = finding(
        "difference",
        "x",
        "y",
        (name, name),
        {"high_group": "100%", "low_group": "5 $ 6", "high_median": 2, "low_median": 1},
    )
    _, narratives = tell(one, columns=(column,), column_count=1)
    for section in sections(narratives):
        assert "<script>" not in section.replace("\\<script\\>", "")


@pytest.mark.parametrize(
    ("name", "german", "read"),
    [
        ("Order value", False, "Average order value is 3."),
        ("Order Value", False, "Average Order Value is 3."),
        ("Amount", False, "Average Amount is 3."),
        ("NOx level", False, "Average NOx level is 3."),
        ("Kosten gesamt", True, "Average Kosten gesamt is 3."),
    ],
)
def test_a_header_in_sentence_case_is_small_within_a_sentence(name, german, read):
    spoken = Wording({"a": name}, keeps_capitals=german)
    assert as_read(f"Average **{name}** is 3.", spoken) == read
    assert as_read(f"**{name}** is 3.", spoken) == f"{name} is 3."


@pytest.mark.parametrize(
    ("names", "name", "read"),
    [
        (("Annual Salary", "Team"), "Annual Salary", "annual salary"),
        (("Budget", "Actual Cost"), "Budget", "budget"),
        (("MemberID", "Age"), "Age", "age"),
        (("Budget", "team"), "Budget", "Budget"),  # a capital that not all headers have means something
        (("Ship Mode", "Brexit Vote"), "Brexit Vote", "Brexit Vote"),  # may be a name
        (("NOx Level", "Price"), "NOx Level", "NOx Level"),
    ],
)
def test_capitals_that_all_headers_have_are_small_within_a_sentence(names, name, read):
    spoken = Wording(dict(zip(names, names, strict=True)))
    assert as_read(f"Average **{name}** is 3.", spoken) == f"Average {read} is 3."
    assert as_read(f"**{name}** is 3.", spoken) == f"{name[:1] + read[1:]} is 3."
    german = Wording(spoken.names, keeps_capitals=True)
    assert as_read(f"Average **{name}** is 3.", german) == f"Average {name} is 3."


def test_names_within_a_derived_one_are_small_too():
    spoken = Wording({name: name for name in ("Planned Start", "Real End", "Budget")})
    read = as_read("Average **time from Planned Start to Real End** is 3.", spoken)
    assert read == "Average time from planned start to real end is 3."


def test_a_value_for_machines_is_read_without_its_marks():
    spoken = Wording({"term": "term"})
    assert (
        as_read("with **term_60** and **retail_sales** at **9:00**", spoken) == "with term 60 and retail sales at 9:00"
    )
