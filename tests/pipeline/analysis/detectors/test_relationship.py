import numpy as np

from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def test_a_bend_with_its_medians() -> None:
    frame = unrelated(800)
    rng = np.random.default_rng(10)
    frame["yield_"] = 20 - ((frame["length"] - 50) / 5) ** 2 + rng.normal(size=800)
    finding = findings_of(frame, "relationship")[0]
    assert set(finding.columns) == {"yield_", "length"}
    assert "highest in the middle" in finding.headline
    middle = frame["length"].between(*frame["length"].quantile([0.4, 0.6]))
    assert finding.values["middle_median"] == np.float64(f"{frame['yield_'][middle].median():.10g}")


def test_a_bend_that_only_the_mixture_of_groups_makes_is_not_told() -> None:
    rng = np.random.default_rng(11)
    group = rng.integers(0, 3, 900)
    centres = np.array([[0.0, 0.0], [4.0, 6.0], [8.0, 0.0]])
    frame = unrelated(900)
    frame["kind"] = np.array(["a", "b", "c"])[group]
    frame["x1"], frame["y1"] = (centres[group] + rng.normal(size=(900, 2))).T
    assert not [f for f in findings_of(frame, "relationship") if {"x1", "y1"} == set(f.columns)]
