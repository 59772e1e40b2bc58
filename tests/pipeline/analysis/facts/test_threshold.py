"""From which discount on money is lost: not from one at which a single product loses what the others earn."""

import numpy as np
import pandas as pd

from tests.pipeline.analysis.facts.tables import told


def test_a_loss_begins_where_most_rows_lose() -> None:
    rng = np.random.default_rng(6)
    n = 3_000
    product = rng.choice(["Tables", "Paper", "Phones", "Shelves"], n)
    discount = rng.choice([0.0, 0.1, 0.2, 0.3, 0.4], n)
    sales = rng.lognormal(4.5, 0.3, n)
    margin = 0.28 - 1.1 * discount - 0.5 * (product == "Shelves") + rng.normal(0, 0.02, n)
    orders = pd.DataFrame({"product": product, "discount": discount, "sales": sales.round(2)})
    orders["profit"] = (sales * margin).round(2)
    orders.loc[(product != "Shelves") & (discount == 0), "profit"] += 60  # so that all in all there is a profit
    assert orders.loc[discount == 0.2, "profit"].sum() < 0
    cuts = {fact.detail.cut for fact in told(orders).facts if fact.kind == "threshold"}
    assert cuts == {0.3}
