"""What the README promises of privacy is so."""

import ast
from pathlib import Path

import pytest

from .pages import ROOT

NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
MODULES = sorted((ROOT / "qualcode").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The first part of every module that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_there_is_no_network_code(path: Path) -> None:
    assert imported(path) & NETWORK == set()
