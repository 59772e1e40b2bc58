"""On which scale a measure is: whether its zero means none, so that one value can be so many per cent of another."""

from pipeline.names import words

DEGREES = frozenset({"°C", "°F", "°c", "°f", "℃", "℉"})
TEMPERATURES = frozenset(
    {"temp", "temps", "tmp", "temperature", "temperatures", "temperatur", "température", "temperatura", "dewpoint"}
)


def is_interval(name: str, unit: str | None) -> bool:
    """Whether a measure's zero is a convention, as that of °C and °F is.

    Differences of such values mean something, ratios and per cents of them don't (Stevens 1946, Science 103).
    """
    if unit is not None:
        return unit in DEGREES
    return bool(set(words(name)) & TEMPERATURES)
