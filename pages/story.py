"""A story: ``/story?story=...``."""

import streamlit as st

from models import StoredStory
from pipeline.contents import contents_of
from ui import (
    chart,
    contents_list,
    delete_story,
    downloads,
    entrance,
    findings,
    frame,
    identity,
    kept_files,
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
    to_do = document["narratives"]["recommendations"]
    with frame.page("wide", document["title"]):
        chart.reserve(document["charts"])
        story_header.show(document)
        rename.show(user, story.job_id, document["title"])
        if contents is not None:
            lead.show(document, contents)
            aside, body = frame.beside("body")
            with aside:
                contents_list.show(contents, to_do=bool(to_do))
        else:
            summary.show(document)
            body = st.container(key="body-alone")
        with body:
            if contents is not None:
                sections.show(story.id, document, contents)
            else:
                findings.show(story.id, document)
            prose.show(to_do, "What to do", anchor=contents_list.TO_DO)
            method.show(user, story, document)
            downloads.show(document)
            kept_files.show(user, story)
            delete_story.show(story)
