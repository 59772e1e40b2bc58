"""What people can set, move or send somebody to, and what nobody can change: words of names. Data, no code paths.

A term is one or more words as :func:`pipeline.names.words` gives them; one that ends in ``*`` stands for all that begin
with it. In the phrases ``{column}``, ``{cut}``, ``{rows}``, ``{group}`` (a value) and ``{behind}`` (on
monthly contracts) stand for what the table has.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lever:
    """One sort of thing that can be acted on, and what doing so is called; an empty phrase: not in that way."""

    terms: tuple[str, ...]
    cap: str = ""  # where it is too much from a cut on
    floor: str = ""  # where it is too little below a cut
    less: str = ""  # where the lower the better, and no cut is known
    loses: str = ""  # a group that loses money
    suffers: str = ""  # a group that fares worse than the others
    slow: str = ""  # a group that has to wait longer, where that is said in other words
    leads: str = ""  # a group that fares better
    holds: str = ""  # a group that much depends on
    few: str = ""  # the few that most of it comes from
    load: str = ""  # who has ever more to do


LEVERS: tuple[Lever, ...] = (  # the first that a name speaks of
    Lever(
        ("discount*", "markdown", "rebate", "rabatt", "remise", "descuento"),
        cap="Cap {column} below {cut}",
        less="Give less {column}",
    ),
    Lever(
        (
            "wait*", "delay*", "delivery days", "days to deliver", "delivery time", "lead time", "response time",
            "first reply", "first response", "reply", "latency", "days to ship", "duration", "queue time", "wartezeit",
            "lieferzeit", "délai", "attente", "demora", "espera",
        ),
        cap="Keep {column} under {cut}",
        less="Shorten {column}",
    ),
    Lever(
        ("shipping cost", "freight", "shipping", "cost", "costs", "kosten", "coût", "costo"),
        cap="Pass {column} on from {cut} up",
        less="Buy {column} cheaper",
    ),
    Lever(("price", "fee", "unit price", "preis", "prix", "precio"), floor="Sell nothing at a {column} under {cut}"),
    Lever(("quantity", "qty", "units", "menge", "quantité", "cantidad"), floor="Take no order under {cut} of {column}"),
    Lever(
        ("carrier", "supplier", "vendor", "shipper", "courier", "lieferant", "fournisseur", "proveedor"),
        loses="Get a second offer beside {group}",
        suffers="Move work away from {group}",
        leads="Give {group} a larger part",
        holds="Find a second source beside {group}",
    ),
    Lever(
        ("channel", "campaign", "source", "medium", "referrer", "ad", "ads", "kanal", "kampagne", "canal", "campagne"),
        loses="Stop paying for {group}",
        suffers="Rework what people get through {group}",
        slow="Speed up the {rows} {behind}",
        leads="Move budget to {group}",
        holds="Build a second channel beside {group}",
    ),
    Lever(
        (
            "agent", "agents", "team", "rep", "reps", "salesperson", "employee", "clerk", "manager", "officer",
            "technician", "driver", "department", "dept", "mitarbeiter", "abteilung", "équipe", "equipo", "vendedor",
        ),
        loses="Sit down with {group} over each loss",
        suffers="Take work off {group}, or send help",
        load="Take work off {group}, or send help",
        leads="Have {group} show the others how",
        holds="Train a stand-in for {group}",
    ),
    Lever(
        (
            "contract", "plan", "subscription", "tariff", "payment", "payment method", "service", "support", "security",
            "package", "membership", "warranty", "protection", "backup", "internet service", "billing", "vertrag",
            "tarif", "contrat", "abonnement", "contrato",
        ),
        loses="Reprice {group}",
        suffers="Make {rows} {behind} a better offer",
        leads="Offer {group} to the others too",
    ),
    Lever(
        ("sector", "industry", "segment", "branche", "secteur"),
        loses="Reprice the {rows} {behind}",
        suffers="Begin with the {rows} {behind}",
    ),
    Lever(
        ("customer", "client", "account", "buyer", "kunde", "kunden", "client", "cliente"),
        loses="Renegotiate with {group}",
        suffers="Call {group}",
        slow="Speed up the {rows} {behind}",
        leads="Write to {group} first",
        holds="Name somebody who looks after {group}",
        few="Name somebody for each of the first {count} {column}",
    ),
    Lever(
        (
            "machine", "line", "server", "host", "path", "endpoint", "url", "page", "device", "browser", "vehicle",
            "maschine", "anlage", "máquina", "counter", "sensor",
        ),
        loses="Overhaul {group} or retire it",
        suffers="Repair {group} first",
        leads="Set the others up like {group}",
        holds="Keep a spare for {group}",
    ),
    Lever(
        ("complexity", "topic", "reason", "issue", "queue", "cause", "grund", "motif", "motivo"),
        suffers="Look into {group} first",
        slow="Give {group} a queue of its own",
        leads="Handle the others as {group} is handled",
    ),
    Lever(("priority", "severity", "urgency", "priorität", "priorité", "prioridad")),  # meant to be unequal
    Lever(
        (
            "product", "products", "category", "sub category", "subcategory", "item", "article", "sku", "brand",
            "menu", "title", "produkt", "artikel", "warengruppe", "produit", "catégorie", "producto", "categoría",
        ),
        loses="Reprice {group} or drop it",
        suffers="Find the fault in {group}",
        slow="Speed up the {rows} {behind}",
        leads="Put {group} in front",
        holds="Never run out of {group}",
        few="Never run out of the first {count} {column}",
    ),
    Lever(
        (
            "region", "state", "city", "store", "branch", "country", "market", "site", "shop", "warehouse", "outlet",
            "district", "zone", "territory", "filiale", "standort", "land", "magasin", "pays", "tienda", "país",
        ),
        loses="Mend prices and costs in {group} or leave it",
        suffers="Ask on the spot {behind} what is different",
        slow="Speed up the {rows} {behind}",
        leads="Copy what is done in {group}",
        holds="Look for buyers outside {group}",
    ),
    Lever(
        ("weekday", "hour", "shift", "day of week", "time of day", "wochentag", "stunde", "schicht"),
        suffers="Put more people to work {behind}",
    ),
)  # fmt: skip

TRAITS = (  # of people and things: nobody is advised to change them, or to treat somebody by them
    "sex", "gender", "male", "female", "age", "race", "ethnic*", "nationality", "religion", "language", "born",
    "birth*",
    "dob", "height", "weight", "bmi", "eye*", "hair", "skin", "marital*", "married", "child*", "kids", "dependent*",
    "partner", "senior*", "education", "educ", "edu", "degree", "school*", "experience", "yrs", "rank", "species",
    "smok*", "health", "disease*", "diagnosis", "blood", "disab*", "veteran", "citizen", "income", "homeworld",
    "geschlecht", "alter", "herkunft", "sexe", "âge", "sexo", "edad", "passenger*", "pclass", "embarked",
)  # fmt: skip
NATURE = (  # no decision makes it rain
    "rain*", "precip*", "snow*", "temp", "temperature*", "temp max", "temp min", "wind*", "ozone", "solar*", "humidity",
    "pressure", "weather", "sun*", "cloud*", "storm*", "hurricane*", "magnitude", "mag", "quake*", "earthquake*",
    "river*", "tide*", "pollen", "radiation", "petal*", "sepal*", "niederschlag", "temperatur", "pluie", "température",
    "lluvia", "temperatura", "mph", "knots", "tropical*", "lat", "latitude", "long", "longitude",
)  # fmt: skip
FATE = (  # what is past, or belongs to whole peoples
    "surviv*", "died", "dead", "death*", "fatal*", "killed", "murder*", "homicide*", "suicide*", "assault", "births",
    "war", "wounds", "mortality", "fertility", "life exp*", "lifeexp", "life", "population", "pop", "gdp*", "unemploy*",
    "inflation", "nonfarm", "uempmed", "psavert", "pce", "examination", "vote*", "voted", "affairs", "poverty",
    "überlebt", "einwohner", "survécu", "décès", "muertes", "población",
)  # fmt: skip
BUSINESS = (  # what somebody answers for, who can act on it
    "sale", "sales", "revenue*", "profit*", "margin*", "cost", "costs", "expense*", "spend*", "spent", "actual*",
    "budget*",
    "order", "orders", "invoice*", "churn*", "attrition", "convert*", "conversion*", "return", "returned", "returns",
    "refund*", "cancel*", "fraud*", "late", "delay*", "deliver*", "wait*", "reply", "response*", "ticket*", "call",
    "calls", "case", "cases", "complain*", "visit", "visits", "session*", "click*", "lead", "leads", "defect*", "scrap",
    "downtime", "error*", "fail*", "status", "turnover", "satisf*", "nps", "rating*", "stock", "inventory", "quantity",
    "booking*", "occupancy", "usage", "rides", "trips", "claim*", "default*", "denied", "approved", "readmit*",
    "no show", "absence*", "absent*", "productivity", "throughput", "closed", "resolved", "escalat*", "breach*", "sla",
    "subscri*", "renew*", "purchase*", "bought", "latency", "duration", "cyclists", "won", "deal*", "charge*",
    "balance",
    "umsatz", "gewinn", "kosten", "gekündigt", "kündigung*", "bestell*", "reklamation*", "ventes", "commande*",
    "résili*", "ventas", "pedido*", "abandono", "beneficio*",
)  # fmt: skip
BAD = (  # the less of it the better
    "churn*", "left", "leaving", "attrition", "cancel*", "default*", "denied", "deny", "declin*", "reject*", "refus*",
    "fail*", "lost", "fraud*", "late", "delay*", "return", "returned", "returns", "refund*", "complain*", "error*",
    "defect*", "escalat*", "spam", "relapse*", "readmit*", "complication*", "breach*", "overdue", "unpaid", "no show",
    "absent*", "absence*", "broken", "cost", "costs", "expense*", "spend*", "spent", "wait*", "duration", "latency",
    "days", "minutes", "min", "hours", "seconds", "closed", "resolved", "reply", "response time", "scrap",
    "downtime", "incident*", "accident*", "emission*", "gekündigt", "kündigung*", "kosten", "dauer", "wartezeit",
    "durée", "abandono", "costo*", "résili*",
)  # fmt: skip
SERVED = (  # what somebody has to be there for when it comes
    "call*", "ticket*", "chat*", "visit*", "case*", "incident*", "complaint*", "request*", "arrival*", "emergency",
    "emergencies", "callout*", "enquir*", "inquir*", "anruf*", "appel*", "llamada*",
)  # fmt: skip
WAITED = (  # how long somebody is let wait
    "wait*", "queue*", "reply", "first reply", "first response", "response*", "delay*", "wartezeit", "attente",
    "espera",
)  # fmt: skip
LASTING = (*WAITED, "deliver*", "days", "hours", "minutes", "time", "duration", "lead time", "lieferzeit", "dauer")
SPOILT = ("late", "overdue", "not", "never", "wrong*", "incorrect*", "too", "fail*")  # beside what is done
GOODS = ("order*", "sale*", "purchase*", "invoice*", "bestellung*", "commande*", "pedido*", "vente*", "venta*")
DONE = ("resolved", "closed", "answered", "completed", "delivered", "paid", "repaired", "solved")  # a yes to it is good
GOOD = (  # the more of it the better
    "sale", "sales", "revenue*", "profit*", "margin*", "convert*", "conversion*", "success*", "won", "approved",
    "accepted", "admitted", "passed", "subscri*", "purchase*", "bought", "click*", "renew*", "retain*", "on time",
    "satisf*", "nps", "rating*", "score", "stars", "quality", "output", "yield", "productivity", "throughput", "value",
    "order", "orders", "visit", "visits", "amount", "umsatz", "gewinn", "ventes", "ventas", "bénéfice", "beneficio*",
    "tip", "tips",
)  # fmt: skip
GAPS: tuple[tuple[tuple[str, ...], str], ...] = (  # how a gap is filled, by what is missing
    (NATURE, "Ask for more hours of measurement of {column} {where}"),
    (("price", "cost", "costs", "amount", "sales", "revenue*", "charge*", "paid", "salary", "wage", "fee"),
     "Get the missing {column} {where} from the books"),
    (("date", "at", "closed", "end", "ended", "delivered", "shipped"), "Enter {column} {where} while people remember"),
    (("rating*", "satisf*", "score", "nps", "review*", "feedback"), "Ask those {where} again for a {column}"),
    (TRAITS, "Fill in {column} {where} from the original records"),
    (("postcode", "postal*", "zip", "city", "state", "address", "country"), "Complete {column} {where} from addresses"),
    ((), "Find out who leaves {column} empty {where}"),
)  # fmt: skip
APPROACHES: tuple[tuple[tuple[str, ...], str], ...] = (  # how rows are acted on one by one, by what they are
    (("customer*", "client*", "member*", "subscriber*", "user*", "guest*", "donor*"), "Call"),
    (("employee*", "student*", "applicant*", "patient*", "people", "person*"), "Talk to"),
    (("order*", "line*", "parcel*", "shipment*"), "Check before dispatch the"),
    (("booking*", "reservation*", "appointment*"), "Have somebody confirm the"),
    (("ticket*", "case*", "call*", "request*", "complaint*"), "Pull forward the"),
    (("loan*", "claim*", "application*", "payment*", "transaction*", "invoice*"), "Have a second person review the"),
    (("visit*", "session*"), "Rebuild the way for"),
)
