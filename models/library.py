"""A user's library: their jobs with what became of them, searched, filtered and sorted, a page at a time."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from models import counters
from models.job import Job
from models.paging import Order
from models.status import JobStatus
from models.story import StoredStory

MAX_WORDS = 8  # of a search that are looked for
MAX_KEY_LENGTH = 1000  # characters; a title and a file name have 200 each, and a headline may be long
FILLED = "library_filled"


@dataclass(frozen=True)
class Search:
    """What is looked for: entries that hold each of the ``words``, in one of the ``states`` unless there are none."""

    words: str = ""
    states: Collection[JobStatus] = ()
    order: Order = Order.NEWEST

    def where(self) -> Mapping[str, Any]:
        """The filter, as MongoDB takes it."""
        words = [{"search_text": {"$regex": re.escape(word)}} for word in folded(self.words).split()[:MAX_WORDS]]
        named: dict[str, Any] = {"$and": words} if words else {}
        return {**named, "status": {"$in": sorted(self.states)}} if self.states else named


def entries(
    user_id: str, search: Search | None = None, before: str | None = None, limit: int = 20
) -> tuple[list[Job], str | None]:
    """A user's jobs that match, and the cursor of the next page. Raises :class:`~models.paging.BadCursorError`."""
    search = search or Search()
    after = search.order.after(before)
    where = {"user_id": user_id, "removed_at": None, **search.where(), **after}  # within $and no index would be seen
    found = Job._get_collection().find(where).sort(search.order.sorting()).limit(limit + 1)
    return search.order.page([Job._from_son(one) for one in found], limit)


def keys(title: str | None, filename: str, headline: str | None = None) -> dict[str, str]:
    """What an entry is sorted by and found by: fields of its job."""
    name = folded(title or filename)[:MAX_KEY_LENGTH]
    return {
        "sort_name": name,
        "search_text": " ".join([name, folded(filename), folded(headline or "")])[:MAX_KEY_LENGTH],
    }


def note_story(job_id: str, story_id: str) -> None:
    """Note in a completed job what its story is called and how large its table is.

    A title that the user has given the job meanwhile becomes that of the story.
    """
    job, story = Job.read({"_id": job_id}), StoredStory.facts(story_id)
    if job is None or story is None:
        return
    title = job.title or story.title
    if title != story.title:
        StoredStory.change_one({"_id": story_id}, {"$set": {"title": title}})
    noted = {**keys(title, job.filename, story.headline), "row_count": story.row_count}
    Job.change_one({"_id": job_id}, {"$set": noted})


def fill() -> None:
    """Note the same for the jobs of earlier versions, once."""
    if counters.value(FILLED):
        return
    for job in Job.select({"sort_name": None}, only=("title", "filename", "story_id")):
        Job.change_one({"_id": job.id}, {"$set": {**keys(job.title, job.filename), "row_count": 0}})
        if job.story_id:
            note_story(job.id, job.story_id)
    counters.increment(FILLED)


def folded(text: str) -> str:
    """Text as it is compared: without case, accents and what can't be seen, with single spaces."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    seen = "".join(one for one in parted if not unicodedata.combining(one) and (one.isprintable() or one.isspace()))
    return " ".join(seen.split())
