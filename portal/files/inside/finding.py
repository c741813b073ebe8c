"""What a check found in a file."""


class Finding(Exception):  # noqa: N818  an answer about the file, not a failure of ours
    """Ends a check; `code` is a key of `portal.files.refusals.SENTENCES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
