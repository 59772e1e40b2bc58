"""A host with MongoDB and Redis, and two with a worker each, one of which is cut off in the middle of a job.

Runs in a network namespace of its own, with a folder as its argument, and prints what came of it as JSON.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from pymongo.errors import PyMongoError

import jobs
import models
from jobs import backends
from jobs.life import presence
from models import Job, StoredStory, User
from services import programs
from tests.jobs.cables import HERE, hosts, make_switch
from tests.jobs.processes import PoolProcess, fresh, wait_for_status, wait_until

PORTS = {"mongodb": 27017, "redis": 6379}  # nobody else lives in this namespace
PASSWORD = "of-the-test"
OVERTAKEN = "attempt overtaken"  # what a worker logs that comes too late


@contextmanager
def servers(folder: Path) -> Iterator[backends.Backends]:
    """The programs that the app embeds, on this host's address."""
    started = []
    for service, port in PORTS.items():
        program, command = programs.choose(service, folder)
        data = folder / service
        data.mkdir()
        launch = programs.Launch(data, port, PASSWORD, cache_mb=64, open=True, host=HERE)
        with (folder / f"{service}.log").open("wb") as log:
            arguments = program.arguments(launch)
            started.append(subprocess.Popen([*command, *arguments], cwd=data, stdout=log, stderr=log))
    try:
        chosen = backends.Backends(
            f"mongodb://{HERE}:{PORTS['mongodb']}/datastory?serverMonitoringMode=poll",
            f"redis://:{PASSWORD}@{HERE}:{PORTS['redis']}/0",
        )
        backends.choose(chosen)
        chosen.connect()
        wait_until(lambda: answers(chosen))
        models.ensure_indexes()
        yield chosen
    finally:
        for server in started:
            server.kill()
            server.wait()


def answers(chosen: backends.Backends) -> bool:
    try:
        models.ping()
        with redis.from_url(chosen.redis_url) as server:
            return bool(server.ping())
    except (PyMongoError, redis.RedisError):
        return False


def main(folder: Path) -> None:
    make_switch()
    with hosts(2) as (one, other), servers(folder) as chosen:
        pools = {}
        for host in (one, other):
            home = folder / host.address
            environment = {
                "DATASTORY_HOME": str(home),
                "MONGODB_URI": chosen.mongodb_uri,
                "REDIS_URL": chosen.redis_url,
            }
            with (folder / f"{host.address}.log").open("wb") as log:
                pools[host] = PoolProcess(1, environment, enter=host.enter, log=log)
        try:
            wait_until(lambda: presence.workers() == 2 and all(pool.workers() for pool in pools.values()))
            sys.stdout.write(json.dumps(cut_off(folder, pools)))
        finally:
            for pool in pools.values():
                pool.stop()


def cut_off(folder, pools) -> dict[str, object]:
    """Cut the cable of whoever works on a job, have the other finish it, and mend the cable."""
    user = User.for_identity("cookie:ann")
    marks, gate = folder / "marks", folder / "gate"
    deeds = f"analyzing mark {marks}\nanalyzing wait {gate}"
    job = jobs.submit(user, io.BytesIO(deeds.encode()), "deeds.csv")
    wait_until(marks.exists)
    first = fresh(job).lease
    cut = next(host for host, pool in pools.items() if pool.busy())
    log = folder / f"{cut.address}.log"
    cut.cut()
    seconds = wait_until(lambda: fresh(job).attempts == 2)
    second = fresh(job).lease
    gate.touch()  # both may finish now
    wait_for_status(job, "completed")
    wait_until(lambda: not StoredStory.unsettled(1))  # what is noted of a completed job comes right after
    done = fresh(job)
    still_working = OVERTAKEN not in log.read_text()
    cut.mend()
    wait_until(lambda: OVERTAKEN in log.read_text())
    wait_until(lambda: presence.workers() == 2)
    after = fresh(job)
    said = [json.loads(line) for line in log.read_text().splitlines()]
    return {
        "recovery_s": seconds,
        "attempts": len(marks.read_text().splitlines()),
        "finished_elsewhere": first.worker.split("/")[0] != second.worker.split("/")[0],
        "still_working": still_working,
        "said_by_the_cut_off": [entry["event"] for entry in said if entry.get("job_id") == job.id],
        "unchanged": after.to_mongo() == done.to_mongo(),
        "stories": [story.id for story in StoredStory.objects],
        "story_id": after.story_id,
        "counted": User.for_identity(user.identity).total_stories_created,
        "of_the_late_lease": StoredStory.objects(maker=first.token).count()
        + Job.objects(lease__token=first.token).count(),
    }


if __name__ == "__main__":
    os.environ["NO_PROXY"] = "*"
    main(Path(sys.argv[1]))
