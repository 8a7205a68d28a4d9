"""Commands from plain functions: the signature says the arguments and options, the docstring the help.

A parameter is annotated `Annotated[TYPE, argument(...)]` or `Annotated[TYPE, option(...)]`; TYPE is str, int,
float, bool, Path, a Literal or a list of these, or None besides.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import click


class Param(NamedTuple):
    """How a parameter of a command looks on the command line."""

    names: tuple[str, ...]
    metavar: str | None
    help: str
    least: int | None = None
    most: int | None = None
    positional: bool = False


def argument(metavar: str, help: str) -> Param:
    """Return a word that stands by its place."""
    return Param((), metavar, help, positional=True)


def option(
    *names: str, help: str, metavar: str | None = None, least: int | None = None, most: int | None = None
) -> Param:
    """Return an option; without names it is called as the parameter is."""
    return Param(names, metavar, help, least, most)


def make_command(function: Callable[..., Any], name: str, example: str) -> click.Command:
    """Return the command that calls a function."""
    hints = get_type_hints(function, include_extras=True)
    made = []
    for parameter in inspect.signature(function).parameters.values():
        annotation = hints.get(parameter.name, parameter.annotation)
        made.append(_parameter(parameter, *get_args(annotation)))
    text = inspect.cleandoc(function.__doc__ or "")
    places = [f"  {p.human_readable_name:<14}{words}" for p, words in made if words]
    epilog = "\b\n" + "\n".join([*places, *([""] if places else []), f"Example: {example}"])
    short = text.split(". ")[0].split(".\n")[0]
    return click.Command(
        name,
        callback=function,
        params=[p for p, _ in made],
        help=text,
        short_help=short,
        epilog=epilog,
    )


def _parameter(parameter: inspect.Parameter, annotation: Any, param: Param) -> tuple[click.Parameter, str]:
    """Return a parameter of click's, and the help of an argument (click shows none itself)."""
    kind, many = _plain_type(annotation)
    required = parameter.default is parameter.empty
    about: dict[str, Any] = {"required": True} if required else {"required": False, "default": parameter.default}
    if param.positional:
        about |= {"type": _click_type(kind, param), "nargs": -1 if many else 1, "metavar": param.metavar}
        return click.Argument([parameter.name], **about), param.help
    names = [*(param.names or ("--" + parameter.name.replace("_", "-"),)), parameter.name]
    if kind is bool:
        return click.Option(names, is_flag=True, help=param.help, **about), ""
    about |= {"type": _click_type(kind, param), "multiple": many, "metavar": param.metavar}
    return click.Option(names, help=param.help, show_default=about.get("default") is not None, **about), ""


def _plain_type(annotation: Any) -> tuple[Any, bool]:
    """Return a type without None and list, and whether it was a list."""
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(each for each in get_args(annotation) if each is not type(None))
    if get_origin(annotation) is list:
        return get_args(annotation)[0], True
    return annotation, False


def _click_type(kind: Any, param: Param) -> Any:
    if get_origin(kind) is Literal:
        return click.Choice(get_args(kind))
    if kind is Path:
        return click.Path(path_type=Path)
    if kind is int and (param.least is not None or param.most is not None):
        return click.IntRange(param.least, param.most)
    return kind
