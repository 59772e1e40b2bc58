"""Figures about jobs for a monitoring system, in Prometheus' text format, version 0.0.4."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jobs.life import presence, queue
from jobs.webhooks import outbox
from models import Job, JobStatus, StageTimes, counters, now
from pipeline.stages import STAGES

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LATEST = 200  # completed jobs that the stage seconds are of
QUANTILES = (0.5, 0.9, 0.99)
LEASE_LOSSES = "lease_losses"
RECOVERED = "recovered:"
Samples = Iterable[tuple[Mapping[str, str], float]]


@dataclass(frozen=True)
class Metric:
    """One figure: its name, Prometheus type and help, and what gives its samples."""

    name: str
    kind: str
    help_text: str
    samples: Callable[[], Samples]


def metrics() -> str:
    """All figures. Raises DatabaseError."""
    return "".join(_block(metric, metric.samples()) for metric in METRICS)


def count_lease_loss() -> None:
    """Count an attempt that was given up for dead."""
    counters.increment(LEASE_LOSSES)


def count_recovered(step: str, count: int) -> None:
    """Count what a step of recovery has put right."""
    counters.increment(f"{RECOVERED}{step}", count)


def lease_losses() -> int:
    """How many attempts were ever given up for dead."""
    return counters.value(LEASE_LOSSES)


def oldest_waiting_seconds() -> float | None:
    """How long the oldest waiting job waits; None if none does."""
    since = Job.oldest_queued_at()
    return None if since is None else max((now() - since).total_seconds(), 0.0)


def _by_status() -> Samples:
    counts = Job.count_by("status", {})
    return [({"status": status.value}, counts.get(status.value, 0)) for status in JobStatus]


def _by_code() -> Samples:
    counts = Job.count_by("error.code", {"status": JobStatus.FAILED})
    return [({"code": code}, count) for code, count in sorted(counts.items())]


def _by_lane() -> Samples:
    counts = Job.count_by("lane", {"status": JobStatus.QUEUED})
    return [({"queue": lane.value}, counts.get(lane.value, 0)) for lane in queue.Lane]


def _oldest() -> Samples:
    return [({}, oldest_waiting_seconds() or 0.0)]


def _stages() -> Iterator[tuple[Mapping[str, str], float]]:
    known = StageTimes.latest(LATEST)
    for stage in STAGES:
        seconds = sorted(times.seconds[stage.name.value] for times in known if stage.name.value in times.seconds)
        for quantile in QUANTILES if seconds else ():
            value = seconds[min(int(quantile * len(seconds)), len(seconds) - 1)]
            yield {"stage": stage.name.value, "quantile": f"{quantile:g}"}, value


def _recovered() -> Samples:
    return [({"step": step}, count) for step, count in counters.values(RECOVERED).items()]


def _block(metric: Metric, samples: Samples) -> str:
    lines = [f"# HELP {metric.name} {metric.help_text}", f"# TYPE {metric.name} {metric.kind}"]
    for labels, value in samples:
        shown = ",".join(f'{label}="{text}"' for label, text in labels.items())
        lines.append(f"{metric.name}{{{shown}}} {value:g}" if shown else f"{metric.name} {value:g}")
    return "\n".join(lines) + "\n"


METRICS: Sequence[Metric] = (
    Metric("datastory_jobs", "gauge", "Jobs that are kept, by status.", _by_status),
    Metric("datastory_jobs_failed", "gauge", "Failed jobs that are kept, by error code.", _by_code),
    Metric("datastory_queue_depth", "gauge", "Jobs that wait, by queue.", _by_lane),
    Metric("datastory_oldest_waiting_seconds", "gauge", "How long the oldest waiting job waits.", _oldest),
    Metric("datastory_workers", "gauge", "Workers alive.", lambda: [({}, presence.workers())]),
    Metric("datastory_lease_losses_total", "counter", "Attempts given up for dead.", lambda: [({}, lease_losses())]),
    Metric("datastory_recovered_total", "counter", "What recovery has put right, by step.", _recovered),
    Metric(
        "datastory_webhooks_waiting", "gauge", "Webhooks still to be delivered.", lambda: [({}, outbox.count_pending())]
    ),
    Metric("datastory_stage_seconds", "gauge", f"Seconds of the stages of the latest {LATEST} jobs.", _stages),
)
NAMES = tuple(metric.name for metric in METRICS)
