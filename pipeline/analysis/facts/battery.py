"""A survey's battery as one picture: its items ranked by their mean answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import scipy

from pipeline.analysis.facts.fact import Claim, Draft, FactKind, LeadPart
from pipeline.analysis.facts.plots.groups import answers_plot
from pipeline.analysis.facts.view import View
from pipeline.analysis.sql import select
from pipeline.analysis.subject import battery

TOP = 3
MIN_DIFFERENCE = 0.2  # steps of the scale


@dataclass(frozen=True)
class Battery:
    """What the words need beside the values."""

    items: tuple[str, ...]  # that are told, highest first
    top: int
    size: int
    lowest: float
    highest: float


class BatteryFact(FactKind):
    """Neighbouring columns answered on one scale, compared within respondents (Friedman 1937)."""

    name: ClassVar[str] = "battery"
    part: ClassVar[LeadPart] = LeadPart.LEVEL
    pictures_all: ClassVar[bool] = True

    def draft(self, view: View) -> Iterator[Draft]:
        """See :meth:`FactKind.draft`."""
        items = battery(view.context.variables, view.context.profiles)
        if not items:
            return
        profile = view.context.profiles[items[0]]
        answers = np.column_stack([view.context.sample.numbers[name] for name in items])
        means = dict(zip(items, np.nanmean(answers, axis=0), strict=True))
        ranked = sorted(items, key=lambda name: -means[name])
        shown = ranked if len(ranked) <= 6 else [*ranked[:TOP], *ranked[-2:]]
        whole = answers[~np.isnan(answers).any(axis=1)]
        p_value = float(scipy.stats.friedmanchisquare(*whole.T).pvalue) if len(whole) >= 10 else 1.0
        top = profile.maximum
        columns: dict[str, str] = {"respondents": "count(*)", "items": f"{len(ranked)}"}
        for i, name in enumerate(shown, start=1):
            x = view.context.sql(name)
            columns |= {
                f"mean_{i}": f"avg({x})",
                f"agree_{i}": f"avg(CAST({x} >= {top - 1!r} AS INTEGER))",
                f"answers_{i}": f"count({x})",
            }
        yield Draft(
            kind=self.name,
            section="how_much",
            columns=view.columns(*items),
            n=view.row_count,
            query=select(columns),
            worth=9.5,
            detail=Battery(tuple(shown), len(ranked) if len(ranked) <= 6 else TOP, len(ranked), profile.minimum, top),
            claim=Claim(
                "Friedman",
                p_value if np.isfinite(p_value) else 1.0,
                bool(means[ranked[0]] - means[ranked[-1]] >= MIN_DIFFERENCE),
            ),
            plot=lambda _: answers_plot(
                ranked, np.column_stack([view.context.sample.numbers[name] for name in ranked])
            ),
        )
