"""What stops an import, in words for the editor."""


class FileError(Exception):
    """The file cannot be read as wages; the text names the trouble and the place."""


class CancelledError(Exception):
    """Somebody asked for the import to stop."""
