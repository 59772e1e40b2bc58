"""What the life of a job refuses: each refusal with a code, a message and a hint, as in the pipeline's tree.

DataStoryError
├── BadWebhookUrl         no message may be sent there
├── PreviewUnavailable    looking at the file takes too long, or too much memory
└── Refusal
    ├── NotRetryable      it didn't fail, failed for good, or was attempted as often as it may be
    ├── NotCancellable    it is over already
    ├── UploadGone        the file that another story should be made of isn't kept any more
    ├── Withdrawn         its user has deleted everything meanwhile
    ├── Busy              too many jobs or uploads are under way, in all, of this user or of this address
    │   └── QuotaExceeded the files of this user or address take up as much as may be kept
    ├── NoRoom            the disk would be left with too little
    └── CallbackRefused
        ├── BadToken      the token isn't one that we gave for this job
        ├── OutOfDate     the attempt that the token belongs to is over
        └── BadCallback   the body says nothing that a callback can say
"""

from typing import ClassVar

from pipeline.errors import DataStoryError


class BadWebhookUrl(DataStoryError):  # noqa: N818  an answer to a request, not a failure
    """A webhook's address can't be used."""

    code = "BAD_WEBHOOK_URL"
    retryable = False
    default_message = "This address can't be used for a webhook."
    default_hint = "Give a full https address of a server on the internet, as in https://example.org/hook."


class PreviewUnavailable(DataStoryError):  # noqa: N818  the page goes on without
    """A file can't be looked at before its story is made."""

    code = "PREVIEW_UNAVAILABLE"
    retryable = False
    default_message = "Looking at this file takes too long, or more memory than there is, so it isn't shown here."
    default_hint = "Create the story without a look at its table, or upload a file with fewer rows or columns."


class Refusal(DataStoryError):  # noqa: N818  these are answers to a request, not failures
    """A request that can't be granted in the job's present state; asking again changes nothing."""

    code = "REFUSED"
    retryable = False
    default_hint = "Look at the job again: its state has changed."


class NotRetryable(Refusal):
    """The job can't be attempted again."""

    code = "NOT_RETRYABLE"
    default_message = "This job can't be tried again."
    default_hint = "Change the file as the error says, then upload it again."


class NotCancellable(Refusal):
    """The job is over."""

    code = "NOT_CANCELLABLE"
    default_message = "This job is over, so there is nothing to cancel."


class UploadGone(Refusal):
    """The file of a job isn't kept any more."""

    code = "UPLOAD_GONE"
    default_message = "The file that this story was made of isn't kept any more."
    default_hint = "Upload it again, and choose there what the story is about."


class Withdrawn(Refusal):
    """The user has deleted everything while the file was on its way."""

    code = "WITHDRAWN"
    default_message = "Everything of yours was deleted while this file was on its way, so it was deleted too."
    default_hint = "Upload it again if you want its story."


class Busy(Refusal):
    """Too many jobs are waiting; ``retry_after_s`` says when to come again."""

    code = "BUSY"
    retry_after_s: ClassVar[int] = 30
    default_message = "Too many files are waiting at the moment."
    default_hint = "Try again in a minute."


class QuotaExceeded(Busy):
    """The files of a user or an address take up as much as may be kept."""

    code = "QUOTA_EXCEEDED"
    retry_after_s = 3600
    default_message = "Your files take up as much as may be kept."
    default_hint = "Delete stories and failed jobs that you don't need any more, in the library, then try again."


class NoRoom(Refusal):
    """The file would leave the disk with too little room, or there is as much as may be kept in all."""

    code = "STORAGE_FULL"
    retry_after_s: ClassVar[int] = 60
    default_message = "There is no room for this file at the moment."
    default_hint = "Try again later. If it happens again, tell whoever runs this app."


class CallbackRefused(Refusal):
    """What an outside analysis service sent is not taken."""


class BadToken(CallbackRefused):
    """The token isn't one that was given for this job."""

    code = "UNAUTHORIZED"
    default_message = "The token is missing, or it isn't one of this job."
    default_hint = "Send the token of the request that handed over the job, as Authorization: Bearer."


class OutOfDate(CallbackRefused):
    """The attempt that the token belongs to is over."""

    code = "OUT_OF_DATE"
    default_message = "This attempt is over: the job was finished, cancelled, or given to another worker."
    default_hint = "Stop working on this job."


class BadCallback(CallbackRefused):
    """The body of a callback can't be understood."""

    code = "BAD_CALLBACK"
    default_message = "The body says nothing that a callback can say."
    default_hint = "Send {stage, progress}, {result: a story document} or {error: {code, message, hint, retryable}}."
