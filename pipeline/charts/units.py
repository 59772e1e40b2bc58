"""Units that a file names in its headers: "Price (€)", "duration [min]"."""

import re
from dataclasses import replace

from pipeline import wording
from pipeline.story import Plot

OF_MEASURES = frozenset({"", "total ", "average ", "median "})  # before a column, in a label of its values
AT_THE_END = re.compile(r"[(\[](?:in )?([^()\[\]]{1,8})[)\]]\s*$")
KNOWN = frozenset(
    unit
    for units in (
        "$ € £ ¥ ₹ USD EUR GBP CHF JPY % ‰ ppm ppb °C °F °c °f K dB bpm rpm",
        "ms s sec secs seconds min mins minutes h hr hrs hours d days weeks months years yrs",
        "µg mg g kg t lb lbs oz mm cm m km mi miles ft in yd nm ml mL l L gal m² m2 km² ha m³",
        "km/h kph mph m/s kt knots Wh kWh MWh GWh W kW MW V A J kJ kcal cal Hz kHz MHz GHz",
        "Pa hPa kPa bar mbar mmHg µg/m³ mg/dl mg/dL mmol/l px kB MB GB TB",
    )
    for unit in units.split()  # in lines: one a kind of quantity
)


def with_units(plot: Plot, spoken: wording.Wording = wording.PLAIN) -> Plot:
    """The plot with the units that headers name, where the data have none of their own."""
    if plot.is_share:
        return replace(plot, x_unit=plot.x_unit or _named(plot.x_label, spoken))
    x_unit, y_unit = plot.x_unit or _named(plot.x_label, spoken), plot.y_unit or _named(plot.y_label, spoken)
    return replace(plot, x_unit=x_unit, y_unit=y_unit)


def _named(label: str, spoken: wording.Wording) -> str | None:
    """The unit in a label, or of the column that the label ends with: its header's own, of which the name is made."""
    return unit_of(label) or next(
        (unit for name, unit in spoken.units.items() if _ends_with(label, spoken, name)), None
    )


def _ends_with(label: str, spoken: wording.Wording, header: str) -> bool:
    name = spoken.name(header).casefold()
    before, _, after = label.casefold().rpartition(name)
    return bool(name) and not after and before in OF_MEASURES


def unit_of(label: str) -> str | None:
    """``"Price (€)"`` -> ``€``; None where what is in brackets is no unit."""
    found = AT_THE_END.search(label)
    return found[1] if found and found[1] in KNOWN else None
