"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

APPS = [
    *("accounts", "api", "careerguide", "careers", "common", "counselors"),
    *("devserver", "programs", "quiz", "salaries", "serving"),
]


def modules() -> list[str]:
    found = []
    for app in APPS:
        package = importlib.import_module(app)
        found += [
            module.name
            for module in pkgutil.walk_packages(package.__path__, f"{app}.")
            if ".migrations" not in module.name and not module.name.endswith("tests.settings")
        ]
    return found


@pytest.mark.parametrize("name", modules())
def test_examples(name: str) -> None:
    module = importlib.import_module(name)
    failed, _ = doctest.testmod(module, extraglobs=vars(module))
    assert failed == 0


def test_there_are_examples_to_try() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    tried = sum(
        len(test.examples)
        for name in modules()
        for test in finder.find(importlib.import_module(name))
    )
    assert tried > 20
