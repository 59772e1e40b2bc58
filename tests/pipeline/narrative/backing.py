"""What a text says that its values don't hold."""

from collections.abc import Iterable

from pipeline.narrative.check import Backing, kept_and_dropped
from pipeline.story import Scalar


def unsupported(
    text: str, values: Iterable[Scalar], names: Iterable[str] = (), own: Iterable[str] | None = None
) -> list[str]:
    """The numbers, dates and names in a text that no value gives; empty if all is well."""
    return Backing(values, names, own).lacks(text)


def keep_supported(
    text: str, values: Iterable[Scalar], names: Iterable[str] = (), own: Iterable[str] | None = None
) -> tuple[str, list[str]]:
    """The text without the sentences that aren't supported, and those sentences."""
    return kept_and_dropped(text, Backing(values, names, own))
