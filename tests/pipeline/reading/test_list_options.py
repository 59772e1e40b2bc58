"""Frequent items of lists become columns of yes and no."""

import random
from pathlib import Path

from pipeline.options import Options
from pipeline.reading import read

OPTIONS = ["bus", "bike", "on foot", "car"]


def test_each_option_has_a_column_that_says_who_ticked_it(tmp_path: Path) -> None:
    chance = random.Random(2)
    ticked = [[o for o in OPTIONS if chance.random() < 0.5] for _ in range(80)]
    path = tmp_path / "ways.csv"
    path.write_text("who;ways;age\n" + "".join(f"p{n};{'|'.join(t)};{20 + n % 40}\n" for n, t in enumerate(ticked)))
    table = read(path, Options(), lambda share: None)
    names = {column.name: column for column in table.dataset.columns}
    assert set(names) == {"who", "ways", "age", *(f"ways: {option}" for option in OPTIONS)}
    assert table.dataset.column_count == len(names)
    for option in OPTIONS:
        counted = table.connection.execute(
            f'SELECT count(*) FILTER ("ways: {option}"), count("ways: {option}") FROM data'
        )
        answered = [t for t in ticked if t]
        assert counted.fetchall() == [(sum(option in t for t in answered), len(answered))]
        assert names[f"ways: {option}"].missing == 80 - len(answered)
    table.close()


def test_free_tags_get_none(tmp_path: Path) -> None:
    path = tmp_path / "tags.csv"
    rows = [f"2024-01-{n % 28 + 1:02};{n};a{n % 40}|b{(n * 7) % 40}|c{(n * 3) % 40}\n" for n in range(200)]
    path.write_text("day;size;tags\n" + "".join(rows))
    table = read(path, Options(), lambda share: None)
    assert [column.name for column in table.dataset.columns] == ["day", "size", "tags"]
    table.close()
