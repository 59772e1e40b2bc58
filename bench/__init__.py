"""What is measured rather than tested: `make bench`, `make bench-reading`, `make bench-truth`."""
