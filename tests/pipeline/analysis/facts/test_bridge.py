"""A stock whose holders come and go: its total at the ends, and what new, lost, grown and shrunk ones made of it."""

import pandas as pd
import pytest

from pipeline.story import TableKind
from tests.pipeline.analysis.facts import tables
from tests.pipeline.analysis.facts.tables import analysis, facts


@pytest.fixture(scope="module")
def by_month() -> pd.DataFrame:
    """MRR by customer (rows) and month (columns), nothing where there is none."""
    return tables.subscriptions().pivot_table(index="customer_id", columns="month", values="mrr", fill_value=0.0)


def test_customers_of_whom_most_are_there_for_a_part_of_the_time_are_a_panel() -> None:
    frame = tables.subscriptions()
    assert len(frame) < 0.5 * frame["customer_id"].nunique() * frame["month"].nunique()
    assert analysis("subscriptions").subject.table is TableKind.PANEL


def test_the_parts_are_those_of_each_month_and_sum_to_the_change(by_month) -> None:
    (fact,) = facts("subscriptions", "bridge")
    steps, before = by_month.diff(axis=1).iloc[:, 1:], by_month.shift(axis=1).iloc[:, 1:]
    now = by_month.iloc[:, 1:]
    parts = {
        "new": steps[(before == 0) & (now > 0)],
        "lost": steps[(before > 0) & (now == 0)],
        "grown": steps[(before > 0) & (now > before)],
        "shrunk": steps[(now > 0) & (now < before)],
    }
    assert {name: fact.values[name] for name in parts} == pytest.approx(
        {name: part.sum().sum() for name, part in parts.items()}
    )
    assert fact.values["lost_entities"] == int(parts["lost"].notna().any(axis=1).sum())
    assert sum(fact.values[name] for name in parts) == pytest.approx(fact.values["change"])


def test_the_level_is_the_total_of_the_last_month_and_never_a_sum_over_months(by_month) -> None:
    level, change = facts("subscriptions", "level")[0], facts("subscriptions", "change")[0]
    last = by_month.iloc[:, -1]
    assert level.values["held_total"] == last.sum()
    assert level.values["held_count"] == (last > 0).sum()
    assert (change.values["first_value"], change.values["last_value"]) == (by_month.iloc[:, 0].sum(), last.sum())
    assert level.headline.startswith("Total MRR was ")


def test_the_lead_tells_who_came_and_went() -> None:
    lead = analysis("subscriptions").outline.lead
    assert lead[1] == facts("subscriptions", "bridge")[0].id
    assert "new customers" in facts("subscriptions", "bridge")[0].headline
