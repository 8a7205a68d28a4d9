"""The documents say what the code does: commands, options, filters, formats, fields, vocabulary and examples."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from elchi.cli.app import COMMANDS, GROUPS, Commands, build
from test_sizes import load_script

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> list[tuple[str, click.Command]]:
    app = build()
    context = click.Context(app, info_name="elchi")
    found = []
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        assert command is not None
        if isinstance(command, Commands):
            inner = click.Context(command, info_name=name)
            found += [(f"{name} {sub}", command.get_command(inner, sub)) for sub in command.list_commands(inner)]
        else:
            found.append((name, command))
    return [(name, command) for name, command in found if command is not None]


@pytest.mark.parametrize("name", ["reference", "codebook"])
def test_the_generated_documents_are_current(name: str) -> None:
    assert getattr(load_script("build_reference"), name)() == text(f"docs/{name}.md"), "run: make docs"


def test_the_output_in_the_readme_is_real() -> None:
    assert load_script("build_reference").readme() == text("README.md"), "run: make docs"


def test_every_field_has_its_note() -> None:
    import msgspec

    from elchi import model

    notes = load_script("build_reference").FIELDS
    for name, fields in notes.items():
        known = {field.encode_name for field in msgspec.structs.fields(getattr(model, name))}
        assert known == set(fields), name


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda each: each if isinstance(each, str) else "")
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    reference = text("docs/reference.md")
    assert f"### elchi {name}\n" in reference
    assert command.help and "Example: elchi " in (command.epilog or "")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name} has no help"
            assert parameter.opts[0] in reference or f"`{parameter.opts[0].removeprefix('--')}`" in reference


def test_every_vocabulary_id_is_documented() -> None:
    from elchi.vocabulary.load import FOLDER, read_table

    codebook = text("docs/codebook.md")
    for table in load_script("build_reference").TABLES:
        missing = [row["id"] for row in read_table(FOLDER / f"{table}.tsv") if f"`{row['id']}`" not in codebook]
        assert not missing, f"{table}: {missing}"


def called(words: str) -> list[str]:
    return shlex.split(re.sub(r"\s(&&|\||>|2>).*", "", words), comments=True)


def examples(source: str) -> list[str]:
    """Return the calls of elchi in the code blocks of a document."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", source, flags=re.MULTILINE | re.DOTALL)
    return [
        line.removeprefix("$ ") for block in blocks for line in block.split("\n") if re.match(r"(\$ )?elchi ", line)
    ]


PAGES = ("README.md", "docs/tutorial.md", "docs/how-to.md", "docs/adding-a-language.md")


@pytest.mark.parametrize("page", PAGES)
def test_examples_are_calls_that_exist(page: str) -> None:
    app = build()
    found = examples(text(page))
    assert found
    for words in found:
        check_call(app, called(words)[1:], words)


@pytest.mark.parametrize("entry", [*COMMANDS, *(e for _, _, entries in GROUPS for e in entries)], ids=lambda e: e[0])
def test_the_example_of_a_command_is_a_call(entry: tuple[str, str, str]) -> None:
    check_call(build(), called(entry[2])[1:], entry[2])


def check_call(app: Commands, words: list[str], example: str) -> None:
    group, context = app, click.Context(app, info_name="elchi")
    while True:
        command = group.get_command(context, words[0])
        assert command is not None, f"{example}: no such command"
        words = words[1:]
        if not isinstance(command, Commands):
            break
        group, context = command, click.Context(command, info_name=words[0])
    try:
        command.make_context("elchi", words, resilient_parsing=False)
    except click.exceptions.Exit:
        pass
    except click.ClickException as error:
        pytest.fail(f"{example}: {error.format_message()}")


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_documents_hold_no_paths_of_a_machine() -> None:
    for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]:
        assert not re.search(r"/(home|root|work|tmp)/", page.read_text(encoding="utf-8")), page.name
