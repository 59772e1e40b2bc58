"""The names that a statement may speak of, and what they are called where it is read and drawn."""

import logging
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.narrative import narrate
from pipeline.narrative.check import strange_names
from pipeline.narrative.naming import as_read, on_chart
from pipeline.narrative.own_names import own_names
from pipeline.options import Options
from pipeline.story import Plot
from pipeline.wording import Wording
from tests.pipeline.narrative.analyses import DIFFERENCE, SHARE, TREND, analysis
from tests.pipeline.narrative.backing import keep_supported, unsupported

SPOKEN = Wording({"avg_order_val": "average order value", "qty": "quantity", "Ship Mode": "Ship Mode"})


def test_a_statement_owns_its_columns_its_groups_and_what_its_caveats_compare():
    own = own_names(replace(DIFFERENCE, wording=Wording({"sales": "Net sales"})))
    assert {"sales", "Net sales", "region", "North", "Area 51", "price", "yes", "May"} <= own
    assert not {"churned", "South"} & own


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("**sales** is high in **North**.", []),
        ("**north** and **Sales**.", []),  # at the beginning of a sentence
        ("**sales** is high in **Atlantis**.", ["Atlantis"]),
        ("**churned** goes with it.", ["churned"]),
        ("It is **10** or more.", []),  # a number, which is checked as one
    ],
)
def test_names_of_others_are_found(text, strange):
    assert strange_names(text, own_names(DIFFERENCE)) == strange
    assert unsupported(text, [10], own=own_names(DIFFERENCE)) == strange


def test_a_sentence_with_a_strange_name_is_dropped_and_the_rest_stays():
    text = "It is high in **North**. It is low in **Atlantis**."
    assert keep_supported(text, [], own={"North"}) == ("It is high in **North**.", ["It is low in **Atlantis**."])


def test_a_finding_whose_headline_names_what_is_not_its_own_is_dropped(caplog):
    wrong = replace(TREND, headline="The total **price** rose by 34%")
    with caplog.at_level(logging.WARNING):
        told, _ = narrate(analysis(wrong, SHARE), Options(), lambda _: None)
    assert [finding.kind for finding in told.findings] == ["share"]
    assert caplog.records[0].numbers == ["price"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("**avg_order_val** rose. **qty** fell.", "Average order value rose. Quantity fell."),
        ("The higher **qty**, the lower **Ship Mode**.", "The higher quantity, the lower Ship Mode."),
        ("It is **north**.", "It is north."),
        ("It is **<25**, not **5. Other**.", "It is “\\<25”, not Other."),  # sorted by a number, read without
        ("It is **5. <25**.", "It is “5. \\<25”."),
        ("- **qty** is **a_b**.", "- Quantity is a\\_b."),
        ("It is **retail\\_sales**.", "It is retail sales."),
    ],
)
def test_names_are_read_as_people_say_them(text, read):
    assert as_read(text.replace("<", "\\<").replace("a_b", "a\\_b"), SPOKEN) == read


def test_a_chart_calls_columns_as_the_text_does():
    labels = {"x_label": "Ship Mode", "y_label": "avg_order_val", "alt_text": "Bars of qty and avg_order_val."}
    plot = Plot("bar", "avg_order_val by Ship Mode", pd.DataFrame(), "x", "y", **labels)
    drawn = on_chart(plot, ["avg_order_val", "qty", "Ship Mode"], SPOKEN)
    assert (drawn.title, drawn.y_label) == ("Average order value by Ship Mode", "average order value")
    assert drawn.alt_text == "Bars of quantity and average order value."
