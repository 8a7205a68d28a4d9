"""Keep modules and functions small: 500 lines a module, 80 a function, five parameters.

A command's parameters are its options, so functions of elchi/cli count none; `self` and `cls` count none either. A
migration is the frozen record of a schema, table after table, and is not measured.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULE_LINES, FUNCTION_LINES, PARAMETERS = 500, 80, 5


def problems(folder: Path) -> Iterator[str]:
    """Yield one line for each module or function that is too large."""
    for path in sorted(folder.rglob("*.py")):
        if path.parent.name == "versions":
            continue
        source = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT)
        lines = source.count("\n")
        if lines > MODULE_LINES:
            yield f"{name}: {lines} lines, at most {MODULE_LINES}"
        commands = "cli" in path.parent.parts
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _function_problems(f"{name}:{node.lineno} {node.name}", node, commands)


def _function_problems(where: str, node: ast.FunctionDef | ast.AsyncFunctionDef, commands: bool) -> Iterator[str]:
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if length > FUNCTION_LINES:
        yield f"{where}: {length} lines, at most {FUNCTION_LINES}"
    parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    count = sum(parameter.arg not in ("self", "cls") for parameter in parameters)
    if count > PARAMETERS and not commands:
        yield f"{where}: {count} parameters, at most {PARAMETERS}"


def main() -> int:
    """Print every problem and return 1 where there is one."""
    found = list(problems(ROOT / "src"))
    print("\n".join(found) if found else "sizes: all modules and functions are within their limits")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
