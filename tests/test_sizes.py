"""Modules and functions stay small."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_everything_is_within_its_limits() -> None:
    assert list(load_script("check_sizes").problems(ROOT / "src")) == []


def test_a_long_function_is_seen(tmp_path: Path) -> None:
    sizes = load_script("check_sizes")
    sizes.ROOT = tmp_path
    body = "\n".join("    x = 1" for _ in range(90))
    (tmp_path / "long.py").write_text(f"def f(a, b, c, d, e, f):\n{body}\n")
    assert len(list(sizes.problems(tmp_path))) == 2
