"""The ratios that people think in: clicks of impressions, spend per conversion, murders per head."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice

import numpy as np

from pipeline import wording
from pipeline.analysis.subject.accumulation import Accumulation, accumulation
from pipeline.analysis.subject.names import topics
from pipeline.analysis.subject.vocabulary import Topic
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.sample import Sample
from pipeline.names import words

MIN_ROWS = 20
MIN_INSIDE = 0.98  # of the rows in which a part is no more than its whole
MIN_BELOW = 0.5  # of the rows in which it is less
MAX_RATIOS = 3
MAX_COUNTS = 40  # measures of which each two are looked at
NO_COUNTS = frozenset({Topic.MONEY, Topic.GAIN, Topic.RATE, Topic.SCORE, Topic.TRAIT, Topic.DURATION})
PER_HEAD = 100_000.0


class RatioForm(StrEnum):
    """How a ratio is said."""

    SHARE = "share"  # a part of a whole: 3.7 % of clicks
    EACH = "each"  # so much for each: $18 per conversion
    TIMES = "times"  # one money of another: 4.2 times the spend
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


ADVERTISED = frozenset({
    "spend", "adspend", "ad", "ads", "campaign", "werbekosten", "werbeausgaben",
})  # fmt: skip
DONE = frozenset({
    "picked", "picks", "packed", "produced", "output", "handled", "processed", "answered", "delivered", "deliveries",
    "shipped", "stückzahl", "stück", "producidas", "producción", "produites", "pièces",
})  # fmt: skip
WON = frozenset({
    "conversions", "conversion", "purchases", "orders", "signups", "registrations", "leads", "subscriptions",
    "installs", "bookings", "bestellungen", "anmeldungen", "commandes", "inscriptions", "pedidos", "conversiones",
    "registros", "konversionen", "abschlüsse", "inscripciones", "reservas", "réservations", "buchungen",
})  # fmt: skip
SEEN = frozenset({
    "clicks", "visits", "sessions", "visitors", "pageviews", "views", "klicks", "besuche", "visites", "clics",
    "visitas", "sesiones",
})  # fmt: skip
SHOWN = frozenset({
    "impressions", "sent", "delivered", "emails", "recipients", "reach", "einblendungen", "impresiones",
})  # fmt: skip
ASKED = frozenset({  # who has shown interest: a step before buying
    "leads", "signups", "registrations", "inquiries", "enquiries", "quotes", "trials", "demos", "carts", "checkouts",
    "opportunities", "prospects", "anfragen", "interessenten", "angebote", "warenkörbe", "anmeldungen", "demandes",
    "devis", "paniers", "inscriptions", "solicitudes", "carritos", "registros", "presupuestos",
})  # fmt: skip
BOUGHT = frozenset({
    "orders", "purchases", "bookings", "subscriptions", "customers", "deals", "contracts", "checkouts", "bestellungen",
    "käufe", "abschlüsse", "buchungen", "kunden", "commandes", "achats", "réservations", "contrats", "clients",
    "pedidos", "compras", "reservas", "contratos", "clientes",
})  # fmt: skip
STEPS = frozenset({  # other steps of what begins with many and ends with few
    "opens", "opened", "replies", "applications", "applicants", "applied", "screened", "interviews", "interviewed",
    "offers", "offered", "hires", "hired", "admitted", "accepted", "enrolled", "qualified", "meetings", "proposals",
    "bewerbungen", "gespräche", "einstellungen", "candidatures", "entretiens", "embauches", "candidaturas",
    "entrevistas", "contrataciones", "adds",
})  # fmt: skip
MIN_STEPS = 3
SPENT = frozenset({
    "spend", "spent", "cost", "costs", "expense", "expenses", "kosten", "ausgaben", "dépenses", "coût", "gasto",
    "gastos", "coste",
})  # fmt: skip
EARNED = frozenset({
    "revenue", "sales", "turnover", "umsatz", "erlös", "ventes", "chiffre", "ingresos", "ventas", "recettes",
    "einnahmen", "facturación",
})  # fmt: skip
PAID_FOR = frozenset({
    "orders", "transactions", "bookings", "invoices", "purchases", "bestellungen", "commandes", "pedidos",
})  # fmt: skip
BAD = frozenset({
    "defects", "defective", "rejects", "rejected", "scrap", "returns", "errors", "failures", "complaints",
    "failed", "cancellations", "ausschuss", "fehler", "defectos", "devoluciones", "scrapped", "mispicks", "abandoned",
    "damaged", "missed", "bounced", "reclamaciones", "rebuts", "rebut", "défauts", "retours", "erreurs", "errores",
    "retouren", "reklamationen", "stornos", "annulations", "cancelaciones", "returned", "cancelled", "unanswered",
    "abandonadas", "abandonnés", "verworfen", "rework", "nacharbeit",
})  # fmt: skip
MADE = frozenset(
    {
        "produced",
        "units",
        "shipped",
        "orders",
        "requests",
        "tested",
        "output",
        "built",
        "processed",
        "inspected",
        "stück",
        "picked",
        "picks",
        "packed",
        "delivered",
        "deliveries",
        "parcels",
        "offered",
        "received",
        "handled",
        "stückzahl",
        "stückzahlen",
        "produktionsmenge",
        "bestellungen",
        "lieferungen",
        "producidas",
        "producidos",
        "unidades",
        "producción",
        "pièces",
        "produites",
        "commandes",
        "pedidos",
        "envíos",
    }
)
WORKED = frozenset({
    "hours", "stunden", "arbeitsstunden", "heures", "horas", "manhours",
})  # fmt: skip
USED = frozenset({
    "occupied", "sold", "used", "booked", "filled", "taken", "belegt", "belegte", "verkauft", "verkaufte", "occupées",
    "occupés", "vendues", "vendus", "ocupadas", "ocupados", "vendidas", "vendidos",
})  # fmt: skip
THERE = frozenset({
    "capacity", "available", "seats", "rooms", "slots", "beds", "kapazität", "capacité", "capacidad", "verfügbar",
    "verfügbare", "disponibles", "disponible", "plätze", "betten", "plazas", "places",
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
BOUNDS = frozenset({  # what is said of two columns of which neither is a part of the other
    "min", "max", "minimum", "maximum", "first", "last", "start", "end", "low", "high", "lower", "upper", "from", "to",
    "previous", "before", "after", "budget", "plan", "planned", "limit", "forecast", "expected", "old", "new",
    "cumulative", "capacity",
})  # fmt: skip
NEGATED = ("mis", "non", "un", "fehl")  # before a word: the part of what it says that went wrong

MEANT: tuple[tuple[frozenset[str], frozenset[str], RatioForm], ...] = (
    # of what, by what: those said first come first
    (SPENT, BOUGHT, RatioForm.EACH),
    (SPENT, WON, RatioForm.EACH),
    (BOUGHT, ASKED, RatioForm.SHARE),
    (ASKED, SEEN, RatioForm.SHARE),
    (WON, SEEN, RatioForm.SHARE),
    (SEEN, SHOWN, RatioForm.SHARE),
    (BAD, MADE, RatioForm.SHARE),
    (DIED, ILL, RatioForm.SHARE),
    (USED, THERE, RatioForm.SHARE),
    (CHOSE, COULD, RatioForm.SHARE),
    (EARNED, PAID_FOR, RatioForm.EACH),
    (EARNED, SPENT, RatioForm.TIMES),
    (DONE, WORKED, RatioForm.EACH),
    (HAPPENED, PEOPLE, RatioForm.PER_HEAD),
    (SPENT, SEEN, RatioForm.EACH),
)


def ratios_of(variables: Mapping[str, Variable], sample: Sample, subject: str | None) -> tuple[Ratio, ...]:
    """At most three ratios of the table's measures, by their names and by what they hold; the subject's own first.

    A part never exceeds its whole; neither is negative.
    """
    meant = list(_meant(variables, sample))
    told = {name for ratio in meant for name in (ratio.part, ratio.whole)}
    found = [*meant, *(one for one in _of_families(variables, sample) if one.part not in told)]
    ordered = sorted(found, key=lambda ratio: subject not in (ratio.part, ratio.whole))
    kept: list[Ratio] = []
    for ratio in ordered:  # a part is told of one whole: spend per conversion, not per click as well
        if all(ratio.part != other.part for other in kept):
            kept.append(ratio)
    return tuple(kept[:MAX_RATIOS])


def _meant(variables: Mapping[str, Variable], sample: Sample) -> Iterator[Ratio]:
    """The ratios that the words of the names make; of two moneys only where one of them was spent on advertising."""
    counts = _counts(variables, sample)
    advertises = any(own & (SEEN | SHOWN | ADVERTISED) for own in counts.values())
    for of, by, form in MEANT:
        part = _first(counts, of)
        whole = _first(counts, by, but=part)
        if form is RatioForm.TIMES and not advertises:
            continue
        if part and whole and _fits(sample.numbers[part], sample.numbers[whole], form):
            yield Ratio(part, whole, form)


def _counts(variables: Mapping[str, Variable], sample: Sample) -> dict[str, set[str]]:
    """The words of each measure that may be summed up to one side of a ratio."""
    measures = [v for v in variables.values() if v.role is Role.MEASURE and not v.sources and v.name in sample.numbers]
    return {v.name: own for v in measures if not (own := set(words(v.name))) & NO_COUNT and v.column.unit != "%"}


def _of_families(variables: Mapping[str, Variable], sample: Sample) -> Iterator[Ratio]:
    """Of each family of counts its smallest part, of the whole: calls abandoned, of calls offered."""
    wholes: set[str] = set()
    for part, whole in family_parts(variables, sample):
        if whole not in wholes:
            wholes.add(whole)
            yield Ratio(part, whole, RatioForm.SHARE)


def funnel_of(variables: Mapping[str, Variable], sample: Sample) -> tuple[str, ...]:
    """Counts that name steps and of which each is a part of the one before: visits, leads, orders; empty of fewer
    than three.
    """
    whole = _step_counts(variables, sample)
    ordered = sorted(whole, key=lambda name: -float(np.nansum(sample.numbers[name])))
    steps: list[str] = []
    for name in ordered:
        if not steps or _is_part(sample.numbers[name], sample.numbers[steps[-1]]):
            steps.append(name)
    return tuple(steps) if len(steps) >= MIN_STEPS else ()


def _step_counts(variables: Mapping[str, Variable], sample: Sample) -> list[str]:
    """Whole numbers whose names say a step."""
    stages, others = SHOWN | SEEN | ASKED | WON | BOUGHT | STEPS, BOUNDS | BAD
    counts = [name for name, own in _counts(variables, sample).items() if own & stages and not own & others]
    return [name for name in counts if _is_whole(sample.numbers[name]) and not topics(name) & NO_COUNTS]


def parts_of_wholes(variables: Mapping[str, Variable], sample: Sample) -> tuple[tuple[str, str], ...]:
    """Pairs of measures of which the first is a part of the second, by their names and by what they hold."""
    return (*_pairs(variables, sample, RatioForm.SHARE), *family_parts(variables, sample))


def done_in_hours(variables: Mapping[str, Variable], sample: Sample) -> tuple[tuple[str, str], ...]:
    """Pairs of what was done and of the hours that it took, which say no more of each other than how fast it went."""
    pairs = _pairs(variables, sample, RatioForm.EACH)
    return tuple(pair for pair in pairs if not WORKED.isdisjoint(words(pair[1])))


def _pairs(variables: Mapping[str, Variable], sample: Sample, form: RatioForm) -> tuple[tuple[str, str], ...]:
    """Both sides of the ratios of a form that names make."""
    return tuple((ratio.part, ratio.whole) for ratio in _meant(variables, sample) if ratio.form is form)


def failed_parts(variables: Mapping[str, Variable], sample: Sample) -> tuple[tuple[str, str], ...]:
    """Of :func:`parts_of_wholes` those of what was done: scrap of what was made, calls abandoned of those offered."""
    counts = _counts(variables, sample)
    meant = ((part, whole) for part, whole in parts_of_wholes(variables, sample) if counts[part] & BAD)
    return tuple(meant)


def family_parts(variables: Mapping[str, Variable], sample: Sample) -> Iterator[tuple[str, str]]:
    """Counts and the largest one of which each is a part, the smallest first.

    One is always at most the other, and their names say of one thing.
    """
    counts = _family_counts(variables, sample)
    totals = {name: float(np.nansum(sample.numbers[name])) for name in counts}
    ordered = sorted(counts, key=lambda name: (totals[name], name))
    for place, part in enumerate(ordered):
        whole = next(_wholes(part, ordered[:place:-1], counts, sample), None)
        if whole is not None:
            yield part, whole


def _family_counts(variables: Mapping[str, Variable], sample: Sample) -> dict[str, set[str]]:
    """The words of each measure that counts what may be a part of something, or its whole."""
    named = ((name, own) for name, own in _counts(variables, sample).items() if not own & BOUNDS)
    counts = ((name, own) for name, own in named if _is_count(variables[name], sample.numbers[name]))
    return dict(islice(counts, MAX_COUNTS))


def _wholes(part: str, larger: Sequence[str], counts: Mapping[str, set[str]], sample: Sample) -> Iterator[str]:
    """Of what a count is a part, the largest first."""
    named = (name for name in larger if _is_part_by_name(counts[part], counts[name]))
    return (name for name in named if _is_part(sample.numbers[part], sample.numbers[name]))


def _is_count(v: Variable, values: np.ndarray) -> bool:
    """Whether a measure counts something that adds up over rows; money is none."""
    return _is_whole(values) and not topics(v.name) & NO_COUNTS and accumulation(v) is Accumulation.OVER_ALL


def _is_whole(values: np.ndarray) -> bool:
    """Whether all values are whole numbers."""
    known = values[~np.isnan(values)]
    return bool(len(known)) and bool(np.all(known == np.rint(known)))


def _is_part_by_name(part: set[str], whole: set[str]) -> bool:
    """Whether two names say of one thing, and the part's also which of them: not ``orders`` of ``order lines``."""
    parts, wholes = ({_one(word) for word in own} for own in (part, whole))
    if any(word.startswith(NEGATED) and _root(word) in {_root(other) for other in wholes} for word in parts):
        return True
    which = {word for word in part if _one(word) not in wholes}
    return bool(parts & wholes and which) and not any(_are_several(word) and word not in BAD for word in which)


@lru_cache(maxsize=1024)
def _one(word: str) -> str:
    """The singular of a word."""
    return wording.singular(word)


@lru_cache(maxsize=1024)
def _are_several(word: str) -> bool:
    """Whether a word is a plural."""
    return wording.is_plural(word)


@lru_cache(maxsize=1024)
def _root(word: str) -> str:
    """A word without what negates it, and without the ending of a participle: ``mispick`` and ``picked`` -> pick."""
    negated = next((mark for mark in NEGATED if word.startswith(mark)), "")
    return _one(word.removeprefix(negated).removesuffix("ed"))


def _is_part(part: np.ndarray, whole: np.ndarray) -> bool:
    """Whether one count is hardly ever above the other, and mostly below it."""
    both = ~np.isnan(part) & ~np.isnan(whole)
    return _fits(part, whole, RatioForm.SHARE) and float(np.mean(part[both] < whole[both])) >= MIN_BELOW


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
    return inside >= MIN_INSIDE if form in (RatioForm.SHARE, RatioForm.PER_HEAD) else True
