"""A job on its way to becoming a story: ``/status?job=...``."""

from ui import entrance, frame, identity, job_progress, notice, rehearsal, title

entrance.required()
user = identity.current_user()
job = job_progress.named(user)

if job is None:
    with frame.page("narrow", "Not found"):
        notice.not_found("job")
else:
    with frame.page("narrow"):  # the tab's title is the job's progress
        title.show(job.title or job.filename)
        job_progress.show(user, job)
        if not job.state.final:
            rehearsal.show()
