"""The indexes of all collections."""

from models import library, uploads
from models.history import StageTimes
from models.job import Job
from models.story import StoredStory
from models.user import User


def ensure_indexes() -> None:
    """Make all indexes, and fill in what they need of earlier versions.

    At the start of the app, since mongoengine would make each index at its first use.
    """
    for document in (User, Job, StoredStory, StageTimes):
        document.ensure_indexes()
    uploads.ensure_indexes()
    library.fill()
