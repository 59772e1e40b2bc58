"""Renaming: what a user calls a job and its story, whatever state it is in."""

from models import Job, StoredStory, library
from pipeline.errors import OptionsError
from pipeline.options import MAX_TITLE_LENGTH


def rename(job: Job, title: str) -> Job:
    """Give a job, and its story if it has one, another title. Returns the job as it is then.

    Raises :class:`~pipeline.errors.OptionsError` for a title of nothing.
    """
    title = clean_title(title)
    story = StoredStory.facts(job.story_id) if job.story_id else None
    headline = story.headline if story else None
    changed = {"title": title, **library.keys(title, job.filename, headline)}
    renamed = Job.change({"_id": job.id}, {"$set": changed})
    if renamed is not None and renamed.story_id:
        library.note_story(renamed.id, renamed.story_id)
    return renamed or job


def clean_title(title: str) -> str:
    """A title on one line, without what can't be seen. Raises :class:`~pipeline.errors.OptionsError` for nothing."""
    seen = "".join(character if character.isprintable() else " " for character in title)
    clean = " ".join(seen.split())[:MAX_TITLE_LENGTH].strip()
    if not clean:
        raise OptionsError("A title needs at least one letter or digit.", "Give the story a name.")
    return clean
