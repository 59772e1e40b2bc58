"""Whose change it is: the group that a change of a fact's target comes of."""

from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.target import Target
from pipeline.analysis.facts.view import View
from pipeline.analysis.series.carrier import Carrier, Moved, Stretch, find_carrier
from pipeline.story import Form


def carrier_of_target(
    view: View, kind: str, periods: Periods, target: Target, grain: str, ends: tuple[Stretch, Stretch]
) -> Carrier | None:
    """See :func:`~pipeline.analysis.series.carrier.find_carrier`; of periods that hold equally many dates."""
    sample = view.context.sample
    numbers = None if target.form is Form.COUNT else target.numbers(sample)
    if periods.step is not None or (target.form is not Form.COUNT and numbers is None):
        return None
    own = () if target.column is None else (*view.context.table_columns((target.column,)), target.column)
    moved = Moved(
        numbers,
        None if target.form is Form.COUNT else target.sql,
        (*own, periods.column),
        target.form in (Form.TOTAL, Form.COUNT),
        periods.column,
        periods.expression,
        periods.by_years,
        grain,
        (ends[0],),
        (ends[1],),
        target.is_relative,
    )
    return find_carrier(view.context, kind, moved)
