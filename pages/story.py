"""A story: ``/story?story=...``."""

import streamlit as st

from models import StoredStory
from pipeline.contents import contents_of
from ui import (
    delete_story,
    downloads,
    entrance,
    findings,
    frame,
    identity,
    lead,
    links,
    method,
    notice,
    prose,
    rename,
    sections,
    story_header,
    summary,
)

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
        story_header.show(document)
        rename.show(user, story.job_id, document["title"])
        if contents is not None:
            lead.show(user, story, document, contents)
            sections.show(document, contents)
        else:
            summary.show(document)
            findings.show(document)
        prose.show(document["narratives"]["recommendations"], "What to do", anchor=lead.TO_DO)
        method.show(document)
        downloads.show(document)
        delete_story.show(story)
