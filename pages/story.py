"""A story: ``/story?story=...``."""

from functools import partial

import streamlit as st

from models import StoredStory
from pipeline.contents import contents_of
from ui import chart, entrance, frame, identity, lead, links, notice, rename, rest, story_body, story_header, summary

entrance.required()
user = identity.current_user()
story = StoredStory.find(user.id, st.query_params.get(links.STORY_ID, ""))

if story is None:
    with frame.page("narrow", "Not found"):
        notice.not_found("story")
else:
    document = story.document()
    contents = contents_of(document)
    with frame.page("wide", document["title"]):
        chart.reserve(document["charts"])
        story_header.show(document)
        rename.show(user, story.job_id, document["title"])
        if contents is not None:
            lead.show(document, contents)
        else:
            summary.show(document)
        rest.show(story.id, partial(story_body.show, user, story, document, contents))
