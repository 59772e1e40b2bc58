"""What the first paragraph leaves out although it is beyond chance: it says little."""

from types import SimpleNamespace

import pytest

from pipeline.analysis.facts import FACTS
from pipeline.story import Form

MEAN = SimpleNamespace(form=Form.MEAN)


@pytest.mark.parametrize(("low", "leads"), [(95.0, False), (60.0, True)])
def test_a_season_leads_where_its_parts_are_far_apart(low, leads):
    fact = SimpleNamespace(detail=SimpleNamespace(target=MEAN, high=1), values={"mean_1": 100.0, "mean_2": low})
    assert FACTS["season"].leads(fact) is leads


@pytest.mark.parametrize(("gain", "leads"), [(0.3, False), (-4.0, True)])
def test_an_entity_leads_where_it_moved_by_much_of_what_is_usual(gain, leads):
    detail = SimpleNamespace(target=MEAN, top=1, bottom=1, by_factor=False)
    fact = SimpleNamespace(detail=detail, values={"gain_1": 0.1, "gain_2": gain, "median_first": 20.0})
    assert FACTS["entity_change"].leads(fact) is leads


@pytest.mark.parametrize(("last", "leads"), [(1.09, False), (0.4, True)])
def test_of_money_an_entity_leads_where_it_grew_otherwise_than_the_last(last, leads):
    detail = SimpleNamespace(target=MEAN, top=1, bottom=1, by_factor=True)
    fact = SimpleNamespace(detail=detail, values={"factor_1": 1.1, "factor_2": last})
    assert FACTS["entity_change"].leads(fact) is leads
