"""What is measured rather than tested: `make bench`, `make bench-reading`, `make bench-truth`."""

import os

from jobs.preload import WITHOUT_THREADS

for name, value in WITHOUT_THREADS.items():  # before numpy is imported: the workers' analysts compute like that
    os.environ.setdefault(name, value)
