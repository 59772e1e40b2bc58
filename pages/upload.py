"""A file becomes a job: drop it, look at it, start it; or start with a sample."""

from ui import drop_zone, entrance, frame, identity, new_story, rehearsal, sample_cards, title

entrance.required()
user = identity.current_user()

with frame.page("narrow", "New story"):
    title.show(
        "What does your table say?",
        "Drop in a spreadsheet. Seconds later, read what is really in it, with a chart and proof for every finding.",
    )
    upload = drop_zone.show(user)
    if upload:
        new_story.show(user, upload)
    else:
        sample_cards.show(user)
        rehearsal.rows()
