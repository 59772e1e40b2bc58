"""How long something took, as people and programs write it: ``3:41:07``, ``1h 35m``, ``PT1H35M``, ``2 days``."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from pipeline.names import words
from pipeline.reading.types import hints
from pipeline.reading.types.scripts import in_ascii

PROBED = 200  # values; if none of so many is a duration in parts, the column has none
SECONDS: dict[str, float] = {}
for _size, _words in (
    (0.001, "ms msec milliseconds"),
    (1, "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos secondi 秒 초"),
    (60, "m min mins minute minutes minuten minuto minutos minuti 分 分钟 분"),
    (3600, "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur 時間 小时 시간"),
    (86400, "d day days tag tage tagen jour jours j día días dia dias giorno giorni dag dagen 日 天 일"),
    (604800, "w wk week weeks woche wochen semaine semaines semana semanas 週間 周"),
):
    SECONDS.update(dict.fromkeys(_words.split(), _size))
UNITS = (("days", 86_400.0), ("hours", 3_600.0), ("minutes", 60.0), ("seconds", 1.0))
NUMBER = r"\d+(?:[.,]\d+)?"
WORD = "|".join(sorted(SECONDS, key=len, reverse=True))
PART = re.compile(rf"({NUMBER})\s*({WORD})(?![a-z])\.?", re.IGNORECASE)
SPOKEN = re.compile(
    rf"-?{NUMBER}\s*(?:{WORD})\.?(?:(?:\s*,)?\s*(?:and |und |et |y |e )?{NUMBER}\s*(?:{WORD})\.?)*", re.IGNORECASE
)
ISO = re.compile(
    rf"-?P(?=\d|T\d)(?:({NUMBER})W)?(?:({NUMBER})D)?(?:T(?:({NUMBER})H)?(?:({NUMBER})M)?(?:({NUMBER})S)?)?",
    re.IGNORECASE,
)
ISO_SIZES = (604800, 86400, 3600, 60, 1)
CLOCKED = re.compile(
    r"(?P<sign>[-+−]?)(?:(?P<days>\d+)(?:\s?d(?:ays?)?,?\s+|\.))?"
    r"(?P<first>\d{1,4})(?::|\s?h\s?)(?P<second>[0-5]\d)(?::(?P<third>[0-5]\d))?(?:[.,](?P<fraction>\d{1,6}))?"
)
PACE = re.compile(r"(?<=\d)\s*(?:min)?\s?/\s?(?:km|mile|mi|[15]00\s?m)")  # behind minutes and seconds
BARE = re.compile(r"[0-5]?\d[.,]\d{1,3}", re.ASCII)
LAPS = hints.vocabulary(
    """
    pace lap split song track video clip call talk audio min mins minutes minuten mm quarter penalty runde gap behind
    rückstand écart ecart distacco
    """
)


@dataclass(frozen=True)
class DurationFormat:
    """How the durations of one column are written, and the unit that they are brought to."""

    unit: str = "hours"  # as in UNITS
    minutes: bool = False  # 4:30 are minutes and seconds
    bare: bool = False  # 52.10 are seconds, beside 1:02.10

    def parse(self, text: str) -> float | None:
        """The duration in ``unit``; None where the text is none."""
        seconds = in_seconds(text, minutes=self.minutes, bare=self.bare)
        return None if seconds is None else round(seconds / dict(UNITS)[self.unit], 6)


def in_seconds(text: str, *, minutes: bool = False, bare: bool = False) -> float | None:
    """``1h 35m`` -> 5700.0; None for what is no duration."""
    if bare and BARE.fullmatch(text):
        return float(text.replace(",", "."))
    text, paced = PACE.subn("", in_ascii(text))
    if found := CLOCKED.fullmatch(text):
        return _of_clock(found, minutes or bool(paced))
    if found := ISO.fullmatch(text):
        parts = [float((part or "0").replace(",", ".")) for part in found.groups()]
        return _signed(text, sum(part * size for part, size in zip(parts, ISO_SIZES, strict=True)))
    return _of_words(text) if SPOKEN.fullmatch(text) else None


def _of_words(text: str) -> float | None:
    """Each unit once, the larger ones first."""
    said: list[tuple[str, str]] = PART.findall(text)
    sizes = [SECONDS[word.lower()] for _, word in said]
    if not said or sizes != sorted(set(sizes), reverse=True):
        return None
    numbers = [float(number.replace(",", ".")) for number, _ in said]
    return _signed(text, sum(number * size for number, size in zip(numbers, sizes, strict=True)))


def _signed(text: str, seconds: float) -> float:
    return -seconds if text.startswith("-") else seconds


def _of_clock(found: re.Match[str], minutes: bool) -> float:
    numbers = [int(found["first"]), int(found["second"])]
    if found["third"]:
        numbers.append(int(found["third"]))
    elif minutes or found["fraction"]:
        numbers.insert(0, 0)
    else:
        numbers.append(0)
    hours, minute, second = numbers
    fraction = float(f"0.{found['fraction']}") if found["fraction"] else 0.0
    seconds = int(found["days"] or 0) * 86400 + hours * 3600 + minute * 60 + second + fraction
    return -seconds if found["sign"] in ("-", "−") else seconds


def learn_format(name: str, counts: Mapping[str, int]) -> tuple[DurationFormat | None, int]:
    """The format of the durations and how many rows it reads; None where the values are no durations.

    A time of day is written like a duration: names tell them apart, or hours beyond a day, or seconds without a zero
    before the hours. Words need two parts somewhere: ``45 min`` alone is a number with a unit.
    """
    if not any(map(_in_parts, islice(counts, PROBED))):
        return None, 0
    clocked = {text: found for text, found in zip(counts, map(_clock, counts), strict=True) if found}
    clocks = list(clocked.values())
    if sum(map(counts.__getitem__, clocked)) > 0.5 * sum(counts.values()) and not _last(name, clocks):
        return None, 0
    minutes = _are_minutes(name, clocks)
    bare = minutes and _are_timed(clocks) and any(map(BARE.fullmatch, counts))
    seconds = _read(counts, minutes=minutes, bare=bare)
    if not seconds:
        return None, 0
    days = not bare and (len(clocked) < len(seconds) or _have_days(clocks))
    return DurationFormat(_unit(seconds.values(), days=days), minutes, bare), sum(map(counts.__getitem__, seconds))


def _read(texts: Iterable[str], *, minutes: bool, bare: bool) -> dict[str, float]:
    """The seconds of each text that is a duration."""
    return {text: value for text in texts if (value := in_seconds(text, minutes=minutes, bare=bare)) is not None}


def _are_timed(clocked: Sequence[re.Match[str]]) -> bool:
    """Whether some have tenths or hundredths."""
    return any(found["fraction"] for found in clocked)


def _have_days(clocked: Sequence[re.Match[str]]) -> bool:
    return any(found["days"] for found in clocked)


def _are_minutes(name: str, clocked: Sequence[re.Match[str]]) -> bool:
    """Whether 4:30 are minutes and seconds."""
    if not clocked or any(found["third"] for found in clocked):
        return False
    return hints.speaks_of(name, LAPS) or _are_timed(clocked)


def _unit(seconds: Collection[float], *, days: bool) -> str:
    """The unit in which the median duration is at least 1; days only where the column speaks of ``days``."""
    middle = float(np.median(np.abs(list(seconds))))
    units = UNITS if days else UNITS[1:]
    return next((unit for unit, size in units if middle >= size), UNITS[-1][0])


def _clock(text: str) -> re.Match[str] | None:
    """The parts of what is written with colons; a pace without its distance."""
    return CLOCKED.fullmatch(PACE.sub("", in_ascii(text)))


def _in_parts(text: str) -> bool:
    if text.lstrip("+-").replace(".", "", 1).isdecimal():
        return False
    text = PACE.sub("", in_ascii(text))
    if CLOCKED.fullmatch(text) or ISO.fullmatch(text):
        return True
    return SPOKEN.fullmatch(text) is not None and len(PART.findall(text)) > 1


def _last(name: str, clocked: list[re.Match[str]]) -> bool:
    """Whether times with colons say how long something lasts, rather than when it was."""
    if hints.speaks_of(name, hints.DURATION):
        return True
    if any(map(_is_no_clock, clocked)):
        return True
    if set(words(name)) <= hints.TIME_OF_DAY:
        return False
    exact = sum(found["third"] not in (None, "00") for found in clocked)
    hours = [int(found["first"]) for found in clocked]
    return exact > 0.5 * len(clocked) and max(hours) < 10


def _is_no_clock(found: re.Match[str]) -> bool:
    """Whether no clock shows this: tenths without seconds, days, a sign, or hours beyond a day."""
    tenths = found["fraction"] and not found["third"]
    return bool(tenths or found["days"] or found["sign"] or int(found["first"]) >= 24)
