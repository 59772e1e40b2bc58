"""Whether something holds beyond this file's luck: tests, what rows share, and the false-discovery rate."""
