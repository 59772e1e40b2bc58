from pathlib import Path

from pipeline.options import Options
from pipeline.reading import read
from pipeline.reading.filling import fill_down

CORPUS = Path(__file__).parent / "corpus"


def column(text: str) -> list[str | None]:
    """``a__b`` -> a, None, None, b."""
    return [None if char == "_" else char for char in text]


def test_labels_are_filled_level_by_level() -> None:
    columns = [column("a_____b_____"), column("x__y__x__z__"), column("pqrpqrpqrpqr")]
    found = fill_down(columns)
    assert ["".join(cell or "_" for cell in each) for each in columns] == [
        "aaaaaabbbbbb",
        "xxxyyyxxxzzz",
        "pqrpqrpqrpqr",
    ]
    assert (found.filled, found.cells, found.key) == ((0, 1), 18, None)


def test_a_label_that_comes_back_is_no_head_of_a_group() -> None:
    columns = [column("a__a__b__a__"), column("pqrpqrpqrpqr")]
    assert not fill_down(columns).filled


def test_scattered_gaps_stay() -> None:
    columns = [column("abc_de_fgh_i"), column("pqrpqrpqrpqr")]
    assert not fill_down(columns).filled


def test_what_stands_at_the_head_of_a_key_is_filled_but_for_amounts() -> None:
    columns = [column("1122233455"), column("x_y__z_xy_"), column("3_5__2_71_"), column("abcdefghij")]
    found = fill_down(columns)
    assert "".join(cell or "_" for cell in columns[1]) == "xxyyyzzxyy"
    assert "".join(cell or "_" for cell in columns[2]) == "3_5__2_71_"
    assert (found.filled, found.once, found.key) == ((1,), (2,), 0)


def test_amounts_that_stand_once_are_named_to_the_analysis() -> None:
    table = read(CORPUS / "orders_with_items.csv", Options(), lambda share: None)
    table.close()
    told = next(warning.text for warning in table.dataset.warnings if warning.kind == "once_a_group")
    assert table.dataset.once_a_group
    assert all(name in told for name in table.dataset.once_a_group)
    missing = {column.name for column in table.dataset.columns if column.missing}
    assert set(table.dataset.once_a_group) <= missing


def test_one_gap_that_follows_a_key_by_chance_stays() -> None:
    columns = [column("0000000000"), column("1123456789"), column("x_yzabcdef"), column("p_qrstuvwx")]
    assert not fill_down(columns).filled
    assert columns[2] == column("x_yzabcdef")
