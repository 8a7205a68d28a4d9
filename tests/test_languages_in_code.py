"""No language code stands in Python: what a language needs lives in its folder."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "elchi"
CODES = {path.name for path in (SOURCE / "languages").iterdir() if path.is_dir() and not path.name.startswith("_")}
CODES |= {"az", "en", "ru", "kk", "tr", "uz", "ky", "de", "fr", "az-Cyrl", "aze", "rus", "kaz", "eng"}
# English names the entries of CLDR and the vocabulary; it is no habit of a language.
ALLOWED = {("grammar/check.py", "en"), ("grammar/cldr.py", "en"), ("resolve/reasons.py", "en")}


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CODES:
            yield node


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_language_code(path: Path) -> None:
    name = path.relative_to(SOURCE).as_posix()
    found = [
        f"{name}:{node.lineno} {node.value!r}"
        for node in literals(ast.parse(path.read_text(encoding="utf-8")))
        if (name, node.value) not in ALLOWED
    ]
    assert not found, f"a language's habits belong in its folder: {found}"


@pytest.mark.parametrize(
    "code",
    ['if language == "ru": pass', 'HABITS = {"kk": 1}', 'x = language in ("az", "tr")', 'match a:\n case "en": pass'],
)
def test_the_test_sees_codes(code: str) -> None:
    assert list(literals(ast.parse(code)))
