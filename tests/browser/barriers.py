"""What axe finds on a page: violations of WCAG 2.2 AA, and of good practice beside it."""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GOOD_PRACTICE = "best-practice"
FIND = """([within, rules]) => axe.run(within || document, {runOnly: rules, resultTypes: ["violations"]})
                                  .then((found) => found.violations)"""
"""Without what passed, which axe would describe node by node, in more time than it takes to look."""


def violations(
    page: Page, *, within: str | None = None, rules: Sequence[str] = (*WCAG, GOOD_PRACTICE)
) -> list[tuple[str, list[Any]]]:
    """Which rules are broken in a part of a page or in all of it, and the first places of each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(FIND, [within, list(rules)])
    return [(each["id"], [node["target"] for node in each["nodes"]][:4]) for each in found]
