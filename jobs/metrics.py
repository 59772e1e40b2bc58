"""Figures about jobs for a monitoring system, in Prometheus' text format, version 0.0.4."""

from collections.abc import Iterable, Iterator, Mapping

from jobs import outbox, presence, queue
from models import Job, JobStatus, StageTimes, database, now
from pipeline.stages import STAGES

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LATEST = 200  # completed jobs that the stage seconds are of
QUANTILES = (0.5, 0.9, 0.99)
Samples = Iterable[tuple[Mapping[str, str], float]]


def metrics() -> str:
    """All figures. Raises PyMongoError."""
    blocks = (
        _block("datastory_jobs", "gauge", "Jobs that are kept, by status.", _by_status()),
        _block("datastory_jobs_failed", "gauge", "Failed jobs that are kept, by error code.", _by_code()),
        _block("datastory_queue_depth", "gauge", "Jobs that wait, by queue.", _by_lane()),
        _block("datastory_oldest_waiting_seconds", "gauge", "How long the oldest waiting job waits.", _oldest()),
        _block("datastory_workers", "gauge", "Workers alive.", [({}, presence.workers())]),
        _block("datastory_lease_losses_total", "counter", "Attempts given up for dead.", [({}, lease_losses())]),
        _block("datastory_webhooks_waiting", "gauge", "Webhooks still to be delivered.", [({}, outbox.waiting())]),
        _block("datastory_stage_seconds", "gauge", f"Seconds of the stages of the latest {LATEST} jobs.", _stages()),
    )
    return "".join(blocks)


def count_lease_loss() -> None:
    """Count an attempt that was given up for dead."""
    database()["counters"].update_one({"_id": "lease_losses"}, {"$inc": {"count": 1}}, upsert=True)


def lease_losses() -> int:
    """How many attempts were ever given up for dead."""
    found = database()["counters"].find_one({"_id": "lease_losses"})
    return int(found["count"]) if found else 0


def oldest_waiting_seconds() -> float | None:
    """How long the oldest waiting job waits; None if none does."""
    query = {"status": JobStatus.QUEUED}
    found = Job._get_collection().find_one(query, {"queued_at": 1}, sort=[("queued_at", 1)])
    return None if found is None else max((now() - found["queued_at"]).total_seconds(), 0.0)


def _by_status() -> Samples:
    counts = _counted("$status", {})
    return [({"status": status.value}, counts.get(status.value, 0)) for status in JobStatus]


def _by_code() -> Samples:
    counts = _counted("$error.code", {"status": JobStatus.FAILED})
    return [({"code": code}, count) for code, count in sorted(counts.items())]


def _by_lane() -> Samples:
    counts = _counted("$lane", {"status": JobStatus.QUEUED})
    return [({"queue": lane.value}, counts.get(lane.value, 0)) for lane in queue.Lane]


def _oldest() -> Samples:
    return [({}, oldest_waiting_seconds() or 0.0)]


def _stages() -> Iterator[tuple[Mapping[str, str], float]]:
    known = list(StageTimes.objects.order_by("-at").limit(LATEST))
    for stage in STAGES:
        seconds = sorted(times.seconds[stage.name.value] for times in known if stage.name.value in times.seconds)
        for quantile in QUANTILES if seconds else ():
            value = seconds[min(int(quantile * len(seconds)), len(seconds) - 1)]
            yield {"stage": stage.name.value, "quantile": f"{quantile:g}"}, value


def _counted(field: str, where: dict[str, object]) -> dict[str, int]:
    groups = Job._get_collection().aggregate([{"$match": where}, {"$group": {"_id": field, "count": {"$sum": 1}}}])
    return {str(group["_id"]): int(group["count"]) for group in groups}


def _block(name: str, kind: str, help_text: str, samples: Samples) -> str:
    lines = [f"# HELP {name} {help_text}", f"# TYPE {name} {kind}"]
    for labels, value in samples:
        shown = ",".join(f'{label}="{text}"' for label, text in labels.items())
        lines.append(f"{name}{{{shown}}} {value:g}" if shown else f"{name} {value:g}")
    return "\n".join(lines) + "\n"
