"""The modules that build the weights and tables, which need more than the tests' environment has."""

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OWN = ("training", "benchmarks", "legation")


@pytest.mark.parametrize("path", sorted((ROOT / "training").glob("*.py")), ids=lambda path: path.stem)
def test_all_that_a_module_takes_of_the_project_is_there(path: Path) -> None:
    taken = [n.module for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ImportFrom)]
    own = [name for name in taken if name is not None and name.split(".")[0] in OWN]
    assert [name for name in own if find_spec(name) is None] == []
