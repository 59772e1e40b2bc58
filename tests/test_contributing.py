"""The worked examples of CONTRIBUTING do what they say: each is run as the file that it would be."""

import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pandas as pd
import pytest

from pipeline import make_story
from pipeline.analysis import DETECTORS
from pipeline.analysis.facts import FACTS
from pipeline.charts import CHARTS
from pipeline.narrative.kinds import KINDS
from pipeline.narrative.kinds.facts import FACT_WORDS
from pipeline.options import Options
from pipeline.reading import READERS, preview
from tests.pipeline.charts.plots import of_each_kind

TEXT = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text()
EXAMPLES = dict(re.findall(r"```python\n# (\S+)\n(.*?)```", TEXT, re.DOTALL))


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The modules of all examples, by their last name and what they define."""
    modules = {}
    for path, code in EXAMPLES.items():
        name = path.removesuffix(".py").replace("/", ".")
        module = ModuleType(name)
        monkeypatch.setitem(sys.modules, name, module)
        exec(compile(code, path, "exec"), module.__dict__)
        modules |= {key: value for key, value in vars(module).items() if not key.startswith("_")}
    return SimpleNamespace(**modules)


def test_every_seam_has_an_example() -> None:
    folders = {path.rpartition("/")[0] for path in EXAMPLES}
    assert folders == {
        "pipeline/analysis/facts",
        "pipeline/analysis/detectors",
        "pipeline/narrative/kinds",
        "pipeline/charts/kinds",
        "pipeline/reading/formats",
        "exporters",
    }


def test_the_detector_and_its_words_are_part_of_a_story(tmp_path, monkeypatch, written) -> None:
    monkeypatch.setitem(DETECTORS, "span", written.SpanDetector())
    monkeypatch.setitem(KINDS, "span", written.SpanKind())
    path = tmp_path / "sizes.csv"
    pd.DataFrame({"size": [2 ** (i % 13) + 1 for i in range(300)], "place": ["here", "there", "where"] * 100}).to_csv(
        path, index=False
    )
    story = make_story(path)
    (finding,) = [f for f in story.findings if f.kind == "span"]
    assert finding.headline == "Size runs from 2 to 4,097"
    assert finding.text == "Size runs from 2 to 4,097 over 300 rows."
    assert (finding.values["smallest"], finding.values["largest"]) == (2, 4097)
    assert "both ends of size" in story.narratives.recommendations


def test_the_fact_and_its_words_are_part_of_a_story(tmp_path, monkeypatch, written) -> None:
    monkeypatch.setitem(FACTS, "middle", written.MiddleFact())
    monkeypatch.setitem(FACT_WORDS, "middle", written.MiddleWords())
    path = tmp_path / "prices.csv"
    prices = [100 + (37 * i) % 301 for i in range(602)]  # each of 100 to 400 twice
    pd.DataFrame({"price": prices, "place": (["here", "there", "where"] * 201)[:602]}).to_csv(path, index=False)
    story = make_story(path)
    (fact,) = [f for f in story.facts if f.kind == "middle"]
    assert (fact.values["low"], fact.values["high"]) == (130, 370)
    assert fact.headline == "Four of five rows have price between 130 and 370"
    assert fact.text == "One in ten lies below 130, and one in ten above 370."


def test_the_chart_draws_a_plot(written) -> None:
    plot = of_each_kind()["bar"]
    figure = written.Dots().figure(plot)
    assert sorted(figure["data"][0]["x"]) == [3, 5, 9, 20]
    assert not written.Dots().can_draw(of_each_kind()["line"])
    assert written.Dots.fallback in CHARTS


def test_the_reader_reads_a_log(tmp_path, monkeypatch, written) -> None:
    monkeypatch.setattr("pipeline.reading.table.READERS", {"logfmt": written.READER, **READERS})
    path = tmp_path / "app.log"
    path.write_text('at=2024-05-01 level=info msg="all is well" ms=12\nat=2024-05-02 level=warn msg=slow ms=950\n' * 20)
    shown = preview(path, Options())
    assert shown.dataset.format == "logfmt"
    assert [column.name for column in shown.dataset.columns] == ["at", "level", "msg", "ms"]
    assert shown.grid["msg"].tolist()[:2] == ["all is well", "slow"]
    path.write_text("a,b\n" + "1,x=1 y=2\n2,z\n" * 20)
    assert preview(path, Options()).dataset.format == "csv"


def test_the_exporter_writes_the_headlines(written) -> None:
    exporter = written.PlainText()
    document = {"title": "Sales", "findings": [{"headline": "**x** rose"}, {"headline": "**a\\*b** fell"}]}
    assert exporter.export(document) == b"Sales\n- x rose\n- a*b fell"
