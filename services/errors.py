"""What can go wrong before the app can serve: its folder, its databases."""


class ServiceError(Exception):
    """A service that the app stands on can't be had; ``message`` says which and why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message} {hint}")
