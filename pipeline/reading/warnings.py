"""How a repair is told: what was done, to how many rows, with an example."""

from pipeline.story import ReadingWarning

LONGEST_EXAMPLE = 200  # characters


def warn(kind: str, text: str, rows: int = 0, example: str | None = None) -> ReadingWarning:
    """A warning with its example cut to a readable length."""
    cut = example if example is None or len(example) <= LONGEST_EXAMPLE else example[: LONGEST_EXAMPLE - 1] + "…"
    return ReadingWarning(kind, text, rows, cut)


def shown(count: int, one: str, many: str) -> str:
    """``1, "row has", "rows have"`` -> ``1 row has``."""
    return f"{count:,} {one if count == 1 else many}"
