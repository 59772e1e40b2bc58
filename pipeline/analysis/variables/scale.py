"""On which scale a measure is: whether its zero means none, so that one value can be so many per cent of another."""

from pipeline.names import words

DEGREES = frozenset({"°C", "°F", "°c", "°f", "℃", "℉"})
PER_CENT = frozenset({"pct", "percent", "percentage", "prozent", "pourcentage", "porcentaje"})
RATES = frozenset({"rate", "rates", "share", "quote", "anteil", "taux", "part", "tasa", "proporción", "proportion"})
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


def is_rate(name: str, unit: str | None, ends: tuple[float, float]) -> bool:
    """Whether a measure is a part of something, in per cent or, between nought and one, as a fraction.

    Of its changes nobody can tell per cents of it from points: they are told as differences. ``ends``: its smallest
    and its largest value.
    """
    if unit is not None:
        return unit == "%"
    is_fraction = ends[0] >= 0 and ends[1] <= 1
    return bool(set(words(name)) & (PER_CENT | RATES if is_fraction else PER_CENT))
