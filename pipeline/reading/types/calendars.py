"""Years and dates of other calendars, in the common one: Japanese eras, Minguo, Buddhist and Persian years."""

import re
from datetime import date, timedelta

ERAS = {
    "明治": 1868,
    "大正": 1912,
    "昭和": 1926,
    "平成": 1989,
    "令和": 2019,
    "民國": 1912,
    "民国": 1912,
    "中華民國": 1912,
}
LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
ERA = re.compile(rf"({'|'.join(sorted(ERAS, key=len, reverse=True))})\s?(元|\d{{1,3}})(?=\s?[年/.\-]|$)")
LETTER = re.compile(r"([MTSHR])(\d{1,2})(?=[年/.\-]\d)")
BUDDHIST = 543  # years ahead of the common era
BUDDHIST_YEARS = range(2400, 2700)
PERSIAN_YEARS = range(1250, 1450)
PERSIAN_DATE = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?!\d)")
PERSIAN_DIGITS = re.compile("[۰-۹]")
ARABIC_LETTERS = re.compile("[\u0600-\u06ff]")
# Years in which the leap cycle of the Persian calendar breaks off (Borkowski 1996).
BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178)


def in_common_era(text: str) -> str:
    """``令和5年4月1日``, ``R5.4.1`` -> the same with the year 2023; any other text as it is."""
    found = ERA.match(text)
    if found:
        first = ERAS[found[1]]
        number = 1 if found[2] == "元" else int(found[2])
        return f"{first + number - 1}{text[found.end() :].lstrip()}"
    found = LETTER.match(text)
    if found:
        return f"{ERAS[LETTERS[found[1]]] + int(found[2]) - 1}{text[found.end() :]}"
    return text


def names_era(text: str) -> bool:
    """Whether a date is counted from the beginning of an era."""
    return bool(ERA.match(text) or LETTER.match(text))


def from_persian(year: int, month: int, day: int) -> date:
    """The day in the common calendar, after Borkowski (1996). Raises ValueError where there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        raise ValueError(f"no day {year}/{month}/{day}")
    since_leap, march = _new_year(year)
    if month == 12 and day == 30 and since_leap:
        raise ValueError(f"no day {year}/{month}/{day}")
    passed = (month - 1) * 31 - max(0, month - 7)
    return date(year + 621, 3, march) + timedelta(days=passed + day - 1)


def _new_year(year: int) -> tuple[int, int]:
    """(years since the last leap year, day of March on which the year begins)."""
    leap, before, jump = -14, BREAKS[0], 0
    for after in BREAKS[1:]:
        jump = after - before
        if year < after:
            break
        leap += jump // 33 * 8 + jump % 33 // 4
        before = after
    n = year - before
    leap += n // 33 * 8 + (n % 33 + 3) // 4
    if jump % 33 == 4 and jump - n == 4:
        leap += 1
    gregorian = year + 621
    leap_gregorian = gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150
    march = 20 + leap - leap_gregorian
    if jump - n < 6:
        n = n - jump + (jump + 4) // 33 * 33
    since = (((n + 1) % 33) - 1) % 4
    return (4 if since == -1 else since), march
