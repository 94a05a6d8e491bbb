"""The examples in docstrings give what they say."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = sorted(file.parent for file in PROJECT.glob("[!.]*/__init__.py"))
EXAMPLE = re.compile(r"^\s*>>> ", re.MULTILINE)


def modules_with_examples() -> list[str]:
    """Return the dotted names of the modules whose text has an example."""
    return [
        ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
        for package in PACKAGES
        for path in sorted(package.rglob("*.py"))
        if EXAMPLE.search(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("name", modules_with_examples())
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(name)
    failed, attempted = doctest.testmod(module, extraglobs=vars(module))
    assert attempted > 0
    assert failed == 0


def test_examples_were_found() -> None:
    assert len(modules_with_examples()) > 20
