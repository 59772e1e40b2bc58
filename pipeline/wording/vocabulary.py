"""What the words of headers stand for, and how rows, answers and groups are called. Data, no code paths."""

from collections.abc import Mapping

ABBREVIATIONS: Mapping[str, str] = {  # one word of a header, lower case
    "amt": "amount", "amts": "amounts", "approx": "approximate", "avg": "average", "acct": "account",
    "addr": "address", "appt": "appointment", "avail": "available", "bal": "balance", "bday": "birthday",
    "calc": "calculated", "cnt": "count", "cmt": "comment", "cogs": "cost of goods sold",
    "cust": "customer", "dept": "department", "dest": "destination", "desc": "description", "diff": "difference",
    "dt": "date", "deliv": "delivery", "disc": "discount", "dist": "distance", "dob": "date of birth",
    "edu": "education", "educ": "education", "aht": "handling time", "sqm": "square metres",
    "emp": "employee", "est": "estimated",  "freq": "frequency", "gov": "government",
    "hrs": "hours", "lang": "language", "loc": "location", "lvl": "level", "max": "maximum", "mgr": "manager",
    "mfg": "manufacturing", "min": "minimum", "mpg": "miles per gallon", "msg": "message", "mth": "month",
    "mths": "months", "nbr": "number", "num": "number", "orig": "origin", "pct": "percentage",
    "perc": "percentage", "pmt": "payment", "prev": "previous", "prob": "probability",
    "prod": "product", "qty": "quantity", "quant": "quantity", "rcvd": "received",
    "ref": "reference", "resp": "response", "rev": "revenue", "sched": "scheduled",
    "seg": "segment", "std": "standard", "subcat": "subcategory", "temp": "temperature", "tmp": "temperature",
    "tot": "total", "ttl": "total", "trx": "transaction", "txn": "transaction", "unemp": "unemployment",
    "util": "utilisation", "val": "value", "vol": "volume", "wk": "week", "wks": "weeks", "yr": "year", "yrs": "years",
    "sqft": "square feet", "percap": "per head", "capita": "head", "maritl": "marital", "nb": "number",
    "popden": "population density", "psavert": "saving rate", "uempmed": "weeks unemployed", "incl": "including",
    "excl": "excluding", "sal": "salary", "dur": "duration", "cyl": "cylinders",
    "len": "length", "amnt": "amount", "amnts": "amounts", "inc": "income",
    "fcst": "forecast", "fcast": "forecast", "bgt": "budget", "tgt": "target", "rgn": "region",
    "dow": "weekday", "delinq": "delinquent", "mag": "magnitude", "unemploy": "unemployment",
}  # fmt: skip
PHRASES: Mapping[tuple[str, ...], str] = {  # several words of a header that stand for more than each alone
    ("int", "rate"): "interest rate",
    ("emp", "length"): "length of employment",
    ("emp", "title"): "job title",
    ("life", "exp"): "life expectancy",
    ("gdp", "percap"): "GDP per head",
    ("gdp", "per", "cap"): "GDP per head",
    ("gdp", "per", "capita"): "GDP per head",
    ("gdp", "cap"): "GDP per head",
    ("per", "cap"): "per head",
    ("pop", "growth"): "population growth",
    ("pop", "density"): "population density",
    ("job", "exp"): "job experience",
    ("urban", "pop"): "urban population",
    ("yoy",): "change on the year",
    ("mom",): "change on the month",
    ("dob",): "date of birth",
    ("infant", "mort"): "infant mortality",
    ("los",): "length of stay",
    ("over", "time"): "overtime",
    ("net", "gen"): "net generation",
    ("marital", "stat"): "marital status",
    ("self", "employed"): "self-employed",
    ("co", "applicant"): "co-applicant",
    ("co", "signer"): "co-signer",
    ("co", "borrower"): "co-borrower",
    ("co", "owner"): "co-owner",
    ("co", "author"): "co-author",
    ("co", "founder"): "co-founder",
    ("co", "payment"): "co-payment",
    ("chiffre", "affaires"): "chiffre d'affaires",
    ("no", "of"): "number of",
    ("no", "show"): "no-show",
    ("noshow",): "no-show",
    ("num", "of"): "number of",
    ("nb", "of"): "number of",
}
IN_PLACES: Mapping[str, str] = {"pop": "population"}  # only beside a country, a state or a city
IN_PLANS: Mapping[str, str] = {"act": "actual", "bud": "budget"}  # only beside what was planned or foreseen
PLANS = frozenset({"fcst", "fcast", "forecast", "budget", "bgt", "bud", "plan", "planned", "tgt", "target"})
PLACES = frozenset({"country", "state", "city", "county", "region", "continent", "province", "land"})
COUNTED = frozenset({"num", "n", "nb", "nbr", "no"})  # before what is counted: num_orders
FLAGS_BEFORE = frozenset({"is", "was"})  # say that a column answers yes or no, and nothing else
FLAGS_AFTER = frozenset({"flag", "yn", "ind", "flg"})
EVENTS_AT = frozenset({"at", "on", "dt", "ts"})  # behind a participle: opened_at
ACRONYMS: Mapping[str, str] = {
    word.lower(): word
    for word in (
        "AI", "API", "ARPU", "ASAP", "ATM", "BMI", "BP", "CAC", "CEO", "CO", "CO2", "CPA", "CPC", "CPI", "CPM", "CPU",
        "CRM", "CSAT", "CTR", "DNA", "EBIT", "EBITDA", "ETA", "EU", "EUR", "FAQ", "FTE", "GBP", "GDP", "GNP", "GPA",
        "GPS", "GPU", "HTTP", "IBAN", "ICU", "ID", "IDs", "IP", "IQ", "pH", "ISBN", "KPI", "LTV", "MSRP", "NO2",
        "MRR", "ARR", "AOV", "GMV",
        "NPS", "O3", "PDF", "PhD", "PM10", "PM2", "kWh", "MWh", "PM25", "PTO", "QA", "RAM", "ROAS", "ROI",
        "RPM", "SEO", "SKU", "SLA", "SMS", "SO2", "SQL", "SSN", "SUV", "TV", "UK", "UPC", "URL", "USA", "USD",
        "UUID", "UV", "VAT", "VIP", "WiFi", "ZIP",
    )
}  # fmt: skip
UNITS: Mapping[str, str] = {  # a last word of a header that says in what its numbers are measured
    "usd": "$", "dollars": "$", "eur": "€", "euro": "€", "euros": "€", "gbp": "£", "kg": "kg", "kgs": "kg", "g": "g",
    "grams": "g", "mg": "mg", "lb": "lb", "lbs": "lb", "oz": "oz", "km": "km", "kms": "km", "miles": "miles",
    "cm": "cm", "mm": "mm", "ft": "ft", "inches": "in", "mph": "mph", "kmh": "km/h", "kph": "km/h", "sec": "s",
    "secs": "s", "seconds": "s", "ms": "ms", "mins": "min", "minutes": "min", "hrs": "h", "hours": "h",
    "days": "days", "kwh": "kWh", "mwh": "MWh", "kw": "kW", "mw": "MW", "ppm": "ppm", "ppb": "ppb", "hpa": "hPa",
    "mb": "MB", "gb": "GB", "kb": "kB", "celsius": "°C", "fahrenheit": "°F", "kelvin": "K", "degc": "°C",
    "degf": "°F", "sqm": "m²", "m2": "m²", "km2": "km²", "ha": "ha",
}  # fmt: skip
WRITTEN_UNITS = frozenset(  # units, and a measure, that are known by their capitals, inside of a word too
    {"mV", "kV", "MV", "µV", "mA", "µA", "kA", "mAh", "Ah", "kVA", "VA", "mW", "kW", "KW", "MW", "GW", "Wh", "kWh",
     "KWh", "MWh", "GWh", "Hz", "kHz", "MHz", "GHz", "Pa", "mPa", "hPa", "kPa", "MPa", "mmHg", "dB", "dBm", "dBA",
     "kN", "Nm", "kJ", "MJ", "kB", "MB", "GB", "TB", "mL", "dL", "mmol", "mS", "kOhm", "Ohm", "NTU", "lm", "eV", "keV",
     "MeV", "pH"}
)  # fmt: skip
NO_UNITS = frozenset({"pH"})  # among these: what is measured itself
MINUTES_AFTER = frozenset(  # before a last "min" that means minutes, not the least
    {"duration", "time", "wait", "waiting", "delay", "response", "handle", "handling", "hold", "call", "session",
     "travel", "trip", "elapsed", "lead", "resolution", "length", "dur", "ride", "idle", "setup", "stoppage",
     "downtime", "uptime", "overtime", "outage", "prep", "preparation", "cycle", "overrun", "queue", "talk",
     "stillstand", "dauer", "wartezeit", "ausfall", "rüstzeit", "verspätung", "durée", "attente", "retard", "arrêt",
     "duración", "espera", "parada", "retraso", "demora", "break", "lateness",
     "screen", "commute", "walk", "drive", "flight", "stay", "sleep", "watched", "played", "late"}
)  # fmt: skip
TIMES = frozenset({"s", "min", "h", "hours", "days", "ms"})  # units of how long something takes
NO_MEASURES = frozenset(  # what name nothing without the unit behind them: monthly hours, sick days
    {"daily", "weekly", "biweekly", "monthly", "quarterly", "yearly", "annual", "hourly", "nightly", "working",
     "worked", "sick", "credit", "business", "extra", "average", "avg", "mean", "median", "max", "maximum", "min",
     "minimum", "billable", "billed", "paid", "unpaid", "active", "idle", "flight", "school", "office", "machine",
     "labour", "labor", "man", "person", "used", "free", "planned", "actual", "remaining", "estimated", "spent",
     "logged", "scheduled", "open", "available", "productive", "montly"}
)  # fmt: skip
PROCESSES = frozenset(  # what takes its time: days of delivery are a delivery time
    {"delivery", "shipping", "transit", "waiting", "wait", "queue", "response", "reply", "resolution", "processing",
     "handling", "repair", "travel", "approval", "preparation", "prep", "recovery", "commute", "reaction", "setup",
     "fulfilment", "fulfillment", "turnaround", "lead", "cycle", "service", "assembly", "loading", "unloading"}
)  # fmt: skip
DEGREES: Mapping[str, str] = {"c": "°C", "f": "°F", "k": "K"}
DEGREES_AFTER = frozenset(
    {
        "temp",
        "temperature",
        "temperatur",
        "température",
        "temperatura",
        "tmp",
        "dewpoint",
        "outdoor",
        "indoor",
        "outside",
        "inside",
        "ambient",
        "aussen",
        "außen",
        "innen",
    }
)
GERMAN = frozenset(  # words of headers that say that nouns have capitals here
    {"datum", "umsatz", "kunde", "kunden", "preis", "menge", "betrag", "anzahl", "filiale", "monat", "jahr", "straße",
     "plz", "ort", "artikel", "rechnung", "bestellung", "gewinn", "kosten", "geschlecht", "vorname",
     "nachname", "abteilung", "gehalt", "bereich", "dauer", "standort", "schicht", "anlage",
     "lager", "mitarbeiter", "bezirk", "rabatt", "verkäufer"}
)  # fmt: skip
LEAST_GERMAN = 2  # such words in a table's headers
PREFIXES = frozenset(
    {"e", "sub", "non", "pre", "post", "co", "re", "x", "t", "self", "multi", "semi", "anti", "in", "on"}
)
PERSONS = frozenset(  # who a row may be, by an identifier, a file's name or the word before a trait
    {"applicant", "athlete", "author", "borrower", "candidate", "child", "client", "contact", "customer", "doctor",
     "donor", "driver", "employee", "farmer", "guest", "lead", "learner", "member", "merchant", "nurse", "parent",
     "participant", "passenger", "patient", "person", "player", "professor", "pupil", "respondent", "seller",
     "student", "subscriber", "supplier", "teacher", "tenant", "user", "visitor", "voter", "worker", "adult"}
)  # fmt: skip
THINGS = frozenset(  # what else a row may be
    {"accident", "account", "admission", "album", "animal", "appointment", "article", "bill", "bird", "book", "booking",
     "bottle", "building", "call", "campaign", "car", "case", "cat", "claim", "class", "complaint", "company",
     "contract", "country", "course", "crime", "deal", "delivery", "diamond", "dog", "donation", "earthquake", "event",
     "experiment", "field", "film", "fire", "flight", "flower", "game", "hotel", "house", "household", "incident",
     "inspection", "invoice", "issue", "item", "job", "journey", "listing", "loan", "log", "machine", "match", "meal",
     "message", "movie", "order", "paper", "parcel", "patent", "payment", "penguin", "plant", "policy", "post",
     "product", "project", "property", "purchase", "question", "race", "rental", "request", "reservation", "review",
     "ride", "room", "run", "sale", "sample", "school", "sensor", "session", "shipment", "shop", "song", "stay", "stop",
     "storm", "store", "crash", "murder", "theft", "street",
     "subscription", "survey", "task", "team", "test", "ticket", "tip", "track",
     "transaction", "tree", "trip", "vehicle", "village", "visit", "wine", "email", "city", "town", "stoppage",
     "breakdown", "outage", "application", "flat", "home", "birth",
     "chat", "conversation", "opportunity", "offer", "bid", "permit", "part", "device", "asset", "vessel", "batch",
     "SKU", "interview", "proposal", "grant", "violation", "citation", "arrest", "repair", "prescription",
     "procedure", "scan", "server", "app", "website", "page", "station", "well", "plot", "meter", "container", "pallet",
     "state", "county", "province"}
)  # fmt: skip
COUNTABLE = frozenset(  # what else a row may have so many of
    {"bathroom", "bedroom", "fireplace", "floor", "night", "seat", "door", "gear", "cylinder", "click", "view", "page",
     "word", "guest", "adult", "kid", "child", "error", "defect", "goal", "attempt", "login", "download", "service",
     "upgrade", "piece", "bed", "window", "lesson", "stop", "unit", "credit", "publication", "citation"}
)  # fmt: skip
LIVES = frozenset(  # beside an age, what only people have or do
    {"smoker", "smoke", "smokes", "smoking", "race", "ethnicity", "religion", "education", "educ", "edu", "marital",
     "maritl", "married", "occupation", "dependents", "employed", "selfemp", "alcohol", "children", "jobclass"}
)  # fmt: skip
NO_NOUN_OF_KEY = frozenset(  # before "id": what says of which kind it is, and not of what
    {"unique", "record", "entry", "external", "internal", "source", "system", "global", "object", "data", "main",
     "original", "primary", "foreign", "full", "short", "index", "line", "local", "national", "public", "hash", "auto",
     "user", "name", "type", "kind", "code", "group", "zone", "class", "category", "entity", "obs", "observation",
     "trans", "catalog", "label", "study", "random", "number", "serial", "reference", "file", "table", "database"}
)  # fmt: skip
NO_NOUN_OF_FILE = frozenset({"test", "sample", "log", "survey", "field", "class", "tip", "race", "run", "case", "stop"})
TRAITS = frozenset({"class", "age", "sex", "gender", "since", "name", "birth", "type", "status", "fare"})
NOUNS_BY_COLUMN: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (  # words that all stand in one table's headers
    ("employee", (("attrition",), ("job", "role"), ("salary", "department"), ("salary", "dept"))),
    ("customer", (("churn",), ("churned",), ("monthly", "charges"))),
    ("food", (("calories", "protein"), ("calories", "carbs"), ("calories", "sugar"), ("calories", "fiber"))),
    ("patient", (("diagnosis",), ("blood", "pressure"), ("cholesterol",), ("ward",), ("glucose", "bmi"))),
    ("student", (("gpa",), ("exam", "score"), ("math", "score"), ("study", "hours"))),
    ("loan", (("loan", "status"), ("loan", "amount"), ("loan", "amnt"))),
    ("bill", (("tip", "bill"),)),
    ("test", (("test", "result"),)),
    ("purchase", (("purchase", "price"),)),
    ("order line", (("order", "quantity", "discount"), ("order", "product", "qty"))),
    ("house", (("bedrooms",), ("sqft", "price"))),
    ("car", (("horsepower",), ("mpg", "cyl"), ("mileage", "fuel"))),
    ("film", (("imdb",), ("director", "genre"), ("box", "office"))),
)
FOREIGN_NOUNS: Mapping[str, str] = {  # in headers and file names
    "kunde": "customer", "kunden": "customer", "bestellung": "order", "bestellungen": "order", "auftrag": "order",
    "aufträge": "order", "rechnung": "invoice", "rechnungen": "invoice", "mitarbeiter": "employee",
    "schüler": "pupil", "patienten": "patient", "verkäufe": "sale", "fahrten": "trip",
    "client": "customer", "clients": "customer", "commande": "order", "commandes": "order", "facture": "invoice",
    "factures": "invoice", "salarié": "employee", "salariés": "employee", "élève": "pupil", "ventes": "sale",
    "cliente": "customer", "clientes": "customer", "pedido": "order", "pedidos": "order", "factura": "invoice",
    "facturas": "invoice", "empleado": "employee", "empleados": "employee", "ventas": "sale", "alumnos": "pupil",
    "buchung": "booking", "buchungen": "booking", "alumno": "pupil", "estudiante": "student",
    "estudiantes": "student", "étudiant": "student", "étudiants": "student", "élèves": "pupil", "schülerin": "pupil",
    "employé": "employee", "employés": "employee", "trabajador": "worker", "trabajadores": "worker",
    "paciente": "patient", "pacientes": "patient", "séjour": "stay", "séjours": "stay", "réservation": "booking",
    "réservations": "booking", "reserva": "booking", "reservas": "booking", "vente": "sale", "venta": "sale",
    "verkauf": "sale", "lieferung": "delivery", "lieferungen": "delivery", "livraison": "delivery",
    "livraisons": "delivery", "entrega": "delivery", "entregas": "delivery", "envío": "shipment",
    "envíos": "shipment", "envio": "shipment", "envios": "shipment", "sendung": "shipment", "sendungen": "shipment",
    "störung": "incident", "störungen": "incident", "parada": "stoppage", "paradas": "stoppage",
    "stillstand": "stoppage", "stillstände": "stoppage", "panne": "breakdown", "pannes": "breakdown",
    "ausfall": "outage", "ausfälle": "outage", "besuch": "visit", "besuche": "visit", "visite": "visit",
    "visites": "visit", "visita": "visit", "visitas": "visit", "appel": "call", "appels": "call", "llamada": "call",
    "llamadas": "call", "anruf": "call", "anrufe": "call", "wohnung": "flat", "wohnungen": "flat", "logement": "home",
    "logements": "home", "vivienda": "home", "viviendas": "home", "fahrzeug": "vehicle", "fahrzeuge": "vehicle",
    "voiture": "car", "voitures": "car", "coche": "car", "coches": "car", "produkt": "product", "produkte": "product",
    "produit": "product", "produits": "product", "producto": "product", "productos": "product", "filiale": "store",
    "filialen": "store", "magasin": "store", "magasins": "store", "tienda": "store", "tiendas": "store",
    "unfall": "accident", "unfälle": "accident", "accidente": "accident", "accidentes": "accident",
    "spende": "donation", "spenden": "donation", "donación": "donation", "donaciones": "donation",
    "mitglied": "member", "mitglieder": "member", "membre": "member", "membres": "member", "socio": "member",
    "socios": "member", "abonné": "subscriber", "abonnés": "subscriber", "abonnent": "subscriber",
    "abonnenten": "subscriber", "usuario": "user", "usuarios": "user", "utilisateur": "user", "utilisateurs": "user",
    "benutzer": "user", "teilnehmer": "participant", "participante": "participant", "participantes": "participant",
    "bewerber": "applicant", "bewerbung": "application", "bewerbungen": "application", "antrag": "application",
    "anträge": "application", "solicitud": "application", "solicitudes": "application", "reklamation": "complaint",
    "reklamationen": "complaint", "réclamation": "complaint", "réclamations": "complaint", "reclamación": "complaint",
    "reclamaciones": "complaint", "lieferant": "supplier", "lieferanten": "supplier", "fournisseur": "supplier",
    "fournisseurs": "supplier", "proveedor": "supplier", "proveedores": "supplier", "facturation": "invoice",
}  # fmt: skip
PLAIN_ADJECTIVES = frozenset(  # and participles: a column called by one alone doesn't say of what
    {"low", "lower", "high", "higher", "new", "old", "young", "good", "bad", "best", "worst", "hot", "cold",
     "wet", "dry", "big", "small", "large", "long", "short", "late", "early", "poor", "rich", "open", "closed",
     "full", "empty", "total", "dead", "alive", "fatal", "nonfatal", "legal", "illegal", "serious", "slight",
     "severe", "mild", "critical", "sick", "healthy", "positive", "negative", "normal", "abnormal", "active",
     "inactive", "valid", "invalid", "true", "false", "male", "female", "single", "married", "divorced",
     "widowed", "senior", "junior", "urban", "rural", "domestic", "foreign", "private", "public", "local",
     "global", "direct", "indirect", "native", "injured", "killed", "wounded", "missing", "infected",
     "recovered", "confirmed", "suspected", "tested", "vaccinated", "hospitalized", "hospitalised", "employed",
     "unemployed", "retired", "insured", "uninsured", "treated", "untreated", "exposed", "selected", "included",
     "excluded", "approved", "rejected", "sold", "used", "unused", "owned", "rented", "left", "right", "gross",
     "white", "black", "nonwhite", "hispanic", "asian", "latino", "foreigner",
     "net", "mean", "median", "fixed", "variable", "random", "important", "special", "main", "other"}
)  # fmt: skip
COMMON = frozenset(  # other words of headers that are no names of somebody or something
    {"annual", "yearly", "monthly", "weekly", "daily", "hourly", "first", "last", "second", "per", "of", "in", "and",
     "or", "to", "from", "by", "with", "the", "a", "an", "at", "on", "for", "since", "until", "company", "work",
     "works", "working", "worked", "home", "name", "title", "project", "planned", "expected", "current", "previous",
     "initial", "final", "base", "extra", "free", "paid", "used", "available", "required", "allowed", "completed",
     "number", "total", "average", "overall", "other", "main", "own", "personal", "trainer", "mentor", "manager",
     "owner", "agent", "seller", "buyer", "vendor", "supplier", "team", "group", "unit", "job", "role", "position",
     "location", "address", "method", "mode", "reason", "source", "target", "actual", "plan", "forecast", "result",
     "weekend", "holiday", "promotion", "campaign", "contract", "insurance", "card", "credit", "bank", "balance",
     "visit", "stay", "room", "bed", "floor", "parking", "garden", "pool", "distance", "speed", "power", "engine",
     "fuel", "energy", "water", "heat", "gas", "product", "brand", "colour", "color", "material", "quality", "defect",
     "machine", "operator", "batch", "line", "shift", "downtime", "output", "input", "stock", "order", "delivery",
     "shipping", "weight", "invoice", "payment", "due", "late", "open", "closed", "customer", "client", "member",
     "user", "student", "teacher", "school", "course", "class", "exam", "attendance", "patient", "doctor", "ward",
     "treatment", "diagnosis", "dose", "response", "survey", "answer", "comment", "satisfaction", "likely",
     "likelihood", "promised", "signed", "delivered", "shipped", "ordered", "booked", "carrier", "courier", "online",
     "returned", "resolved", "created", "started", "finished", "approved", "received", "issued", "invoiced", "opened",
     "left", "leaver", "cancelled", "renewed", "visits", "fee", "month", "year", "week", "day", "overtime", "remote"}
)  # fmt: skip
OWNED = frozenset(  # things of which somebody or something has one, or none
    {"partner", "spouse", "car", "bike", "phone", "smartphone", "pool", "garden", "garage", "elevator", "lift",
     "balcony", "terrace", "basement", "dishwasher", "fireplace", "kitchen", "driveway", "degree", "contract",
     "warranty", "card", "account", "pet", "dog", "cat", "subscription", "membership", "passport", "visa", "licence",
     "license", "permit", "website", "loan", "mortgage", "discount", "voucher", "coupon", "gift", "receipt", "deposit",
     "reservation", "referral", "scholarship", "laptop", "desk", "locker", "key", "room", "bathroom", "bedroom"}
)  # fmt: skip
