"""Files stay small enough to read, and every module says what it is for."""

import ast
import subprocess
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["portal", "networks", "criteria", "home"]
MAX_LINES, MAX_FUNCTION, MAX_BYTES = 400, 60, 500_000


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


MODULES = [file for file in tracked() if file.suffix == ".py" and "migrations" not in file.parts]
CODE = [file for file in MODULES if file.relative_to(ROOT).parts[0] in ROOMS]


def lines(file):
    return len(file.read_text().splitlines())


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_module_is_readable(file):
    assert lines(file) <= MAX_LINES
    if lines(file):
        assert ast.get_docstring(ast.parse(file.read_text()))


def test_most_modules_are_short():
    sizes = [lines(file) for file in CODE if lines(file)]
    assert median(sizes) <= 120
    assert quantiles(sizes, n=10)[-1] <= 250


def test_functions_are_short():
    functions = [
        node.end_lineno - node.lineno + 1
        for file in CODE
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert sum(size > MAX_FUNCTION for size in functions) <= len(functions) * 0.005


def test_no_file_is_a_burden():
    assert not [file for file in tracked() if file.stat().st_size > MAX_BYTES]


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "XX" + "X:"])
def test_what_is_left_to_do_stands_elsewhere(word):
    texts = [file for file in tracked() if file.suffix in {".py", ".html", ".css", ".js", ".md", ".yaml"}]
    assert not [file for file in texts if word in file.read_text()]
