"""What stops an import, in words for the editor."""


class FileError(Exception):
    """The file cannot be read as wages; the text names the trouble and the place."""


TOO_LATE = "That is not possible any more; this is how the import stands now."


class CancelledError(Exception):
    """Somebody asked for the import to stop."""
