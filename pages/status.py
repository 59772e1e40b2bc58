"""A job on its way to becoming a story: ``/status?job=...``."""

from ui import entrance, frame, identity, job_progress, notice, title

entrance.required()
user = identity.current_user()
job = job_progress.named(user)

if job is None:
    with frame.page("narrow", "Not found"):
        notice.not_found("job")
else:
    name = job.title or job.filename
    with frame.page("narrow", name):
        title.show(name)
        job_progress.show(user, job)
