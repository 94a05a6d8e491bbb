"""What stops the loading of content that comes with the project."""


class ContentError(Exception):
    """Bundled content that cannot be loaded; one line for each mistake: file, row, field."""
