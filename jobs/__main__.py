"""``python -m jobs``: for whoever runs the app, what is being worked on, and a hand in it."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import jobs
from jobs import backends
from jobs.life import ending, presence, retention
from jobs.life.metrics import lease_losses, oldest_waiting_seconds
from jobs.webhooks import webhook
from models import DatabaseError, Job, JobStatus, now
from services import servers
from services.errors import ServiceError
from services.settings import SettingsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; 0 if it could be done, 1 if not, with the reason in one line."""
    chosen = _parser().parse_args(arguments)
    try:
        with servers.start() as found:
            addresses = backends.Backends(found.mongodb_uri, found.redis_url)
            backends.choose(addresses)
            addresses.connect()
            return COMMANDS[chosen.command](chosen)
    except (ServiceError, SettingsError, DatabaseError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m jobs", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("status", help="what runs where, since when, and what waits")
    for name, help_text in (("requeue", "have jobs attempted again from the start"), ("cancel", "cancel jobs")):
        commands.add_parser(name, help=help_text).add_argument("job_id", nargs="+")
    purge = commands.add_parser("purge", help="delete jobs that are over, with their stories and uploads")
    purge.add_argument("--days", type=float, required=True, help="that they have been over")
    purge.add_argument("--uploads-only", action="store_true", help="keep the stories")
    signing = commands.add_parser("webhook-secret", help="show the secret that signs webhooks to WEBHOOK_URL")
    signing.add_argument("--user", help="id of a user whose own secret is shown instead")
    return parser


def status(_chosen: argparse.Namespace) -> int:
    """Print pools, counts, and every job under way."""
    moment = now()
    for pool in presence.pools():
        _print(f"pool {pool.name}: {pool.workers} workers, seen {_age(pool.seen_at, moment)} ago")
    counts = Job.count_by("status", {})
    _print(", ".join(f"{counts.get(one, 0)} {one}" for one in JobStatus))
    oldest = oldest_waiting_seconds()
    _print(f"workers: {presence.workers()}; oldest waiting: {'none' if oldest is None else f'{oldest:.0f} s'}; "
           f"attempts given up for dead: {lease_losses()}")  # fmt: skip
    for job in Job.under_way():
        worker = job.lease.worker if job.lease else "nobody"
        _print(
            f"{job.id}  {job.progress:5.1f} %  {job.current_stage or '-':24}  attempt {job.attempts}  "
            f"{_age(job.started_at, moment):>8}  {worker}  {job.filename}"
        )
    return 0


def requeue(chosen: argparse.Namespace) -> int:
    """Queue failed or running jobs again, with all their attempts before them."""
    return _each(chosen.job_id, ending.restart, "queued again", "it isn't failed or under way, or its upload is gone")


def cancel(chosen: argparse.Namespace) -> int:
    """Cancel queued or running jobs."""

    def cancelled(job: Job) -> bool:
        try:
            jobs.cancel(job)
        except jobs.NotCancellable:
            return False
        return True

    return _each(chosen.job_id, cancelled, "cancelled", "it is over")


def purge(chosen: argparse.Namespace) -> int:
    """Delete what has been over for so many days."""
    delete = retention.delete_uploads if chosen.uploads_only else retention.delete_jobs
    _print(f"{delete(chosen.days)} {'uploads' if chosen.uploads_only else 'jobs'} deleted")
    return 0


def webhook_secret(chosen: argparse.Namespace) -> int:
    """Print the secret that a receiver of webhooks checks them with."""
    _print(webhook.secret(chosen.user or webhook.DEPLOYMENT))
    return 0


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "status": status,
    "requeue": requeue,
    "cancel": cancel,
    "purge": purge,
    "webhook-secret": webhook_secret,
}


def _each(job_ids: Sequence[str], act: Callable[[Job], bool], done: str, refused: str) -> int:
    failures = 0
    for job_id in job_ids:
        job = Job.read({"_id": job_id, "removed_at": None})
        if job is None:
            _print(f"{job_id}: there is no such job")
        elif act(job):
            _print(f"{job_id}: {done}")
            continue
        else:
            _print(f"{job_id}: {refused}")
        failures += 1
    return 1 if failures else 0


def _age(since: datetime, moment: datetime) -> str:
    return f"{(moment - since).total_seconds():.0f} s"


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
