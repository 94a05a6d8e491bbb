"""The rows of a formset in a form's data, read and written as plain dictionaries."""

from django.forms.formsets import DEFAULT_MAX_NUM
from django.http import QueryDict

from common.keys import key_of

TOTAL, INITIAL = "TOTAL_FORMS", "INITIAL_FORMS"


class PostedRows:
    """The lines of one formset; `write` puts them back, the stored rows before the new ones."""

    def __init__(self, post: QueryDict, name: str) -> None:
        self.name = name
        self._post = post
        self._changed = False
        prefix = f"{name}-"
        total = min(key_of(post.get(f"{name}-{TOTAL}", "")), DEFAULT_MAX_NUM)
        self._lines: list[dict[str, str]] = [{} for _ in range(total)]
        for key in post:
            index, _, field = key.removeprefix(prefix).partition("-")
            if key.startswith(prefix) and index.isdecimal() and key_of(index) < len(self._lines):
                self._lines[key_of(index)][field] = str(post[key])

    def find(self, key: int) -> dict[str, str] | None:
        """The line of a stored row."""
        found = next((line for line in self._lines if line.get("id") == str(key)), None)
        if found is not None:
            # The caller may change it.
            self._changed = True
        return found

    def list_new(self) -> list[dict[str, str]]:
        """The lines that are no stored rows."""
        self._changed = True
        return [line for line in self._lines if not line.get("id")]

    def is_deleted(self, line: dict[str, str]) -> bool:
        return bool(line.get("DELETE"))

    def keep(self, line: dict[str, str]) -> None:
        """Take back that a row is deleted."""
        line.pop("DELETE", None)

    def remove(self, line: dict[str, str]) -> None:
        """Take a line out of the form."""
        self._lines.remove(line)

    def make_new(self, line: dict[str, str]) -> None:
        """Have a line stored as a new row."""
        line["id"] = ""
        line.pop("DELETE", None)

    def write(self) -> None:
        if not self._changed:
            return
        for key in [key for key in self._post if key.startswith(f"{self.name}-")]:
            index = key.removeprefix(f"{self.name}-").partition("-")[0]
            if index.isdecimal():
                del self._post[key]
        stored = [line for line in self._lines if line.get("id")]
        lines = stored + [line for line in self._lines if not line.get("id")]
        for place, line in enumerate(lines):
            for field, value in line.items():
                self._post[f"{self.name}-{place}-{field}"] = value
        self._post[f"{self.name}-{TOTAL}"] = str(len(lines))
        self._post[f"{self.name}-{INITIAL}"] = str(len(stored))
