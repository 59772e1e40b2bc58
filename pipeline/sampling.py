"""Some of a table's rows for a chart: the same each time, in proportion to all of them however they are sorted."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def sampled(frame: "pd.DataFrame", size: int, always: "pd.Series | None" = None) -> "pd.DataFrame":
    """At most ``size`` rows, in their order: those with the smallest hash of their values.

    Equal rows are told apart by how many of them came before, so that what is half of the rows stays half of them.
    ``always``: a mask of the rows that are kept in any case.
    """
    if len(frame) <= size:
        return frame
    import numpy as np
    import pandas as pd

    of_values = pd.util.hash_pandas_object(frame, index=False)
    copies = of_values.groupby(of_values.to_numpy()).cumcount()
    order = pd.util.hash_pandas_object(pd.DataFrame({"row": of_values, "copy": copies}), index=False).to_numpy()
    if always is not None:
        order = np.where(always.to_numpy(), 0, order)
    chosen = np.argsort(order, kind="stable")[:size]
    return frame.iloc[np.sort(chosen)]
