"""What stops an import. The texts are shown to editors."""

TOO_LATE = "That is not possible any more; this is how the import stands now."


class FileError(Exception):
    """A file cannot be imported, or an import cannot be changed as asked; the text says why."""


class CancelledError(Exception):
    """An editor asked for the import to stop."""
