"""The ratios that people think in: clicks of impressions, spend per conversion, murders per head."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Sample
from pipeline.names import words

MIN_ROWS = 20
MIN_INSIDE = 0.98  # of the rows in which a part is no more than its whole
MAX_RATIOS = 3
PER_HEAD = 100_000.0


class RatioForm(StrEnum):
    """How a ratio is said."""

    SHARE = "share"  # a part of a whole: 3.7 % of clicks
    EACH = "each"  # so much for each: $18 per conversion
    PER_HEAD = "per_head"  # per 100,000 of a population


@dataclass(frozen=True)
class Ratio:
    """Two measures whose sums make a ratio that has a meaning."""

    part: str
    whole: str
    form: RatioForm

    @property
    def scale(self) -> float:
        """What the ratio is multiplied by."""
        return PER_HEAD if self.form is RatioForm.PER_HEAD else 1.0


WON = frozenset({
    "conversions", "conversion", "purchases", "orders", "signups", "registrations", "leads", "subscriptions",
    "installs", "bookings", "bestellungen", "anmeldungen", "commandes", "inscriptions", "pedidos",
})  # fmt: skip
SEEN = frozenset({
    "clicks", "visits", "sessions", "visitors", "pageviews", "views", "klicks", "besuche", "visites", "clics",
    "visitas", "sesiones",
})  # fmt: skip
SHOWN = frozenset({
    "impressions", "sent", "delivered", "emails", "recipients", "reach", "einblendungen", "impresiones",
})  # fmt: skip
SPENT = frozenset({
    "spend", "spent", "cost", "costs", "expense", "expenses", "kosten", "ausgaben", "dépenses", "coût", "gasto",
    "gastos", "coste",
})  # fmt: skip
EARNED = frozenset({
    "revenue", "sales", "turnover", "umsatz", "erlös", "ventes", "chiffre", "ingresos", "ventas",
})  # fmt: skip
PAID_FOR = frozenset({
    "orders", "transactions", "bookings", "invoices", "purchases", "bestellungen", "commandes", "pedidos",
})  # fmt: skip
BAD = frozenset({
    "defects", "defective", "rejects", "rejected", "scrap", "returns", "errors", "failures", "complaints",
    "failed", "cancellations", "ausschuss", "fehler", "defectos", "devoluciones",
})  # fmt: skip
MADE = frozenset({
    "produced", "units", "shipped", "orders", "requests", "tested", "output", "built", "processed", "inspected",
    "stück",
})  # fmt: skip
USED = frozenset({
    "occupied", "sold", "used", "booked", "filled", "taken", "belegt",
})  # fmt: skip
THERE = frozenset({
    "capacity", "available", "seats", "rooms", "slots", "beds", "kapazität", "capacité", "capacidad",
})  # fmt: skip
CHOSE = frozenset({
    "votes", "voters", "turnout", "passed", "admitted", "accepted", "attended", "present", "wins",
})  # fmt: skip
COULD = frozenset({
    "registered", "eligible", "electorate", "applicants", "applications", "students", "enrolled", "games",
    "matches", "played",
})  # fmt: skip
DIED = frozenset({
    "deaths", "died", "fatalities", "todesfälle", "décès", "muertes",
})  # fmt: skip
ILL = frozenset({
    "cases", "infections", "infected", "fälle", "cas", "casos",
})  # fmt: skip
HAPPENED = DIED | ILL | {"murders", "crimes", "births", "accidents", "thefts", "suicides", "homicides", "arrests"}
PEOPLE = frozenset({
    "population", "pop", "inhabitants", "residents", "einwohner", "bevölkerung", "habitants", "población",
    "habitantes",
})  # fmt: skip
NO_COUNT = frozenset({
    "per", "rate", "avg", "average", "mean", "pct", "percent", "share", "ratio", "change", "target",
})  # fmt: skip

MEANT: tuple[tuple[frozenset[str], frozenset[str], RatioForm], ...] = (
    # of what, by what: those said first come first
    (SPENT, WON, RatioForm.EACH),
    (WON, SEEN, RatioForm.SHARE),
    (SEEN, SHOWN, RatioForm.SHARE),
    (BAD, MADE, RatioForm.SHARE),
    (DIED, ILL, RatioForm.SHARE),
    (USED, THERE, RatioForm.SHARE),
    (CHOSE, COULD, RatioForm.SHARE),
    (EARNED, PAID_FOR, RatioForm.EACH),
    (HAPPENED, PEOPLE, RatioForm.PER_HEAD),
    (SPENT, SEEN, RatioForm.EACH),
)


def ratios_of(variables: Mapping[str, Variable], sample: Sample, subject: str | None) -> tuple[Ratio, ...]:
    """At most three ratios of the table's measures, by their names and by what they hold; the subject's own first.

    A part never exceeds its whole; neither is negative.
    """
    found = list(_found(variables, sample))
    ordered = sorted(found, key=lambda ratio: subject not in (ratio.part, ratio.whole))
    kept: list[Ratio] = []
    for ratio in ordered:  # a part is told of one whole: spend per conversion, not per click as well
        if all(ratio.part != other.part for other in kept):
            kept.append(ratio)
    return tuple(kept[:MAX_RATIOS])


def _found(variables: Mapping[str, Variable], sample: Sample) -> Iterator[Ratio]:
    measures = [v for v in variables.values() if v.role is Role.MEASURE and not v.sources and v.name in sample.numbers]
    counts = {v.name: own for v in measures if not (own := set(words(v.name))) & NO_COUNT and v.column.unit != "%"}
    for of, by, form in MEANT:
        part = _first(counts, of)
        whole = _first(counts, by, but=part)
        if part and whole and _fits(sample.numbers[part], sample.numbers[whole], form):
            yield Ratio(part, whole, form)


def _first(counts: Mapping[str, set[str]], terms: frozenset[str], but: str | None = None) -> str | None:
    """The first measure whose name says one of the things: ``clicks``, ``ad_spend_usd``.

    ``counts``: the words of each measure that may count, unlike ``cost_per_click``, a rate of them.
    """
    return next((name for name, own in counts.items() if name != but and not own.isdisjoint(terms)), None)


def _fits(part: np.ndarray, whole: np.ndarray, form: RatioForm) -> bool:
    both = ~np.isnan(part) & ~np.isnan(whole)
    if both.sum() < MIN_ROWS or part[both].min() < 0 or whole[both].min() < 0 or whole[both].sum() <= 0:
        return False
    inside = float(np.mean(part[both] <= whole[both]))
    return inside >= MIN_INSIDE if form is not RatioForm.EACH else True
