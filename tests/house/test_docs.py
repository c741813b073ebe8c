"""The documents are complete: every setting, package, command and link."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
READS = re.compile(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"')


def settings_read():
    files = (ROOT / "portal" / "settings").glob("*.py")
    return {name for file in files for name in READS.findall(file.read_text())}


def packages():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    listed = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return sorted(re.split(r"[\[=<>]", name)[0] for name in listed)


def test_table_of_settings_is_complete():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "deployment.md").read_text(), re.MULTILINE))
    assert settings_read() <= documented
    assert documented - settings_read() <= {"PORT", "DJANGO_SETTINGS_MODULE", "PYTHON", "CHROMIUM"}


@pytest.mark.parametrize("package", packages())
def test_every_package_has_its_reason(package):
    decisions = " ".join(file.read_text().lower() for file in (ROOT / "docs" / "decisions").glob("*.md"))
    assert package.lower() in decisions


@pytest.mark.parametrize("package", packages())
def test_every_package_is_locked(package):
    locked = (ROOT / "requirements-dev.txt").read_text().lower()
    assert re.search(rf"^{re.escape(package.lower())}(\[|==)", locked, re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_link_of_a_document_leads_somewhere(document):
    text = re.sub(r"```.*?```", "", document.read_text(), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (document.parent / target).exists(), target


def test_every_make_target_is_explained():
    makefile = (ROOT / "Makefile").read_text()
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())
    explained = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    assert phony - explained == {"setup", "setup-dev"}


def test_decisions_are_numbered_without_gaps_and_listed():
    files = sorted(file.name for file in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    index = (ROOT / "docs" / "decisions" / "README.md").read_text()
    assert not [name for name in files if name not in index]
