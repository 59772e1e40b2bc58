"""How long the stages of earlier jobs took: what progress and time left are reckoned from."""

from mongoengine import DateTimeField, DictField, Document, IntField, StringField


class StageTimes(Document):
    """The seconds of each stage of one completed job, by what its file and table were. Names no user and no file.

    ``size`` in bytes; ``format`` is the file's extension; ``columns`` are those that are analysed, ``dates`` among them
    those with dates. What an outside service made has no rows and columns, nor have entries of earlier versions.
    """

    id = StringField(primary_key=True)  # of the job
    size = IntField(required=True)
    format = StringField()
    rows = IntField()
    columns = IntField()
    dates = IntField()
    seconds = DictField(required=True)
    at = DateTimeField(required=True)

    meta = {  # noqa: RUF012  mongoengine reads it
        "collection": "stage_times",
        "auto_create_index": False,
        "strict": False,
        "indexes": ["-at"],
    }
