"""What is measured rather than tested: `make bench`, `make bench-reading`, `make bench-truth`."""

import testing  # noqa: F401  sets the number of threads before numpy is imported
