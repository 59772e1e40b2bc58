"""Stories: one a job, found by their owner, deleted with all that is theirs."""

import io

import pytest

from models import Job, StoredStory, Upload, database, now, uploads
from models.story import pack
from pipeline.schema import SCHEMA_VERSION

pytestmark = pytest.mark.usefixtures("database")

DOCUMENT = {
    "schemaVersion": SCHEMA_VERSION,
    "title": "Säles",
    "dataset": {"filename": "a.csv", "rowCount": 12, "columnCount": 2},
    "findings": [{"headline": "Up"}, {"headline": "Down"}],
}


def story(job_id: str = "job", maker: str = "token", user_id: str = "ann") -> StoredStory:
    return StoredStory.of_packed(pack(DOCUMENT), job_id=job_id, user_id=user_id, maker=maker)


def test_the_document_comes_back_as_it_was_also_from_a_list():
    story_id = story().insert_or_adopt()
    assert StoredStory.find("ann", story_id).document() == DOCUMENT
    listed = StoredStory.of_jobs("ann", ["job"])["job"]
    assert (listed.title, listed.row_count, listed.column_count, listed.finding_count, listed.headline) == (
        "Säles", 12, 2, 2, "Up",
    )  # fmt: skip
    assert listed.body is None
    assert listed.document() == DOCUMENT


def test_a_story_that_an_earlier_version_kept_has_what_pages_look_for():
    early = {key: value for key, value in DOCUMENT.items() if key != "schemaVersion"} | {"narratives": {"summary": "s"}}
    kept = StoredStory.of_packed(pack(early), job_id="job", user_id="ann", maker="token")
    document = StoredStory.find("ann", kept.insert_or_adopt()).document()
    assert (document["facts"], document["subject"], document["narratives"]) == (
        [],
        None,
        {"summary": "s", "method": ""},
    )


def test_a_story_goes_by_the_title_that_its_user_gave_it():
    story_id = story().insert_or_adopt()
    StoredStory.change_one({"_id": story_id}, {"$set": {"title": "Ours"}})
    assert StoredStory.find("ann", story_id).document() == {**DOCUMENT, "title": "Ours"}


def test_a_story_is_found_by_its_owner_only():
    story_id = story().insert_or_adopt()
    assert StoredStory.find("bob", story_id) is None
    assert StoredStory.of_jobs("bob", ["job"]) == {}


def test_a_second_attempt_adopts_the_first_ones_story_so_that_there_is_one():
    first = story(maker="first").insert_or_adopt()
    assert story(maker="second").insert_or_adopt() == first
    StoredStory.discard("job", "first")  # the first one comes back to life: it isn't its own any more
    assert StoredStory.objects.count() == 1
    StoredStory.discard("job", "second")
    assert StoredStory.objects.count() == 0


def test_a_settled_story_is_neither_adopted_nor_discarded():
    story_id = story(maker="first").insert_or_adopt()
    StoredStory.settle(story_id)
    assert story(maker="second").insert_or_adopt() is None
    StoredStory.discard("job", "first")
    assert [kept.id for kept in StoredStory.objects] == [story_id]


@pytest.mark.parametrize("document", [{}, {"title": "x"}, {**DOCUMENT, "dataset": None}, {**DOCUMENT, "findings": 3}])
def test_what_is_no_story_document_is_not_packed(document):
    with pytest.raises(ValueError, match="not a story document"):
        pack(document)


def test_deleting_a_story_deletes_its_job_its_upload_and_all_chunks():
    stored = uploads.store(io.BytesIO(b"x" * 3_000_000), "job", "a.csv", 10**7)
    uploads.keep(stored.file_id)
    upload = Upload(file_id=stored.file_id, size=stored.size, sha256=stored.sha256)
    job = Job(id="job", user_id="ann", filename="a.csv", max_attempts=3, created_at=now(), upload=upload)
    Job._get_collection().insert_one(job.to_mongo())
    story_id = story().insert_or_adopt()
    StoredStory.find("ann", story_id).delete_with_upload()
    collections = ("stories", "jobs", "uploads.files", "uploads.chunks", "uploads.begun")
    assert {name: database()[name].count_documents({}) for name in collections} == dict.fromkeys(collections, 0)


def test_the_outline_says_what_leads_and_how_much_is_told() -> None:
    facts = [{"id": name, "headline": head, "kind": "split", "chartId": None} for name, head in HEADS.items()]
    parts = [{"title": "What it depends on", "points": ["a1", "a2"]}]
    told = DOCUMENT | {"findings": [], "facts": facts, "outline": {"lead": ["a1"], "sections": parts, "folded": ["a3"]}}
    packed = pack(told)
    assert (packed.headline, packed.finding_count) == ("27% left", 2)


HEADS = {"a1": "27% left", "a2": "Contract decides", "a3": "Age hardly matters"}
