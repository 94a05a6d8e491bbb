"""What stops an import. The texts are shown to editors."""

TOO_LATE = "That is not possible any more; this is how the import stands now."


class FileError(Exception):
    """A file cannot be imported, or an import cannot be changed as asked; the text says why."""


class CancelledError(Exception):
    """An editor asked for the import to stop."""


def refuse_cell(address: str, error: str) -> FileError:
    """What to raise for a cell with a formula, or with the error that one ended in."""
    what = f"“{error}”, the error of a formula" if error else "a formula"
    return FileError(f"{address}: {what}. Official files hold values only: download it again.")
