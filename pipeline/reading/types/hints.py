"""What a column's name says about its values. Names are only asked where values alone can't decide."""

import re

from pipeline.names import words

BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")  # of a name: a unit, a remark


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


IDENTIFIER = vocabulary(
    """
    id ids uid uuid guid key pk index idx rowid rownum row no nr num number nummer code sku ref reference isbn
    ean upc gtin asin barcode hash token serial invoice iban vin ssn imei mac doi record kennung matricule
    numero identifier identifiant identificador idnum idno idnr idnumber caseid caseno respid userid custid subjid
    sampleid hhid personid empid uniqid recid beleg vorgang voucher receipt document dokument comprobante recibo
    """
)
STRONG_IDENTIFIER = vocabulary(
    """
    id ids uid uuid guid geoid key pk index idx rowid rownum sku isbn ean upc gtin asin barcode hash iban vin imei doi
    identifier identifiant identificador idnum idno idnr idnumber caseid caseno respid userid custid subjid sampleid
    hhid personid empid uniqid recid
    """
)
CODE = vocabulary(
    """
    zip zipcode postal postcode postleitzahl plz zcta fips code codes class klasse category cat type typ kind
    group grp cluster segment prefix area
    vorwahl dept department district ward zone region store branch pclass status version model channel label
    bucket band likert line linie ligne línea linea route gate platform gleis track room zimmer salle terminal lane
    bay aisle art sorte gruppe kategorie klasse tipo catégorie categoria grupo clase classe famille
    gender sex geschlecht sexe sexo sesso kön geslacht race ethnicity religion nationality occupation industry sector
    """
)
HANDFUL = vocabulary("terminal lane bucket band likert")
WAYS = vocabulary(  # north and south
    "region zone area side direction dir hemisphere pole coast bank bound heading región lado dirección hemisferio "
    "regione lato direzione emisfero região direção richtung seite halbkugel"
)
SCALE = vocabulary("stars star rating ratings grade level tier stage priority severity target quality niveau")
POSTAL = vocabulary("pin zip zipcode postal postcode postleitzahl plz zcta fips cep cap pincode")
LISTED = vocabulary(
    """
    tags genres keywords categories languages skills ingredients topics hobbies interests labels amenities features
    colors colours
    """
)
STANDARD_CODE = vocabulary("iso fips naics sic gics nace nuts ags cpv hs")
CLASSIFICATION = vocabulary(
    """
    icd dewey ddc udc atc cpt hcpcs ndc snomed mesh ateco cnae signatur shelfmark callnumber
    """
)
HEAD_CODE = vocabulary(
    """
    numéro numero número n° nº code código codigo codice kode ligne línea linea matricule identifiant id
    identificador
    """
)
COUNTED = vocabulary(
    "total totals average mean avg sum max min maximum minimum median expected lucky prime whole real mean"
)
ENTITY = vocabulary(
    """
    account acct customer client employee member patient policy ticket flight train bus route line serial part item
    product article house room gate seat case contract license licence student user device meter vehicle plate bib lot
    batch passport card konto kunde kunden lieferant artikel rechnung auftrag compte cliente commande facture cuenta
    factura pedido serie póliza expediente conta fattura ordine fornecedor fournisseur supplier vendor vat tax invoice
    staff worker teacher student linie store shop branch filiale order station sensor téléphone teléfono telefono
    respondent participant subject proband teilnehmer befragter encuestado participante répondant stop parada
    haltestelle
    dossier contrat abonné adhérent region district zone block ward site plant docket
    """
)
ENTITY_ALONE = vocabulary(  # those that are hardly ever counted or measured; part, meter, bus and order may be
    """
    account acct customer client employee member patient policy route line linie gate room serial bib seat card passport
    konto kunde lieferant compte cliente cuenta conta conto fornecedor fournisseur supplier vendor sensor store shop
    branch filiale staff respondent participant subject proband encuestado participante répondant parada haltestelle
    """
)
HEAD_NUMBER = vocabulary("numéro numero número numer n° nº")
NUMBER_WORD = vocabulary("number no nr nbr num nummer numero numéro número numer # n° nº")
MEASURED = vocabulary(
    """
    per count counts quantity qty cost costs price value rate ratio share percent pct avg mean age days hours minutes
    score points size weight height length distance time temperature anzahl nombre of
    """
)
EDITION = vocabulary("version versions firmware release revision section chapter clause kapitel abschnitt")
VERSION = vocabulary(
    "version versions firmware build release revision rev os ios android kernel ip section chapter clause kapitel"
)
DURATION = vocabulary(
    """
    duration elapsed length runtime lap pace spent reply response wait waiting handle handling resolution finish split
    took dauer laufzeit durée duree temps duración duracion durata duur tiempo lead cycle uptime downtime hours worked
    chip gun race swim bike run marathon mile leg mm ss playtime watch session overtime arbeitszeit fahrzeit stint
    penalty netto brutto chrono gap pause pauses pausen break breaks pausa
    """
)
TIME_OF_DAY = vocabulary(
    """
    time clock at start end begin begins uhrzeit zeit hora heure ora arrival departure arrives departs open opens
    closes
    opening closing sunrise sunset timestamp ankunft abfahrt beginn ende
    """
)
BIRTH = vocabulary(
    """
    birth born birthday dob birthdate geburtsdatum geburtstag geboren naissance né née nacimiento nascita
    geboortedatum nascimento
    """
)
FUTURE = vocabulary(
    """
    maturity matures expiry expires expiration due until target planned plan forecast end fällig échéance
    vencimiento
    """
)
PHONE = vocabulary("phone telephone tel telefon telefono téléphone teléfono телефон mobile cell handy fax phones")
YEAR = vocabulary(
    """
    year years yr yrs jahr jahre annee année anno año ano fy vintage yyyy rok jaar år vuosi год года рік yıl godina
    ano anul έτος season saison temporada baujahr geburtsjahr erntejahr
    """
)
MOMENT = vocabulary(
    """
    date dates datum data fecha day tag time zeit timestamp ts datetime epoch unix when created updated modified
    started ended start end opened closed at on month monat period periode born birth birthday dob due expires
    expiry last first seen since until shipped ordered delivered paid issued sent received login signup joined
    hired mois mes mese mês maand miesiąc zeitraum période periodo
    """
)
CLOCK = vocabulary("time timestamp ts datetime epoch unix created updated modified at seen login date")
COUNT = vocabulary(
    """
    count counts counter n num number total sum qty quantity anzahl menge children kids siblings sibsp parch
    goals points score visits clicks orders items units sales amount price revenue cost age alter rooms bedrooms
    bathrooms doors days hours minutes seconds years months weeks length width height weight value temperature
    temp rate ratio pct percent share distance
    """
)
AMOUNT = vocabulary(
    """
    amount price revenue cost sales salary income total sum value balance budget population views bytes size
    volume distance profit margin fee turnover gdp preis umsatz betrag kosten gehalt summe wert spend payment
    followers
    """
)
WHOLE_AMOUNT = vocabulary(  # what is written in whole thousands, in languages whose decimals have a comma
    """
    umsatz umsätze umsaetze betrag erlös erlöse erloes erloese kosten gehalt summe ausgaben einnahmen gewinn einwohner
    bevölkerung bevoelkerung besucher anzahl stück stueck stückzahl stueckzahl budget
    montant montants ventes recettes dépenses depenses effectif effectifs habitants salaire population
    importe ventas ingresos gastos población poblacion habitantes salario presupuesto
    importo vendite ricavi fatturato abitanti stipendio vendas receita despesa habitantes
    omzet bedrag inwoners aantal
    """
)
UNITS = frozenset({"deg c", "deg f", "deg n", "deg e"}) | vocabulary(
    """
    % ‰ $ € £ kg g mg t m cm mm km m² m³ m2 m3 ha l ml s sec min h hr hrs d days m/s km/h mph kn °c °f c k n nm pa hpa
    kpa mbar w kw kwh mwh v a hz khz mhz ppm ppb µg/m³ ug/m3 mg/l db lx usd eur gbp years yrs months count number -
    mm/h l/min l/h l/s m3/s m³/s kg/m3 kg/m³ g/kg umol µmol ms ns µs hours hour deg degrees degc celsius volts volt psu
    ts    w/m2 w/m² w/m^2 m^2 m^3 m/s2 rpm nm/s mg/m3 mg/m³ mv ma ka kv kj mj j va rad mol
    """
)


def ends_with(name: str, vocabulary: frozenset[str]) -> bool:
    """Whether the word that says what it is, the last one, belongs to ``vocabulary``."""
    found = [word for word in words(BRACKETED.sub("", name) or name) if not word.isdigit()]
    if found and found[-1] == "#" and "id" in vocabulary:  # Order #, or the number of something
        return len(found) == 1 or found[-2] in ENTITY | IDENTIFIER
    return bool(found) and found[-1] in vocabulary


def speaks_of(name: str, vocabulary: frozenset[str]) -> bool:
    """Whether any word of the name belongs to ``vocabulary``."""
    return not vocabulary.isdisjoint(words(name))
