from dataclasses import replace

import pytest

from pipeline.analysis.detectors import DETECTORS
from pipeline.narrative.check import unsupported
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.kinds.kind import in_general
from tests.pipeline.narrative.analyses import finding

MONTHS = {
    "first_bucket": "2023-01-01 00:00:00",
    "first_end": "2023-03-01 00:00:00",
    "last_start": "2024-10-01 00:00:00",
    "last_bucket": "2024-12-01 00:00:00",
}
GROUPS = {"high_group": "North", "low_group": "South"}
OF_A_KIND = {  # columns, values
    "trend": (("sales", "ordered"), MONTHS),
    "level_change": (("sales", "ordered"), {"change_bucket": "2024-03-01 00:00:00"}),
    "seasonality": (("sales", "ordered"), {"high_part": 1}),
    "spike": (("sales", "ordered"), {"spike_bucket": "2024-03-05 00:00:00"}),
    "gap": (("ordered",), {}),
    "growth": (("sales", "ordered"), {}),
    "segment_trend": (("sales", "ordered", "region"), {"group": "North", **MONTHS}),
    "correlation": (("price", "sales"), {}),
    "relationship": (("sales", "price"), {}),
    "difference": (("sales", "region"), GROUPS),
    "rate": (("churned", "region"), GROUPS),
    "rhythm": (("churned", "ordered"), {}),
    "level_by_time": (("sales", "ordered"), {}),
    "busy_times": (("ordered",), {}),
    "association": (("plan", "region"), {}),
    "paradox": (("team", "sales", "region"), {}),
    "mix_effect": (("sales", "region", "ordered"), {}),
    "words": (("sales", "note"), {}),
    "driver": (("sales", "price", "region"), {}),
    "share": (("region", "sales"), {"group": "North", "groups": 4}),
    "concentration": (("customer", "sales"), {}),
    "extreme_entity": (("customer", "sales"), {"entity": "North"}),
    "outliers": (("sales",), {"outliers": 3}),
    "shape": (("sales",), {"zero_share": 0.4}),
    "missingness": (("sales", "region"), GROUPS),
    "missing_by_range": (("sales", "price"), {}),
}


def of_a_kind(kind):
    columns, values = OF_A_KIND[kind]
    return finding(kind, "headline", "text", columns, values)


def test_there_is_advice_on_everything_that_is_looked_for():
    for kind in DETECTORS:
        assert kind in OF_A_KIND, f"The advice on {kind} has no test: add its columns and values to OF_A_KIND."


@pytest.mark.parametrize("kind", OF_A_KIND)
class TestEachKind:
    def test_the_advice_is_on_this_finding(self, kind):
        one = of_a_kind(kind)
        told = KINDS[kind].advice(one, 0)
        assert any(f"**{name}**" in sentence.text for sentence in told for name in (*one.columns, "North"))
        assert told[0].rank == 0
        assert all(sentence.rank > 0 for sentence in told[1:])

    def test_every_number_in_it_is_the_findings(self, kind):
        one = of_a_kind(kind)
        for before in (0, 1):
            for sentence in KINDS[kind].advice(one, before):
                assert unsupported(sentence.text, sentence.values, one.columns) == []

    def test_the_second_of_a_kind_is_told_otherwise_or_not_at_all(self, kind):
        one = of_a_kind(kind)
        again = replace(one, values={**one.values, "groups": 5})
        assert not {s.text for s in KINDS[kind].advice(one, 0)} & {s.text for s in KINDS[kind].advice(again, 1)}

    def test_a_finding_without_its_values_gets_advice_too(self, kind):
        columns, _ = OF_A_KIND[kind]
        assert KINDS[kind].advice(finding(kind, "", "", columns, {}), 0)


def test_a_derived_column_is_called_by_its_name():
    one = finding("difference", "", "", ("opened", "closed", "region"), GROUPS, subjects=("opened to closed", "region"))
    told = " ".join(sentence.text for sentence in KINDS["difference"].advice(one, 0))
    assert "**opened to closed** recorded" in told
    assert "**region** is **North**" in told


def test_moments_are_named():
    trend = replace(of_a_kind("trend"), text="It was 1 to March 2023, and 2 from October 2024.")
    assert "between March 2023 and October 2024" in KINDS["trend"].advice(trend, 0)[0].text
    assert "rows of 5 March 2024" in KINDS["spike"].advice(of_a_kind("spike"), 0)[0].text


def test_a_new_kind_gets_general_advice():
    (sentence,) = in_general(finding("brand_new", "", "", ("price", "sales"), {}), 0)
    assert "**price** and **sales**" in sentence.text
