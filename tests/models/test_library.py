"""The library: every entry once in each order, found by its words and states, and quick with many."""

import random
from datetime import timedelta

import pytest

from models import BadCursorError, Job, JobStatus, Order, Search, StoredStory, library, now
from models.story import pack

pytestmark = pytest.mark.usefixtures("database")


def saved(number: int, title: str | None = None, filename: str = "a.csv", user: str = "ann", **fields: object) -> Job:
    moment = now() + timedelta(seconds=number)
    job = Job(
        **{
            "id": f"job{number}",
            "user_id": user,
            "filename": filename,
            "title": title,
            "max_attempts": 3,
            "created_at": moment,
            **library.keys(title, filename),
            **fields,
        }
    )
    job.insert()
    return job


def ids(search: Search | None = None, user: str = "ann") -> list[str]:
    """All entries, three a page."""
    seen, before = [], None
    while True:
        page, before = library.entries(user, search, before, limit=3)
        seen += [job.id for job in page]
        if before is None:
            return seen


def test_every_order_holds_every_entry_once_also_among_equals():
    moment = now()
    for number, (name, rows) in enumerate([("b", 5), ("A", 5), ("\u00e4", 0), ("c", 9), ("a", 5), ("C", 5), ("b", 0)]):
        saved(number, name, row_count=rows, created_at=moment + timedelta(seconds=number // 3))
    saved(9, "x", user="bob")
    saved(8, "x", removed_at=moment)
    expected = {
        Order.NEWEST: "6 5 4 3 2 1 0",
        Order.OLDEST: "0 1 2 3 4 5 6",
        Order.NAME: "1 2 4 0 6 3 5",  # without case and accents
        Order.ROWS: "3 5 4 1 0 6 2",
    }
    for order, numbers in expected.items():
        assert ids(Search(order=order)) == [f"job{number}" for number in numbers.split()], order


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", "2 1 0"),
        ("cafe", "1 0"),  # accents don't matter
        ("CAF\u00c9 may", "0"),  # nor does case; all words have to be there
        ("orders.csv", "2"),
        ("orders?csv", ""),  # nothing is a pattern
        (".*", ""),
        ("stra\u00dfe", "2"),
        ("\x00", "2 1 0"),
        ("tea", ""),
    ],
)
def test_entries_are_found_by_all_words_of_title_and_file(words, numbers):
    saved(0, "Caf\u00e9 in May")
    saved(1, filename="cafe-june.csv")
    saved(2, "Gro\u00dfe STRASSE", filename="Orders.csv")
    assert ids(Search(words)) == [f"job{number}" for number in numbers.split()]


def test_entries_are_filtered_by_their_states():
    for number, status in enumerate(JobStatus):
        saved(number, status=status)
    assert ids(Search(states=[JobStatus.FAILED, JobStatus.CANCELLED])) == ["job4", "job3"]


@pytest.mark.parametrize("cursor", ["", "x-y", "9" * 40 + "-a", "\u00e9", "W10", "WyJuYW1lIiwiYSIsImIiXQ", "W" * 9])
def test_a_cursor_that_this_list_did_not_give_is_refused(cursor):
    with pytest.raises(BadCursorError):
        library.entries("ann", before=cursor)


def test_a_completed_job_takes_over_what_its_story_is_called_and_goes_by_its_users_title():
    document = {"title": "Found", "dataset": {"filename": "a.csv", "rowCount": 12, "columnCount": 2}}
    packed = pack({**document, "findings": [{"headline": "Revenue rose"}]})
    for number, title in enumerate([None, "Given"]):
        job = saved(number, title)
        story_id = StoredStory.of_packed(packed, job_id=job.id, user_id="ann", maker="x").insert_or_adopt()
        library.note_story(job.id, story_id)
        assert StoredStory.facts(story_id).title == (title or "Found")
    assert ids(Search("revenue")) == ["job1", "job0"]
    assert ids(Search("given")) == ["job1"]
    assert Job.read({"_id": "job0"}).row_count == 12


def test_jobs_of_earlier_versions_are_filled_in_once():
    saved(0, "Old", sort_name=None, search_text=None)
    Job._get_collection().update_one({"_id": "job0"}, {"$unset": {"sort_name": "", "search_text": "", "row_count": ""}})
    library.counters.database()[library.counters.COLLECTION].delete_many({})
    library.fill()
    assert ids(Search("old", order=Order.NAME)) == ["job0"]
    library.fill()
    assert library.counters.value(library.FILLED) == 1


def test_no_entry_is_lost_or_doubled_while_others_are_renamed():
    names = [f"{random.Random(number).random():.3f}" for number in range(9)]
    for number, name in enumerate(names):
        saved(number, name)
    page, before = library.entries("ann", Search(order=Order.NAME), limit=4)
    Job.change_one({"_id": page[0].id}, {"$set": library.keys("zzz", "a.csv")})
    rest = ids(Search(order=Order.NAME))
    following, _ = library.entries("ann", Search(order=Order.NAME), before, limit=9)
    assert [job.id for job in following if job.id != page[0].id] == rest[3:-1]
