"""A module imports only from its own layer and those below: the row of layers in docs/architecture.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "elchi"


def layers() -> dict[str, int]:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    row = next(line for line in text.split("\n") if line.startswith("model, errors, settings"))
    rows = row.rstrip(".").split(" < ")
    return {name.strip(): n for n, names in enumerate(rows) for name in names.split(",")}


def modules() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if path.relative_to(SOURCE).parts[0] not in ROOTS]


ROOTS = ("__init__.py", "__main__.py")


def imported(path: Path) -> Iterator[str]:
    """Yield the parts of elchi that a module imports, at its top or inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module] if node.module != "elchi" else [f"elchi.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if re.match(r"elchi\.[a-z]", name))


def part(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_point_down(path: Path) -> None:
    rows = layers()
    own = part(path)
    assert own in rows, f"{own} stands in no layer of docs/architecture.md"
    for name in imported(path):
        if name == "__version__":
            continue
        assert name in rows, f"{name} stands in no layer of docs/architecture.md"
        assert rows[name] <= rows[own], f"{own} must not import {name}"


def test_no_relative_imports() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), path


def test_the_model_imports_nothing_of_elchi() -> None:
    assert list(imported(SOURCE / "model.py")) == []
