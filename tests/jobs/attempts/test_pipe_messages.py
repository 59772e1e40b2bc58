"""What goes through the pipe comes out as it went in, each message under its type."""

import json
from multiprocessing import Pipe

import pytest

from jobs.attempts.pipe_messages import Failed, Finished, Progressed, StoryTask, TableRead, receive, send
from jobs.life.eta import TableShape
from models.story import PackedStory
from pipeline.errors import AnalysisError
from pipeline.options import Options
from pipeline.stages import StageName
from pipeline.story import ColumnType

STORY = PackedStory("T", "a.csv", 1, 2, 0, None, b"\0not JSON")
MESSAGES = (
    StoryTask("job", "/upload.csv", "/folder", 2**30, Options(types={"a.b": ColumnType.TEXT}).to_json()),
    Progressed(StageName.ANALYZING, 0.25, 12.5),
    TableRead(TableShape(10, 3, 1)),
    Failed(AnalysisError().to_document()),
    Finished(STORY, left_open=True),
)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.type)
def test_a_message_comes_out_as_it_went_in(message):
    ours, theirs = Pipe()
    with ours, theirs:
        send(ours, message)
        assert receive(theirs) == message
        assert not theirs.poll()


def test_each_message_says_its_type():
    ours, theirs = Pipe()
    with ours, theirs:
        for message in MESSAGES[:-1]:
            send(ours, message)
            assert json.loads(theirs.recv_bytes())["type"] == message.type
    assert len({message.type for message in MESSAGES}) == len(MESSAGES)


def test_an_unknown_type_is_refused():
    ours, theirs = Pipe()
    with ours, theirs:
        ours.send_bytes(b'{"type": "song"}')
        with pytest.raises(ValueError, match="song"):
            receive(theirs)
