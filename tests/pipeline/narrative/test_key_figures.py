"""The figures at the head of a story, against what pandas adds up."""

import pandas as pd
import pytest

from pipeline import make_story
from pipeline.story import KeyFigure


@pytest.fixture(scope="module")
def yearly(tmp_path_factory):
    """Three years of monthly sales of two shops that grow by a tenth a year."""
    months = pd.date_range("2021-01-01", "2023-12-01", freq="MS")
    rows = [
        {
            "month": f"{month:%Y-%m-%d}",
            "shop": shop,
            "sales": round(100 * 1.1 ** (month.year - 2021) + 5 * month.month + i),
        }
        for month in months
        for i, shop in enumerate(("Ulm", "Bonn"))
    ]
    frame = pd.DataFrame(rows)
    path = tmp_path_factory.mktemp("files") / "sales.csv"
    frame.to_csv(path, index=False)
    return frame, make_story(path)


def figure(story, label) -> KeyFigure:
    return next(one for one in story.key_figures if one.label == label)


def test_the_subject_has_its_level_its_change_and_its_course(yearly):
    frame, story = yearly
    by_year = frame.groupby(frame["month"].str[:4])["sales"].sum()
    first = story.key_figures[0]
    assert first.label.lower().endswith("sales")
    assert first.value in story.facts[0].headline, "a figure is written as the text writes it"
    assert float(first.value.replace(",", "")) == pytest.approx(frame["sales"].sum(), rel=0.005)
    assert first.note == f"up {by_year.iloc[-1] / by_year.iloc[0] - 1:.0%} from 2021 to 2023"
    assert list(first.course) == list(by_year)
    assert first.point in {fact.id for fact in story.facts}


def test_rows_are_called_what_they_are(tmp_path):
    path = tmp_path / "passengers.csv"
    rows = "\n".join(f"{i},{'yes' if i % 3 else 'no'},{20 + i * 7 % 39}" for i in range(60))
    path.write_text(f"passenger_id,survived,age\n{rows}\n")
    story = make_story(path)
    assert "Rows" not in {figure.label for figure in story.key_figures}
    assert figure(story, "Passengers").value == "60"


def test_a_table_without_time_or_much_else_has_its_rows(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name,height,team\n" + "\n".join(f"p{i},{150 + i * 7 % 39},{'ab'[i % 2]}" for i in range(40)))
    story = make_story(path)
    assert figure(story, "Average height").note == "150 to 188"
    assert figure(story, "People").value == "40"
    assert len(story.key_figures) == 2


def test_no_figure_is_told_twice(tmp_path):
    path = tmp_path / "answers.csv"
    answers = ("Agree", "Neutral", "Disagree", "Neutral", "Agree", "Agree", "Disagree")
    rows = "\n".join(f"{('18-29', '30-44', '60+')[i % 3]},{answers[i % 7]}" for i in range(210))
    path.write_text(f"age_group,Q1 The course met my expectations\n{rows}\n")
    labels = [figure.label for figure in make_story(path).key_figures]
    assert labels == ["Rows", "Columns"]
