"""How long the stages of earlier jobs took: what progress and time left are reckoned from."""

from mongoengine import DateTimeField, DictField, Document, IntField, StringField


class StageTimes(Document):
    """The seconds of each stage of one completed job, by the size of its file in bytes. Names no user and no file."""

    id = StringField(primary_key=True)  # of the job
    size = IntField(required=True)
    seconds = DictField(required=True)
    at = DateTimeField(required=True)

    meta = {  # noqa: RUF012  mongoengine reads it
        "collection": "stage_times",
        "auto_create_index": False,
        "strict": False,
        "indexes": ["-at"],
    }
