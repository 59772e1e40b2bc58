"""A user's stories and jobs, and the tokens for the API."""

from ui import api_tokens, delete_everything, entrance, frame, identity, library_list, title

entrance.required()
user = identity.current_user()

with frame.page("narrow", "Library"):
    title.show("Library")
    library_list.show(user)
    api_tokens.show(user)
    delete_everything.show(user)
    identity.show_account()
