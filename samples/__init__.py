"""Three files to try: invented, but with the sort of stories that real ones hold. ``make.py`` made them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Sample:
    """One bundled file."""

    key: str
    label: str
    description: str  # one line
    path: Path
    subject: str | None = (
        None  # the column that its story is about, where that isn't the first thing to strike a reader
    )


SAMPLES: Mapping[str, Sample] = {
    sample.key: sample
    for sample in (
        Sample(
            "shop",
            "Web shop orders",
            "3,600 orders of a year and a half. What is sent back, and what do good ratings go with?",
            FOLDER / "web_shop_orders.csv",
        ),
        Sample(
            "tickets",
            "Support tickets",
            "2,400 tickets of two support teams. One team looks slower. Is it, among tickets of the same kind?",
            FOLDER / "support_tickets.xlsx",
        ),
        Sample(
            "bikes",
            "City bike counters",
            "Daily cyclists at five counters over two years, with the weather. One counter got a new bike lane: which?",
            FOLDER / "bike_counters.parquet",
            "cyclists",
        ),
    )
}
