"""Every entry of a registry has what it needs; where one hasn't, the failure says what to add."""

from functools import cache
from pathlib import Path

import pytest

from exporters import EXPORTERS
from pipeline.analysis import DETECTORS
from pipeline.analysis.facts import FACTS
from pipeline.charts import CHARTS
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.reading import READERS
from testing.truth.planted import PLANTS
from testing.truth.score import generator
from tests.pipeline.charts.plots import of_each_kind

TESTS = Path(__file__).parent


@cache
def texts(folder: str) -> str:
    """All tests of a folder, and the names of the files that they read."""
    files = sorted(path for path in (TESTS / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
    return "\n".join([path.name for path in files] + [path.read_text() for path in files if path.suffix == ".py"])


@cache
def planted_kinds() -> frozenset[str]:
    return frozenset(kind for name, make in PLANTS.items() for kind in make(generator(name, 1), 1.0).kinds)


@pytest.mark.parametrize("registry", [DETECTORS, FACTS, KINDS, FACT_WORDS, CHARTS, READERS, EXPORTERS])
def test_every_registry_is_of_one_shape(registry) -> None:
    assert list(registry) == [entry.name for entry in registry.values()]


@pytest.mark.parametrize("name", DETECTORS)
def test_every_detector_has_words_a_test_and_a_plant(name) -> None:
    assert name in KINDS, f"The kind {name} has no words: write pipeline/narrative/kinds/{name}.py, enter it in KINDS."
    assert f'"{name}"' in texts("pipeline/analysis"), (
        f"The detector {name} has no test: plant what it finds in tests/pipeline/analysis/detectors/test_{name}.py."
    )
    assert name in planted_kinds(), (
        f"Nothing is planted for {name}: add a maker of data that has it to testing/truth, enter it in PLANTS."
    )


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_has_words_a_label_and_a_test(name) -> None:
    assert name in FACT_WORDS, (
        f"The fact {name} has no words: write pipeline/narrative/kinds/{name}.py, enter it in FACT_WORDS."
    )
    assert FACT_WORDS[name].label, f"The fact {name} has no label: the story lists what was looked for by it."
    assert f'"{name}"' in texts("pipeline/analysis/facts"), (
        f"The fact {name} has no test: plant it in a table of tests/pipeline/analysis/facts and name its values."
    )


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_a_label_and_a_detector(name) -> None:
    kind = type(KINDS[name])
    assert getattr(kind, "label", ""), f"The kind {name} has no label: the story lists what was looked for by it."
    assert name in DETECTORS, f"Nothing finds the kind {name}: write pipeline/analysis/detectors/{name}.py."


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_has_a_label_and_a_test(name) -> None:
    chart = CHARTS[name]
    assert getattr(chart, "label", ""), f"The chart {name} has no label."
    assert name in of_each_kind(), f"The chart {name} has no test: add a plot of it to tests/pipeline/charts/plots.py."
    assert chart.fallback in {None, *CHARTS}, f"The chart {name} falls back on {chart.fallback}, which is no chart."


@pytest.mark.parametrize("name", READERS)
def test_every_reader_has_a_label_and_a_test(name) -> None:
    reader = READERS[name]
    assert reader.label, f"The reader {name} has no label: the upload page and the errors name formats by it."
    assert any(f".{extension}" in texts("pipeline/reading") for extension in reader.extensions), (
        f"The reader {name} has no test: read a small file of it in tests/pipeline/reading."
    )


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_exporter_has_a_label_a_media_type_and_a_test(name) -> None:
    exporter = EXPORTERS[name]
    assert getattr(exporter, "label", ""), f"The exporter {name} has no label: the export menu shows it."
    assert getattr(exporter, "media_type", ""), f"The exporter {name} has no media type: the API answers with it."
    assert f'"{name}"' in texts("exporters"), f"The exporter {name} has no test in tests/exporters."
