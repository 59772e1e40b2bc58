from pipeline.reading.excel_traces import excel_traces


def kinds(values: list[str | None]) -> list[str]:
    return [warning.kind for warning in excel_traces(["x"], [values])]


def test_genes_and_ranges_that_became_dates() -> None:
    told = excel_traces(["gene"], [["TP53", "BRCA1", "2024-03-01", "EGFR", "KRAS", None, "MYC"]])
    assert [(warning.kind, warning.rows, warning.example) for warning in told] == [("excel_dates", 1, "2024-03-01")]
    assert kinds(["TP53", "1-Mar", "BRCA1", "EGFR", "KRAS"]) == ["excel_dates"]


def test_dates_and_words_that_are_meant() -> None:
    assert kinds(["2024-03-01", "2024-03-02", "unknown", "2024-03-04"]) == []
    assert kinds(["a longer note on the parcel", "2024-03-01", "it was sent back to us", "came home", "no"]) == []
    assert kinds(["12", "2024-03-01", "13", "15"]) == []


def test_long_codes_in_short() -> None:
    assert kinds(["4.90123E+12", "4901234567894", "4.90123E+12"]) == ["excel_digits"]
    assert kinds(["1.5E+12", "0.25", "3E+11"]) == []


def test_codes_cut_to_fifteen_digits() -> None:
    assert kinds(["4111111111111100", "5500000000000000", "3400000000000000", "9"]) == ["excel_digits"]
    assert kinds(["4111111111111111", "5500000000000004", "3400000000000009"]) == []
