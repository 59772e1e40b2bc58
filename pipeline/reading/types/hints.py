"""What a column's name says about its values. Names are only asked where values alone can't decide."""

from pipeline.names import words


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


IDENTIFIER = _words(
    """
    id ids uid uuid guid key pk index idx rowid rownum row no nr num number nummer code sku ref reference isbn
    ean upc gtin asin barcode hash token serial invoice iban vin ssn imei mac doi record kennung matricule
    numero
    """
)
STRONG_IDENTIFIER = _words(
    """
    id ids uid uuid guid key pk index idx rowid rownum sku isbn ean upc gtin asin barcode hash iban vin imei doi
    """
)
CODE = _words(
    """
    zip zipcode postal postcode postleitzahl plz zcta fips code codes class klasse category cat type typ kind
    group grp cluster segment rating ratings stars star grade level tier stage priority severity prefix area
    vorwahl dept department district ward zone region store branch pclass status version model channel label
    target bucket band quality likert iso naics sic gics
    """
)
POSTAL = _words("zip zipcode postal postcode postleitzahl plz zcta fips cep cap pincode")
LISTED = _words(
    """
    tags genres keywords categories languages skills ingredients topics hobbies interests labels amenities features
    colors colours
    """
)
STANDARD_CODE = _words("iso fips naics sic gics nace nuts ags cpv hs")
PHONE = _words("phone telephone tel telefon telefono mobile cell handy fax phones")
YEAR = _words("year years yr yrs jahr jahre annee année anno año ano fy vintage yyyy rok jaar år vuosi")
MOMENT = _words(
    """
    date dates datum data fecha day tag time zeit timestamp ts datetime epoch unix when created updated modified
    started ended start end opened closed at on month monat period periode born birth birthday dob due expires
    expiry last first seen since until shipped ordered delivered paid issued sent received login signup joined
    hired
    """
)
CLOCK = _words("time timestamp ts datetime epoch unix created updated modified at seen login date")
COUNT = _words(
    """
    count counts counter n num number total sum qty quantity anzahl menge children kids siblings sibsp parch
    goals points score visits clicks orders items units sales amount price revenue cost age alter rooms bedrooms
    bathrooms doors days hours minutes seconds years months weeks length width height weight value temperature
    temp rate ratio pct percent share distance
    """
)
AMOUNT = _words(
    """
    amount price revenue cost sales salary income total sum value balance budget population views bytes size
    volume distance profit margin fee turnover gdp preis umsatz betrag kosten gehalt summe wert spend payment
    followers
    """
)
UNITS = _words(
    """
    % ‰ $ € £ kg g mg t m cm mm km m² m³ m2 m3 ha l ml s sec min h hr hrs d days m/s km/h mph kn °c °f c k n nm pa hpa
    kpa mbar w kw kwh mwh v a hz khz mhz ppm ppb µg/m³ ug/m3 mg/l db lx usd eur gbp years yrs months count number - mm/h
    w/m2 w/m²
    """
)


def ends_with(name: str, vocabulary: frozenset[str]) -> bool:
    """Whether the word that says what it is, the last one, belongs to ``vocabulary``."""
    found = [word for word in words(name) if not word.isdigit()]
    return bool(found) and (found[-1] in vocabulary or (found[-1] == "#" and "id" in vocabulary))


def speaks_of(name: str, vocabulary: frozenset[str]) -> bool:
    """Whether any word of the name belongs to ``vocabulary``."""
    return not vocabulary.isdisjoint(words(name))
