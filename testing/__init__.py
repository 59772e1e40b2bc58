"""What the tests and the benchmarks both need; neither imports the other."""

import os

from jobs.workers.preload import WITHOUT_THREADS

for name, value in WITHOUT_THREADS.items():  # before numpy is imported: the workers' processes compute like that
    os.environ.setdefault(name, value)
