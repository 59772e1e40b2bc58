"""What the words of a name say about a column, in English, German, French and Spanish. Data, no code paths.

A term is one or more words as :func:`pipeline.names.words` gives them. A term that ends in ``*`` stands for all words
that begin with it, one that begins with ``*`` for all that end in it.
"""

from collections.abc import Mapping
from enum import StrEnum


class Topic(StrEnum):
    """What a column's name says that it holds."""

    RESULT = "result"  # what became of it: churned, survived, denied
    ACTUAL = "actual"
    TARGET = "target"
    GAIN = "gain"  # what is earned or lived for in the end: profit, pay, tip, life expectancy
    MONEY = "money"
    QUANTITY = "quantity"  # counted or measured amounts: orders, rain, deaths
    SCORE = "score"
    RATE = "rate"
    TRAIT = "trait"  # what somebody or something is like: age, size, weight
    DURATION = "duration"
    STOCK = "stock"  # how many or much there is at a moment: population, jobs, balance
    CHANGE = "change"
    BEGIN = "begin"
    END = "end"
    UPDATE = "update"
    CODE = "code"
    KEY = "key"
    PLACE = "place"


TERMS: Mapping[Topic, tuple[str, ...]] = {
    Topic.RESULT: (
        "churn*", "surviv*", "denied", "deny", "approved", "approval", "admitted", "admit", "default*", "converted",
        "converts", "convert", "conversion",
        "success*", "fail*", "won", "lost", "outcome", "result", "returned", "cancel*", "fraud*",
        "attrition", "left", "clicked", "purchased", "bought", "subscribed", "died", "dead", "death event", "relapse*",
        "readmit*", "response", "label", "passed", "accepted", "rejected", "declined", "status", "decision",
        "verdict", "affairs", "diagnosis", "employed", "participation", "voted", "vote", "reordered", "escalated",
        "on time", "ontime", "punctual", "delayed",
        "released", "granted", "convicted", "guilty", "hired", "promoted", "graduat*", "dropout", "repaid",
        "delinquent",
        "renewed", "injured", "killed", "severity", "recidivism", "reoffended", "recurrence", "remission", "cured",
        "hospitalized", "alive", "callback", "called back", "switched", "partic",
        "death", "rearrest", "arrested", "insured", "no show", "noshow",
        "premie", "premature", "preterm", "stillbirth", "miscarriage", "lowbirthweight", "low birth weight",
        "resolved", "late", "spam", "purchase*", "choice", "buy", "infected", "recovered", "complication*",
        "gekündigt", "kündigung", "überlebt", "erfolg*", "ergebnis", "abgelehnt", "genehmigt", "bestanden", "storniert",
        "résilié", "résiliation", "survécu", "accepté", "refusé", "résultat", "issue",
        "abandono", "sobrevivi*", "aprobado", "rechazado", "resultado", "cancelado", "baja",
        "abgebrochen", "zurückgegeben", "bounced", "defaulted", "leaver", "gekauft", "abandonné", "annulé", "annulée",
        "perdu", "retourné", "vendu", "devuelto", "impagado", "contratado", "completed",
    ),
    Topic.ACTUAL: (
        "actual*", "act", "ist", "istkosten", "iststunden", "istwert", "réel", "réelle", "réels", "réalisé", "real",
        "realizado", "ejecutado", "spent", "achieved", "tatsächlich",
    ),
    Topic.TARGET: (
        "target", "budget*", "plan", "planned", "goal", "limit", "quota", "forecast", "soll", "ziel", "objectif",
        "prévu", "presupuest*", "objetivo", "meta",
        "geplant", "planificado", "prévision", "previsto", "fcst", "fcast", "bgt", "tgt", "targets", "quotas",
        "forecasted", "predicted", "projected", "estimated", "estimate", "geschätzt", "estimé", "estimado", "prognose",
        "plankosten", "planstunden", "planwert", "sollkosten", "sollwert", "vorgabe", "prévisions", "pronóstico",
        "previsión",
    ),
    Topic.GAIN: (
        "profit*", "salary", "salaries", "wage", "wages", "pay", "sal", "earning*", "tip", "tips", "life expectancy",
        "life exp", "net income", "margin", "bonus", "compensation", "gewinn", "gehalt", "lohn",
        "ergebnis nach steuern", "trinkgeld",
        "lebenserwartung", "bénéfice", "salaire", "pourboire", "espérance de vie", "beneficio", "ganancia", "salario",
        "sueldo", "propina", "esperanza de vida",
        "jahresgehalt", "monatsgehalt", "bruttogehalt", "*lohn", "*gewinn", "marge", "margen", "deckungsbeitrag",
    ),
    Topic.MONEY: (
        "sales", "sale", "revenue*", "amount", "amt", "price", "cost", "costs", "charge", "charges", "bill", "income",
        "spend", "spending", "spent", "expense*", "expenditure", "turnover", "payment*", "paid", "fee", "fees", "gdp",
        "mrr", "arr", "gmv", "msrp",
        "value", "loan", "premium", "donation*", "invest*", "tuition", "usd", "eur", "rent", "fare", "gross",
        "earned", "worth", "takings", "proceeds", "receipts", "billings", "billed", "invoiced", "box office",
        "umsatz", "betrag", "preis", "kosten", "erlös*", "miete", "einkommen", "ausgaben", "einnahmen",
        "chiffre", "montant", "prix", "coût", "coûts", "loyer", "revenu", "recette*", "dépense*", "ventes",
        "ventas", "importe", "precio", "costo", "coste", "ingreso*", "gasto*", "monto", "alquiler",
        "*betrag", "*kosten", "*umsatz", "*preis", "*erlös", "*ausgaben", "*einnahmen", "*gebühr", "*gebühren",
        "subtotal", "refund*", "taxes", "budget*", "*miete", "facturación", "montants", "gastos", "refunds", "dons",
        "spende", "spenden", "donación",
    ),
    Topic.QUANTITY: (
        "count", "counts", "number", "quantity", "qty", "orders", "visits", "visitors", "clicks", "views", "sessions",
        "downloads", "impressions", "deaths", "births", "cases", "accidents", "crimes", "murder", "assault", "rain*",
        "precipitation", "snow*", "ozone", "emission*", "co", "pm", "yield", "production", "generation", "consumption",
        "passengers",
        "viewers", "audience", "freq", "frequency", "conc", "correct", "successes", "rbi", "pts", "homer", "homers",
        "homeruns", "zuschauer", "häufigkeit", "fréquence", "frecuencia", "espectadores", "spectateurs",
        "hit", "hits", "home run*", "goal", "assists", "rebounds", "touchdown*", "wicket*", "medal*", "steals",
        "tickets", "units", "sold", "goals", "points", "runs", "wins", "trips", "rides", "calls", "demand",
        "volume", "output", "breaks", "fatal*", "mortality", "fertility", "disease*", "unemploy*", "mag", "crime",
        "homicide*",
        "suicide*", "infection*", "claims", "incident*", "arrests", "wounds",
        "defects", "defective", "scrap", "rejects", "complaints", "failures", "returns", "fehler", "ausschuss",
        "ncases", "attendance", "enrollment", "enrolment", "applications", "applicants", "mileage", "streams", "plays",
        "injuries", "victims", "concentration", "harvest", "weight gain", "mpg", "horsepower", "magnitude", "doctor",
        "visites",
        "kwh", "mwh", "wh", "energy", "electricity", "load", "leads", "signups", "conversions", "likes", "followers",
        "requests", "errors", "steps", "calories", "distance", "traffic", "admissions", "registrations", "installs",
        "pack*", "bottles", "hwy", "cty", "mileage",
        "energie", "strom", "stromverbrauch", "énergie", "electricité", "energía", "besuche", "aufrufe", "klicks",
        "anzahl", "menge", "stück", "niederschlag", "ozon", "todesfälle", "fälle", "besucher", "verbrauch",
        "nombre", "quantité", "pluie", "décès", "naissances", "visiteurs", "consommation",
        "cantidad", "número", "lluvia", "muertes", "nacimientos", "visitantes", "consumo", "pedidos",
        "*anzahl", "*zahl", "*menge", "*mengen", "*verbrauch", "picks", "picked", "packed", "lines", "parcels",
        "pallets", "shipments", "deliveries", "stops", "mispicks", "abandoned", "answered", "offered", "bookings",
        "reservations", "nights", "guests", "attendees", "participants", "covers", "meals", "litres", "liters",
        "gallons", "tonnes", "tons", "fuel", "referrals", "enquiries", "inquiries", "produced", "scrapped", "rework",
        "buchungen", "bestellungen", "lieferungen", "anrufe", "übernachtungen", "gäste", "liter", "tonnen",
        "appels", "livraisons", "nuitées", "nuits", "réservations", "rebuts", "litres",
        "commandes", "clics", "llamadas", "entregas", "noches", "reservas", "unidades", "impresiones",
        "conversiones", "litros", "envíos", "defectos", "bewerbungen", "einstellungen", "gespräche", "hires",
        "interviews", "candidatures", "embauches", "candidaturas", "contrataciones",
    ),
    Topic.SCORE: (
        "score", "scores", "rating", "ratings", "grade", "grades", "satisfaction", "nps", "stars", "points", "quality",
        "math", "maths", "mathematics", "reading", "read", "writing", "verbal", "psat", "gre", "gmat", "iq",
        "mathe", "mathematik", "lesen", "lecture", "lectura", "matemáticas",
        "gpa", "index", "attitude", "note", "noten", "bewertung", "zufriedenheit", "moyenne", "calificación",
        "puntuación", "satisfacción", "popularity", "test",
        "happiness", "evaluation", "eval", "exam", "marks", "promoter", "recommend*", "weiterempfehl*",
    ),
    Topic.RATE: (
        "rank",
        "rate", "ratio", "percent*", "pct", "share", "per", "avg", "average", "mean", "median", "density", "speed",
        "probability", "temperature", "temp", "discount", "interest", "unemployment", "inflation", "utilization",
        "quote", "anteil", "prozent", "durchschnitt", "temperatur", "rabatt", "zins",
        "taux", "part", "pourcentage", "température", "remise", "tasa", "porcentaje", "promedio", "temperatura",
        "descuento", "humidity", "pressure", "wind",
        "*quote", "*anteil",
    ),
    Topic.TRAIT: (
        "bmi",
        "age", "size", "weight", "height", "width", "length", "depth", "tenure", "experience", "education", "educ",
        "edu", "children", "years", "yrs", "rooms", "bedrooms", "bathrooms", "area", "sqft", "cylinders", "model",
        "seats",
        "employed",
        "alter", "größe", "gewicht", "höhe", "breite", "länge", "zimmer", "fläche",
        "âge", "taille", "poids", "hauteur", "largeur", "surface", "pièces",
        "edad", "tamaño", "peso", "altura", "habitaciones", "superficie",
    ),
    Topic.DURATION: (
        "duration", "minutes", "seconds", "hours", "days", "elapsed", "delay", "wait*", "latency", "lead time",
        "sleep*", "awake",
        "dauer", "wartezeit", "durée", "attente", "duración", "espera", "survival", "reaction",
        "*dauer", "downtime", "overtime", "handle time", "handling time", "cycle time", "response time",
        "resolution time", "processing time", "turnaround", "time to", "stillstand", "ausfallzeit", "*wartezeit",
        "*laufzeit",
        "*lieferzeit", "*bearbeitungszeit", "*durchlaufzeit", "überstunden", "stunden", "minuten", "tage",
        "délai", "retard", "arrêt", "jours", "heures", "minutos", "horas", "días", "retraso", "demora", "tiempo",
    ),
    Topic.STOCK: (
        "population", "pop", "jobs", "employees", "employment", "balance", "inventory", "stock", "members",
        "mrr", "arr",
        "unemployed", "unemploy", "jobless", "backlog", "staff", "workforce", "fleet", "holdings", "deposits",
        "reserves", "outstanding", "queue", "wip", "cash", "equity", "liabilities", "followers", "vacancies", "inmates",
        "prisoners", "enrolled", "enrolment", "enrollment", "reservoir", "aum", "dau", "wau", "mau", "on hand",
        "open tickets", "tickets open", "open cases", "cases open", "open orders", "orders open", "open positions",
        "open issues", "issues open", "cumulative", "cumulated", "cum", "running total", "so far", "total cases",
        "subscribers", "customers", "headcount", "monthly charges", "debt", "assets", "users", "unemployed",
        "lagerbestand", "kontostand", "arbeitslose", "beschäftigte", "mitglieder", "abonnenten", "kunden", "kumuliert",
        "encours", "effectifs", "chômeurs", "abonnés", "adhérents", "parados", "desempleados", "abonados", "plantilla",
        "einwohner", "bevölkerung", "bestand", "saldo", "mitarbeiter", "emplois", "habitants", "solde", "effectif",
        "población", "habitantes", "saldo", "empleados", "existencias",
        "*bestand",
    ),
    Topic.CHANGE: (
        "change", "diff", "difference", "delta", "growth", "yoy", "mom", "variation", "veränderung", "änderung",
        "wachstum", "croissance", "cambio", "variación", "crecimiento",
    ),
    Topic.BEGIN: (
        "opened", "open", "created", "ordered", "order", "start", "started", "begin", "began", "submitted", "received",
        "date", "day", "month", "year", "quarter", "week", "time", "timestamp", "invoice", "transaction", "purchase",
        "booked", "reported", "event", "signup", "joined", "hired", "period", "season", "visit",
        "datum", "tag", "monat", "jahr", "beginn", "erstellt", "bestellt", "eröffnet", "eingang", "quartal", "woche",
        "jour", "mois", "année", "début", "créé", "commande", "ouverture", "semaine", "trimestre",
        "fecha", "día", "mes", "año", "inicio", "creado", "pedido", "apertura", "semana",
        "*datum", "invoiced", "issued", "placed", "referral", "referred", "enrolled", "admission", "admitted",
        "arrival", "check in", "checkin", "eintritt*", "*eingang", "facturation", "arrivée", "commandé", "émission",
        "emisión", "factura", "llegada", "pedida",
    ),
    Topic.END: (
        "closed", "close", "end", "ended", "resolved", "finished", "completed", "shipped", "ship", "delivered",
        "delivery", "returned", "paid", "due", "ende", "geschlossen", "erledigt", "geliefert", "versand",
        "fin", "clôture", "clos", "livré", "livraison", "cierre", "cerrado", "entrega", "enviado",
        "bezahlt*", "fällig*", "zahlung*", "liefer*", "austritt*", "kündigungsdatum", "enddatum", "due date",
        "treated", "treatment date", "discharge*", "departure", "check out", "checkout", "settled", "échéance",
        "payé", "payée", "paiement", "départ", "pagado", "pagada", "pago", "salida", "vencido",
    ),
    Topic.UPDATE: (
        "updated", "update", "modified", "expiry", "expires", "expiration", "expire*", "birth", "born", "dob",
        "birthday", "last seen", "last moved", "last login", "last order*", "last purchase*", "last contact*",
        "last visit*", "last active", "last activity", "last payment", "last used", "last sold", "last count*",
        "last service*", "last inspect*", "last maintenance", "last review*", "last change", "last received",
        "letzte", "letzter", "dernier", "dernière", "último", "última",
        "changed", "geändert", "aktualisiert", "geburt*", "ablauf*", "modifié", "naissance",
        "built", "build", "construction date", "construction year", "year of construction", "constructed",
        "founded", "established", "vintage", "baujahr", "gegründet",
        "construit", "fondé", "construido", "fundado",
        "expire", "actualizado", "modificado", "nacimiento", "vencimiento", "retrieved", "exported", "export",
        "ablaufdatum",
    ),
    Topic.CODE: (
        "sp", "cond", "condition",
        "code", "type", "kind", "category", "class", "group", "segment", "zone", "district", "region", "language",
        "lang", "landmass", "religion", "race", "sex", "gender", "mode", "level", "status", "cluster", "species",
        "typ", "art", "klasse", "gruppe", "kategorie", "bezirk", "sprache", "langue", "catégorie", "groupe", "genre",
        "tipo", "clase", "categoría", "grupo", "idioma", "colour", "color", "icon",
        "rx",
        "treat*", "arm", "drug", "placebo", "dose", "minority", "ethn*", "married", "marital", "nationality", "native",
        "behandlung", "traitement", "tratamiento",
        "*gruppe", "*klasse", "*kategorie", "produkt", "produktgruppe", "branche", "canal", "channel", "kanal",
        "shift", "schicht", "turno", "équipe", "linie", "line", "departamento", "abteilung", "département", "service",
        "industry", "sector", "plan", "tier",
    ),
    Topic.KEY: (
        "id", "ids", "uuid", "guid", "key", "index", "row", "nr", "no", "sku", "zip", "postcode", "postal", "phone",
        "iban", "isbn", "ean", "account", "serial", "clave", "identifiant", "schlüssel", "kundennummer", "nummer",
        "*nummer", "*nr", "référence", "referencia",
    ),
    Topic.PLACE: (
        "country", "state", "city", "region", "continent", "county", "station", "site", "store", "branch", "land",
        "stadt", "ort", "filiale", "pays", "ville", "magasin", "país", "ciudad", "provincia", "tienda", "province",
    ),
}  # fmt: skip

BAD_LEVELS = frozenset(  # values of a column that tells how something ended
    [
        "bad",
        "schlecht",
        "mauvais",
        "malo",
        "closed lost",
        "charged off",
        "default",
        "declined",
        "rejected",
        "denied",
        "refused",
        "failed",
        "fail",
        "lost",
        "cancelled",
        "canceled",
        "churned",
        "left",
        "died",
        "dead",
        "defaulted",
        "late",
        "returned",
        "abgelehnt",
        "storniert",
        "gekündigt",
        "verloren",
        "refusé",
        "rejeté",
        "annulé",
        "perdu",
        "rechazado",
        "cancelado",
        "perdido",
        "denegado",
    ]
)
DECIDED_LEVELS = frozenset(  # two ends that a case in progress comes to: beside them, all other values are stages
    [
        "won",
        "lost",
        "closed won",
        "closed lost",
        "gewonnen",
        "verloren",
        "gagné",
        "perdu",
        "ganado",
        "perdido",
    ]
)
OPEN_LEVELS = frozenset(  # what isn't decided yet, beside at least two values that are
    [
        "open",
        "pending",
        "in progress",
        "in process",
        "in review",
        "under review",
        "in transit",
        "ongoing",
        "on hold",
        "waiting",
        "processing",
        "new",
        "not started",
        "undecided",
        "unresolved",
        "current",
        "in grace period",
        "shipped",
        "tbd",
        "offen",
        "laufend",
        "in bearbeitung",
        "ausstehend",
        "en cours",
        "ouvert",
        "en attente",
        "abierto",
        "pendiente",
        "en curso",
        "en proceso",
    ]
)
YES = frozenset(["yes", "y", "true", "t", "1", "ja", "j", "oui", "o", "sí", "si", "s", "positive", "positiv", "pos"])
EVENT_LEVELS = frozenset(  # values that name the case that a yes/no column is about
    [
        "churned",
        "survived",
        "died",
        "dead",
        "alive",
        "denied",
        "defaulted",
        "converted",
        "won",
        "closed won",
        "gewonnen",
        "gagné",
        "ganado",
        "lost",
        "failed",
        "passed",
        "fraud",
        "returned",
        "cancelled",
        "canceled",
        "rejected",
        "declined",
        "approved",
        "accepted",
        "admitted",
        "success",
        "positive",
        "malignant",
        "left",
        "employed",
        "late",
        "open",
    ]
)
LIVED_ON = frozenset(  # money that somebody has to live on: what the rest depends on, rather than what became of it
    ["income", "hincome", "inc", "debt", "einkommen", "revenu", "ingreso", "ingresos"]
)
PEOPLE = frozenset(  # how many there are, of whom everything else is so much a head
    ["population", "pop", "einwohner", "bevölkerung", "habitants", "población", "habitantes"]
)
SUPPLIES = frozenset(  # what lies ready; a small number with decimals is for how many months
    ["inventory", "stock", "backlog", "reserves", "lagerbestand", "bestand", "existencias", "stocks"]
)
EXTENTS = frozenset(["length", "width", "depth", "height", "breadth", "länge", "breite", "höhe", "longueur", "largeur"])
TRIALS = frozenset(  # what a trial did to whom, whatever its values are
    [
        *("treat", "treated", "treatment", "treatments", "trt", "arm", "intervention", "experiment", "placebo"),
        *("rx", "drug", "therapy", "regimen", "therapie", "thérapie", "terapia"),
        *("behandlung", "behandelt", "traitement", "traité", "tratamiento", "tratado"),
    ]
)
MAYBE_TRIALS = frozenset(  # what may be a trial's, by its values: A and B, or a control group among them
    [
        *(
            "variant",
            "variation",
            "version",
            "group",
            "test",
            "bucket",
            "cell",
            "condition",
            "cond",
            "ab",
            "design",
            "page",
        ),
        *("variante", "gruppe", "groupe", "grupo", "versión"),
    ]
)
CONTROLS = frozenset(  # values of the group that a trial leaves alone
    [
        *("control", "controls", "ctrl", "ctl", "cont", "placebo", "baseline", "untreated", "no treatment", "holdout"),
        *("kontrolle", "kontrollgruppe", "unbehandelt", "contrôle", "témoin", "ninguno"),
    ]
)
JUDGEMENTS = frozenset(  # what somebody says afterwards of how it was
    [
        "rating",
        "ratings",
        "satisfaction",
        "csat",
        "nps",
        "stars",
        "review",
        "reviews",
        "feedback",
        "bewertung",
        "zufriedenheit",
        "avis",
        "satisfacción",
        "valoración",
    ]
)
RECOMMENDING = frozenset(
    ["nps", "promoter", "recommend", "recommendation", "weiterempfehlung", "recommander", "recomendar"]
)
CHOICES = frozenset(  # which of several somebody took: of none of them a yes is asked
    ["vote", "voted", "choice", "chosen", "preference", "wahl", "gewählt", "voto", "choix", "elección"]
)
TESTED = frozenset(  # scores of what pupils have learnt
    [
        *("math", "maths", "mathematics", "reading", "read", "writing", "verbal", "exam", "test", "gpa"),
        *("mathe", "mathematik", "lesen", "lecture", "lectura", "matemáticas"),
    ]
)
STATES = frozenset({"status", "state", "statut", "estado", "zustand"})  # of what is over, or of what is so anyway
PLACES_IN_ORDER = frozenset(  # numbers that only say which in a row, or how sure another number is
    {
        *("day", "week", "month", "year", "yr", "hour", "minute", "period", "season", "quarter", "visit", "episode"),
        *("series", "round", "chapter", "wave", "stint", "trial", "occasion", "session", "replicate", "rep", "enum"),
        *("date", "datum", "fecha", "base", "baseline"),
        *("start", "stop", "begin", "end", "entry", "exit", "seq", "sequence", "page", "startpage", "line"),
        *("moe", "se", "stderr", "std", "sd", "lower", "upper", "samplesize", "tag", "woche", "runde", "spieltag"),
        *("saison", "semaine", "semana", "jour", "tour", "ronda", "jornada"),
    }
)
CONTESTANTS = frozenset(  # who is named in a table of results: it asks who is best
    [
        *("player", "players", "athlete", "team", "club", "driver", "rider", "skater", "runner", "squad", "contestant"),
        *("spieler", "spielerin", "mannschaft", "verein", "athlet", "joueur", "joueuse", "équipe", "sportif"),
        *("jugador", "jugadora", "equipo", "atleta", "piloto"),
    ]
)
CONTESTED = frozenset(  # what they are ranked by
    [
        *("goals", "assists", "runs", "rbi", "homers", "homeruns", "hits", "hit", "points", "pts", "wins", "rebounds"),
        *("steals", "wickets", "medals", "touchdowns", "titles", "podiums", "laps", "saves", "caps", "goal", "medal"),
        *("tore", "punkte", "siege", "medaillen", "buts", "médailles", "victoires", "goles", "puntos", "medallas"),
    ]
)
DAYTIMES = frozenset({"night", "morning", "afternoon", "evening", "nacht", "nuit", "noche", "spät", "nachmittag"})
LASTING = (  # how long something has been followed
    "tenure",
    "survival",
    "survival time",
    "lifetime",
    "futime",
    "follow up",
    "followup",
    "months active",
    "days active",
    "months as customer",
    "time to event",
    "time to",
    "survtime",
    "surv time",
    "stime",
    "verweildauer",
    "überlebenszeit",
    "survie",
    "supervivencia",
)
STAYED = (  # how long somebody has been there, which is a trait of theirs
    "tenure", "as customer", "as member", "months active", "days active", "seniority", "kundendauer",
    "betriebszugehörigkeit", "ancienneté", "antigüedad",
)  # fmt: skip
GIVEN_UP = ("abandoned", "hung up", "aufgegeben", "aufgelegt", "raccroché", "colgado")  # a result, unless it is counted
HAPPENED = (  # whether it has happened until then
    "status",
    "event",
    "death",
    "dead",
    "died",
    "churn",
    "churned",
    "cancelled",
    "canceled",
    "failed",
    "failure",
    "relapse",
    "attrition",
    "gekündigt",
    "verstorben",
    "résilié",
    "décès",
    "abandono",
    "fallecido",
    "delta",
)
REORDERED = (  # a stock at which more has to be ordered
    "reorder point", "reorder level", "safety stock", "min stock", "minimum stock", "min qty", "par level", "min level",
    "mindestbestand", "meldebestand", "sicherheitsbestand", "stock minimum", "stock mini", "point de commande",
    "seuil", "stock mínimo", "punto de pedido",
)  # fmt: skip
GOALS = ("target", "goal", "quota", "minimum", "soll", "sollwert", "ziel", "objectif", "objetivo", "meta")
CEILINGS = (
    "capacity",
    "limit",
    "maximum",
    "max stock",
    "max level",
    "threshold",
    "kapazität",
    "grenzwert",
    "obergrenze",
    "capacité",
    "plafond",
    "capacidad",
    "límite",
)
PAID = frozenset(  # words of a name that says no more than what was paid for what a row is
    {
        *(
            "price",
            "value",
            "fare",
            "net",
            "gross",
            "total",
            "final",
            "order",
            "item",
            "sale",
            "sales",
            "basket",
            "cart",
        ),
        *(
            "usd",
            "eur",
            "gbp",
            "preis",
            "wert",
            "netto",
            "brutto",
            "gesamt",
            "bestellwert",
            "prix",
            "valeur",
            "commande",
        ),
        *("précio", "precio", "valor", "pedido", "ticket", "booking", "invoice", "loan", "amount", "amnt", "amt"),
    }
)
FORECASTS = (  # a guess at what would come, which is judged by what came
    "forecast*", "fcst", "fcast", "predicted", "prediction", "projected", "prognose*", "prognostiziert", "prévision*",
    "pronóstico*", "previsión",
)  # fmt: skip
ALLOWED = (  # how long something may take
    "sla", "slo", "allowed", "agreed", "target", "limit", "max", "maximum", "maximal", "soll", "zielzeit", "vorgabe",
    "frist", "objectif", "convenu", "objetivo", "límite", "plazo", "permitted",
)  # fmt: skip
BUDGETS = ("budget*", "bgt", "presupuest*")  # of which one is over or under
MISHAPS = (  # what went wrong with a row
    "damag*", "broken", "defect*", "faulty", "complain*", "accident*", "incident*", "scrap*", "rework*", "refund*",
    "returned", "cancel*", "late", "delayed", "lost", "fraud*", "fail*", "no show", "noshow", "stolen", "injur*",
    "error*", "dispute*", "escalat*", "breach*", "reopen*", "rejected", "spoiled", "leak*", "infect*", "overdue",
    "beschädigt", "defekt", "reklam*", "storniert", "retour*", "unfall*", "ausschuss", "nacharbeit", "verspätet",
    "endommag*", "cassé", "cassée", "réclam*", "retourné*", "annulé*", "perdu", "perdue", "accidenté*", "en retard",
    "dañad*", "roto", "rota", "reclam*", "devuelt*", "cancelad*", "perdid*", "accidente*", "retrasad*", "averiad*",
)  # fmt: skip
DUE = frozenset(  # words of dates at which something is to be done, whenever it was
    {
        *("due", "deadline", "promised", "planned", "scheduled", "expected", "required", "agreed", "target", "sla"),
        *("fällig", "fälligkeit", "fälligkeitsdatum", "zugesagt", "geplant", "termin", "liefertermin", "soll", "frist"),
        *("échéance", "prévu", "prévue", "promis", "promise", "convenue", "limite"),
        *("vencimiento", "previsto", "prevista", "prometido", "prometida", "plazo", "programada", "límite"),
    }
)
DEMANDED = frozenset(  # what comes in of itself
    {
        *("offered", "incoming", "arrivals", "demand", "visitors", "enquiries", "inquiries", "requests", "referrals"),
        *("calls", "tickets", "anrufe", "anfragen", "nachfrage", "appels", "demandes", "llamadas", "solicitudes"),
    }
)
MET = frozenset(  # how that was met, which doesn't bring it about
    {
        *("agents", "staff", "staffing", "wait", "waiting", "handle", "handling", "answered", "abandoned", "served"),
        *("queue", "resolved", "resolution", "occupancy", "backlog", "delay", "response", "sla", "missed", "solved"),
        *("agenten", "wartezeit", "angenommen", "bearbeitungszeit", "personal", "agentes", "espera", "atendidas"),
        *("attente", "traités", "décrochés", "conseillers", "personnel"),
    }
)
STANDING = frozenset(  # what is judged as it goes on, before something comes of it: job satisfaction
    {
        *("job", "work", "environment", "relationship", "employee", "life", "manager", "arbeit", "travail", "trabajo"),
    }
)
SPENT = frozenset(  # money that goes out
    {
        *("spend", "spending", "spent", "cost", "costs", "expense", "expenses", "expenditure"),
        *("kosten", "ausgaben", "coût", "coûts", "dépense", "dépenses", "costo", "coste", "costes", "gasto", "gastos"),
    }
)
EARNED = frozenset(  # money that comes in
    {
        *("sales", "revenue", "revenues", "turnover", "gmv", "income", "earned", "gross"),
        *("umsatz", "erlös", "erlöse", "einnahmen", "recettes", "ventes", "ventas", "ingresos"),
    }
)
PART_OF_MONEY = frozenset(
    [
        "profit",
        "profits",
        "margin",
        "tip",
        "tips",
        "tax",
        "taxes",
        "fee",
        "fees",
        "gewinn",
        "bénéfice",
        "beneficio",
        "propina",
    ]
)
OF_ONE = frozenset(  # words beside those of a stock, by which it is a price or a rate
    {
        *(
            "price",
            "prices",
            "rate",
            "rates",
            "ratio",
            "per",
            "avg",
            "average",
            "mean",
            "median",
            "pct",
            "percent",
            "share",
        ),
        *("preis", "quote", "anteil", "prix", "taux", "precio", "tasa"),
    }
)
OF_ONE_UNIT = frozenset(  # beside money: what one piece costs, whatever that is
    {"unit", "each", "unitaire", "unitario", "unitaria", "stückpreis", "stückkosten", "einzelpreis", "einzelkosten"}
)
LOST_TIME = frozenset(  # how long nothing went on, or somebody stayed on: of each case, and so of all together
    {
        *("downtime", "outage", "standstill", "overtime", "idle", "stillstand", "stillstandszeit", "ausfallzeit"),
        *("überstunden", "arrêt", "parada", "paro", "inactividad"),
    }
)
COUNTED = frozenset(  # what happens or not: with decimals it is so many of as many heads
    {
        *("murder", "murders", "homicide", "homicides", "suicide", "suicides", "assault", "assaults", "robbery"),
        *("robberies", "rape", "rapes", "burglary", "burglaries", "theft", "thefts", "crime", "crimes", "violent"),
        *("deaths", "births", "cases", "accidents", "arrests", "infections", "injuries", "victims", "fatalities"),
        *("marriages", "divorces", "prisoners", "inmates", "todesfälle", "geburten", "fälle", "unfälle", "straftaten"),
        *("morde", "décès", "naissances", "meurtres", "crimes", "muertes", "nacimientos", "homicidios", "delitos"),
    }
)
NEVER_ADDED = frozenset(  # what is of one thing, or per head, whatever else its name says
    {
        *("price", "prices", "preis", "prix", "precio", "fare", "income", "wage", "wages", "salary", "salaries"),
        *("rent", "rate", "loan", "value", "life", "gdp", "per", "ozone", "co", "pm", "mpg", "horsepower", "mag"),
        *("salario", "sueldo", "salaire", "gehalt", "lohn", "einkommen", "ingreso", "revenu", "miete", "loyer"),
        *("alquiler", "wert", "valeur", "valor", "coste", "tarif", "tarifa"),
        *("magnitude", "fertility", "mortality", "points"),
        *("cty", "hwy", "conc", "concentration", "sleep", "msrp", "sal"),
    }
)
