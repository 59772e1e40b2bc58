"""The whole pipeline on one screen: the four stages, in order, each timed."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipeline.analysis import analyze
from pipeline.charts import draw
from pipeline.errors import (
    AnalysisError,
    DataStoryError,
    NarrativeGenerationError,
    PreprocessingError,
    VisualizationError,
)
from pipeline.narrative import narrate
from pipeline.narrative.key_figures import key_figures
from pipeline.narrative.naming import wording_of
from pipeline.options import Options
from pipeline.reading import read
from pipeline.shown import with_places
from pipeline.stages import STAGES, ProgressCallback, StageName, ignore_progress
from pipeline.story import Dataset, Story

ERRORS: Mapping[StageName, type[DataStoryError]] = {
    StageName.UPLOADING: PreprocessingError,
    StageName.ANALYZING: AnalysisError,
    StageName.GENERATING_NARRATIVE: NarrativeGenerationError,
    StageName.CREATING_VISUALIZATIONS: VisualizationError,
}


def make_story(
    path: Path,
    options: Options | None = None,
    progress: ProgressCallback = ignore_progress,
    *,
    table_path: Path | None = None,
    on_read: Callable[[Dataset], None] | None = None,
) -> Story:
    """Turn a table file into a story.

    ``table_path``, if given, receives the typed table as Parquet; the findings' SQL runs on it under the name ``data``.
    ``on_read`` is called with the facts of the table as soon as they are known.
    Raises a :class:`~pipeline.errors.DataStoryError` that says what to do.
    """
    options = options or Options()
    timer = _StageTimer(progress)
    with timer.stage(StageName.UPLOADING) as report:
        table = read(path, options, report)
    if on_read is not None:
        on_read(table.dataset)
    try:
        if table_path is not None:
            table.export(table_path)
        with timer.stage(StageName.ANALYZING) as report:
            analysis = analyze(table, options, report)
    finally:
        table.close()
    with timer.stage(StageName.GENERATING_NARRATIVE) as report:
        analysis, narratives = narrate(analysis, options, report)
    with timer.stage(StageName.CREATING_VISUALIZATIONS) as report:
        facts, findings, charts = draw(
            analysis.facts, analysis.findings, analysis.outline, report, analysis.overview, wording_of(analysis)
        )
    story = Story(
        title=options.title or table.dataset.title,
        dataset=table.dataset,
        narratives=narratives,
        findings=findings,
        charts=charts,
        statistics=analysis.statistics,
        quality=analysis.quality,
        timings=timer.seconds,
        subject=analysis.subject,
        facts=facts,
        outline=analysis.outline,
        key_figures=key_figures(analysis),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return with_places(story)


class _StageTimer:
    """Reports the progress of one stage after the other and keeps the seconds of each."""

    def __init__(self, progress: ProgressCallback) -> None:
        self.progress = progress
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: StageName) -> Iterator[Callable[[float], None]]:
        """Run one stage; what it raises unexpectedly becomes that stage's error."""
        timing = next(stage.timing for stage in STAGES if stage.name == name)
        started = time.perf_counter()
        self.progress(name, 0.0)
        try:
            yield lambda fraction: self.progress(name, fraction)
        except DataStoryError:
            raise
        except Exception as error:
            raise ERRORS[name]() from error
        self.seconds[timing] = round(time.perf_counter() - started, 3)
        self.progress(name, 1.0)
