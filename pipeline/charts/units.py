"""Units that a file names in its headers: "Price (€)", "duration [min]"."""

import re
from dataclasses import replace

from pipeline.story import Plot

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


def with_units(plot: Plot) -> Plot:
    """The plot with the units that its labels name, where the data have none of their own."""
    return replace(plot, x_unit=plot.x_unit or unit_of(plot.x_label), y_unit=plot.y_unit or unit_of(plot.y_label))


def unit_of(label: str) -> str | None:
    """``"Price (€)"`` -> ``€``; None where what is in brackets is no unit."""
    found = AT_THE_END.search(label)
    return found[1] if found and found[1] in KNOWN else None
