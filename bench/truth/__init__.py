"""The bench of truth: data whose facts are known, and how many of them the analysis tells."""

import os

from jobs.preload import WITHOUT_THREADS

for name, value in WITHOUT_THREADS.items():  # before numpy is imported: the workers' analysts compute like that
    os.environ.setdefault(name, value)
