"""What this machine, or the container on it, has."""

import os
from pathlib import Path

MB = 1024 * 1024
CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
FOR_THE_REST_MB = 768  # the web process, the databases, and workers that wait
LEAST_JOB_MB = 512  # a story of a small file takes 100 MB


def memory_mb() -> int:
    """Memory that this process may use, with all others here: the container's limit, or all that the machine has."""
    amounts = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    for path in CGROUP_LIMITS:
        try:
            amounts.append(int(path.read_text()))
        except (OSError, ValueError):  # there is no such file, or it says "max"
            continue
    return min(amounts) // MB


def job_memory_mb(workers: int) -> int:
    """Memory that one story may take, so that as many as there are workers fit in together."""
    return max((memory_mb() - FOR_THE_REST_MB) // max(workers, 1), LEAST_JOB_MB)
