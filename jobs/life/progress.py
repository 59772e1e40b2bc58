"""How far an attempt is: measured work, weighed by how long the stages should take; it only rises."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from jobs.life import eta
from jobs.life.eta import TableShape
from models import Job, JobStage, StageStatus, now
from pipeline.stages import STAGES, StageName

WRITES_PER_S = 4
MAX_UNFINISHED = 99.0  # 100 is for a story that is saved


def shares(predicted: Mapping[str, float]) -> dict[str, float]:
    """What part of a job each stage is, summing to 1: as earlier jobs have shown, else the stages' own defaults."""
    weights = {stage.name.value: stage.default_share for stage in STAGES}
    if predicted:
        weights = {name: max(predicted.get(name, 0.0), 1e-3) for name in weights}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


class JobProgress:
    """The stages of one attempt and the percent done, and when they may be written again."""

    def __init__(self, job: Job) -> None:
        self.stages: list[JobStage] = list(job.stages)
        self.percent: float = job.progress
        self.current: str = job.current_stage or self.stages[0].name
        self.table: TableShape | None = None
        self._predicted: dict[str, float] = dict(job.predicted)
        self._shares = shares(job.predicted)
        self._unwritten = False
        self._next_write = time.monotonic()

    def report(self, name: StageName, fraction: float, moment: datetime | None = None) -> None:
        """Note that ``fraction`` of a stage is done, measured at ``moment``. Less than before changes nothing."""
        moment = moment or now()
        index = [stage.name for stage in STAGES].index(name)
        for earlier in self.stages[:index]:
            _complete(earlier, moment)
        stage = self.stages[index]
        if stage.status == StageStatus.PENDING:
            stage.status, stage.started_at, self.current = StageStatus.PROCESSING, moment, stage.name
        if fraction >= 1.0:
            _complete(stage, moment)
        stage.fraction = max(stage.fraction, min(max(fraction, 0.0), 1.0))
        done = 100 * sum(self._shares[stage.name] * stage.fraction for stage in self.stages)
        self.percent = max(self.percent, min(round(done, 1), MAX_UNFINISHED))
        self._unwritten = True

    def refine(self, table: TableShape) -> None:
        """The file is read: what is left is predicted again from what its table is."""
        self.table = table
        if self._predicted:
            self._predicted = eta.refine(self._predicted, table, self.stages[0].seconds or 0.0)
            self._shares = shares(self._predicted)
        self._unwritten = True

    def mark_written(self) -> None:
        """Note that the job stands in the database as it is here, as after its lease was taken."""
        self._next_write = time.monotonic() + 1 / WRITES_PER_S

    def pending_update(self) -> dict[str, Any] | None:
        """What to write of the job now; None where nothing is new, or it is too early after the last write."""
        if not self._unwritten or time.monotonic() < self._next_write:
            return None
        self.mark_written()
        self._unwritten = False
        return {
            "progress": self.percent,
            "current_stage": self.current,
            "stages": self.stages,
            "predicted": self._predicted,
        }

    def finish(self) -> dict[str, Any]:
        """What to write of a job that is completed."""
        moment = now()
        for stage in self.stages:
            _complete(stage, moment)
        return {"progress": 100.0, "current_stage": None, "stages": self.stages, "finished_at": moment}

    def fail(self) -> dict[str, Any]:
        """What to write of a job that failed: where it stopped stays to be seen."""
        moment = now()
        for stage in self.stages:
            if stage.status == StageStatus.PROCESSING:
                stage.status, stage.seconds = StageStatus.FAILED, _seconds(stage, moment)
        return {"progress": self.percent, "stages": self.stages, "finished_at": moment}

    def seconds(self) -> dict[str, float]:
        """The seconds of each completed stage."""
        return {stage.name: stage.seconds for stage in self.stages if stage.status == StageStatus.COMPLETED}


def _complete(stage: JobStage, moment: datetime) -> None:
    if stage.status != StageStatus.COMPLETED:
        stage.seconds, stage.fraction, stage.status = _seconds(stage, moment), 1.0, StageStatus.COMPLETED


def _seconds(stage: JobStage, moment: datetime) -> float:
    return round(max((moment - (stage.started_at or moment)) / timedelta(seconds=1), 0.0), 3)
