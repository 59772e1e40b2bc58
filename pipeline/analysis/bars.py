"""The chart of most facts: a bar for each group, step or column, as long as its value."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.analysis.naming import label
from pipeline.story import Plot, Reference


def bars(
    names: Iterable[object],
    values: npt.ArrayLike,
    *,
    by: str,
    shown: str,
    alt_text: str,
    title: str | None = None,
    unit: str | None = None,
    is_share: bool = False,
    marked: Iterable[object] = (),
    references: Sequence[Reference] = (),
    total: int | None = None,
) -> Plot:
    """A bar for each of ``names``, in their order, as long as the value at the same place.

    ``by`` says what the names are, ``shown`` what the values are in ``unit``; the title is made of both by default.
    ``is_share``: the values are shares in per cent. ``marked``: the names that the point speaks of. ``total``: of how
    many groups these are some.
    """
    frame = pd.DataFrame({"level": [label(name) for name in names], "value": np.asarray(values, dtype=float)})
    return Plot(
        kind="bar",
        title=title or f"{shown} by {by}",
        frame=frame,
        x="level",
        y="value",
        x_label=by,
        y_label=shown,
        alt_text=alt_text,
        y_unit=unit,
        is_share=is_share,
        highlight=tuple(label(name) for name in marked),
        references=tuple(references),
        total=total,
        counted="groups",
    )
