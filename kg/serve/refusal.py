"""Why a question gets no answer, in terms of HTTP."""


class RefusalError(Exception):
    """A status and one line for the client; `after` is in how many seconds to try again, where that helps."""

    def __init__(self, status: int, why: str, after: int | None = None) -> None:
        super().__init__(why)
        self.status, self.why, self.after = status, why, after
