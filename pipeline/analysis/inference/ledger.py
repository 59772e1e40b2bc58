"""How many tests were run."""

from collections import Counter

WEAKEST_P = 1e-3  # never kept, however many strong results make Benjamini and Hochberg's rule generous


class Ledger:
    """Counts the tests of a story by kind. Every test counts, whatever came of it."""

    CANDIDATE_P = WEAKEST_P  # a result above it need not be given

    def __init__(self) -> None:
        self.by_kind: Counter[str] = Counter()
        self.about = 0  # of what the story is about
        self.of_paradoxes = 0  # a family of their own
        self.left_out: Counter[str] = Counter()  # that a first look singled out, and that weren't tested exactly

    def count(self, kind: str, tests: int = 1, *, about: int = 0, paradoxes: bool = False) -> None:
        """Note that tests of a kind were run, ``about`` of them of what the story is about."""
        self.by_kind[kind] += tests
        self.about += about
        self.of_paradoxes += tests if paradoxes else 0

    def leave_out(self, kind: str, pairs: int) -> None:
        """Note that pairs of columns weren't tested exactly, since enough stronger ones were."""
        self.left_out[kind] += pairs

    @property
    def run(self) -> int:
        """All tests so far."""
        return self.by_kind.total()
