"""A job on its way to becoming a story: ``/status?job=...``."""

from ui import frame, identity, job_progress, notice, title

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
