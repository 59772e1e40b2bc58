"""Whether many open status pages hold: a hundred that ask every two seconds, while two jobs run, over real HTTP."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx2
import numpy as np

from testing.app import running_app
from testing.example import example_table, upload

EVERY_S = 2.0
TARGET_S = 0.1  # 99th percentile


def main() -> int:
    """Print the figures; 1 if the target is missed or any call failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pollers", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--rows", type=int, default=120_000, help="of the files that are worked on meanwhile")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running_app(environment={"WORKERS": "2"}) as app:
        path = Path(folder) / "large.csv"
        example_table(arguments.rows).to_csv(path, index=False)
        with httpx2.Client(base_url=app.url, timeout=120) as client:
            client.get("/")  # the first page gives the browser's identity
            cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
            work = Work(client, path)
            port = httpx2.URL(app.url).port
            assert port is not None
            polled = asyncio.run(poll_all(port, cookie, work, arguments.pollers, arguments.seconds))
    latencies, answers, running = polled
    quantiles = {name: float(np.quantile(latencies, share)) for name, share in (("median", 0.5), ("p99", 0.99))}
    print(
        f"{arguments.pollers} pollers every {EVERY_S:g} s for {arguments.seconds:g} s, {np.mean(running):.1f} jobs "
        f"of {arguments.rows:,} rows under way: {len(latencies)} calls, "
        f"median {1000 * quantiles['median']:.1f} ms, p99 {1000 * quantiles['p99']:.1f} ms, "
        f"worst {1000 * max(latencies):.1f} ms (target for p99: {1000 * TARGET_S:g} ms); answers {dict(answers)}"
    )
    return 0 if quantiles["p99"] < TARGET_S and set(answers) == {200} else 1


class Work:
    """Keeps two jobs under way."""

    def __init__(self, client: httpx2.Client, path: Path) -> None:
        self.client = client
        self.path = path
        self.job_ids = [upload(client, path), upload(client, path)]

    def keep_up(self) -> int:
        """Upload the file again for each job that is over; returns how many are under way."""
        found = [self.client.get(f"/api/jobs/{job_id}").json()["status"] for job_id in self.job_ids]
        for index, status in enumerate(found):
            if status not in ("queued", "processing"):
                self.job_ids[index] = upload(self.client, self.path)
        return found.count("processing")


async def poll_all(
    port: int, cookie: str, work: Work, pollers: int, seconds: float
) -> tuple[list[float], Counter[int], list[int]]:
    """Poll evenly spread; the seconds of each call, the statuses of all answers, how many jobs ran at each look."""
    latencies: list[float] = []
    answers: Counter[int] = Counter()
    running: list[int] = []
    until = time.monotonic() + seconds

    async def one(number: int) -> None:
        await asyncio.sleep(EVERY_S * number / pollers)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < until:
            job_id = work.job_ids[number % 2]
            began = time.perf_counter()
            writer.write(f"GET /api/jobs/{job_id} HTTP/1.1\r\nHost: bench\r\nCookie: {cookie}\r\n\r\n".encode())
            answers[await _answer(reader)] += 1
            took = time.perf_counter() - began
            latencies.append(took)
            await asyncio.sleep(max(EVERY_S - took, 0.0))
        writer.close()

    async def keep_working() -> None:
        while time.monotonic() < until:
            running.append(await asyncio.to_thread(work.keep_up))
            await asyncio.sleep(0.5)

    await asyncio.gather(keep_working(), *(one(number) for number in range(pollers)))
    return latencies, answers, running


async def _answer(reader: asyncio.StreamReader) -> int:
    """Read one whole answer and give its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = next(line.split(":")[1] for line in head.splitlines() if line.startswith("content-length:"))
    await reader.readexactly(int(length))
    return int(head.split()[1])


if __name__ == "__main__":
    sys.exit(main())
