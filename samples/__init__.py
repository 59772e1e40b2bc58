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


SAMPLES: Mapping[str, Sample] = {
    sample.key: sample
    for sample in (
        Sample(
            "shop",
            "Web shop orders",
            "3,600 orders of a year and a half: channels, baskets, delivery times, ratings, returns.",
            FOLDER / "web_shop_orders.csv",
        ),
        Sample(
            "tickets",
            "Support tickets",
            "2,400 tickets of two support teams. One team looks slower. Is it?",
            FOLDER / "support_tickets.xlsx",
        ),
        Sample(
            "bikes",
            "City bike counters",
            "Daily cyclists at five counters over two years, with the weather and one new bike lane.",
            FOLDER / "bike_counters.parquet",
        ),
    )
}
