"""The keys of a language folder: the code reads those of the list, a new folder has them, the guide describes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from elchi.grammar.keys import KEYS, unknown_keys
from elchi.grammar.scaffold import scaffold

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDE = (ROOT / "docs" / "adding-a-language.md").read_text(encoding="utf-8")
SOURCES = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "src" / "elchi").glob("*/*.py")))
SECTIONS = ("position", "bodies", "documents", "wording", "unread")


def names(file: str) -> set[str]:
    return {name.removesuffix(".*") for name in KEYS[file]}


def read(pattern: str) -> set[str]:
    """The keys that the code asks for in the way of a pattern."""
    return set(re.findall(pattern, SOURCES))


def test_the_code_reads_no_other_keys() -> None:
    asked = read(r'settings\.get\(\s*"(\w+)"') | read(r'settings\["(\w+)"\]')
    assert asked and asked <= {name.split(".")[0] for name in names("language.toml")}
    for section in SECTIONS:
        asked = read(rf'get\("{section}", \{{\}}\)\.get\(\s*"(\w+)"')
        assert asked <= {name.split(".")[1] for name in names("language.toml") if name.startswith(f"{section}.")}
    asked = read(r'rules\["persons"\]\.get\(\s*"(\w+)"') | read(r'persons\.get\(\s*"(\w+)"')
    assert asked and asked <= {name.split(".")[0] for name in names("persons.toml")}
    asked = read(r'frames\.get\(\s*"(\w+)"') | read(r'marked\([\w.]+, "(\w+)"')
    assert asked and asked <= {name.split(".")[0] for name in names("frames.toml")}


@pytest.mark.parametrize("file", KEYS)
def test_a_new_folder_has_every_key(file: str, tmp_path: Path) -> None:
    scaffold("xx", tmp_path)
    text = (tmp_path / "xx" / file).read_text(encoding="utf-8")
    for name in names(file):
        *tables, key = name.split(".")
        assert all(f"[{table}" in text for table in tables), name
        assert re.search(rf"(?m)^(# )?\[*{re.escape(key)}( =|\])|\b{re.escape(key)}\b", text), name


@pytest.mark.parametrize("file", KEYS)
def test_the_guide_describes_every_key(file: str) -> None:
    section = GUIDE.partition(f"### {file}")[2].partition("\n### ")[0]
    assert [name for name in sorted(names(file)) if f"`{name}`" not in section] == []


def test_unknown_keys_are_told_from_known_ones() -> None:
    table = {"code": "xx", "ascii": {"é": "e"}, "bodies": {"lefts": "cap"}, "wording": {"attribute": [{"m": "y"}]}}
    assert unknown_keys("language.toml", table) == ["bodies.lefts"]
    assert unknown_keys("persons.toml", {"nominative": [{"ending": "s", "end": "s"}]}) == ["nominative.end"]
    assert unknown_keys("paradigms.toml", {"anything": {}}) == []
