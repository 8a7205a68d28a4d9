"""Options that several commands share, and the filters that make a Query."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

from elchi.cli.params import argument, option
from elchi.query import Query

if TYPE_CHECKING:
    from elchi.register import Register

Paths = Annotated[list[str], argument(metavar="PATH...", help="Files, folders or - for standard input.")]
Address = Annotated[
    str | None,
    option("--register", metavar="ADDRESS", help="A SQLite file or database URL (ELCHI_REGISTER, else elchi.db)."),
]
Why = Annotated[str, option("--why", metavar="TEXT", help="The reason, kept in the history.")]
Published = Annotated[
    str | None, option(metavar="DATE", help="Day of publication where a file does not say it: 2023-02-23.")
]
OutletCountry = Annotated[
    str | None, option(metavar="COUNTRY", help="Country of the outlet where a file does not say it: AZ.")
]
ListFormat = Literal["table", "jsonl", "csv"]
Format = Annotated[ListFormat, option("--format", help="How to print.")]
LineFormat = Annotated[Literal["table", "jsonl"], option("--format", help="How to print.")]

FILTERS = {
    "from": "Country or organisation that the visit comes from: KZ, Kazakhstan.",
    "to": "Country or organisation visited.",
    "country": "Either end of the visit.",
    "person": "Someone in the visit: a name in any spelling, or an id.",
    "office": "An office held in the visit: minister of defence.",
    "kind": "state, official, working, business, study or private.",
    "status": "planned, ongoing, completed or cancelled.",
    "activity": "An item of the programme: wreath_laying, signing, award ...",
    "document": "A kind of document, or words of its title.",
    "since": "First day: 2023, 2023-02 or 2023-02-22.",
    "until": "Last day, included.",
    "text": "Words of the reports, in any form or script that folds alike.",
    "level": "Level of the office that leads the visit: minister, deputy minister ...",
    "portfolio": "What the office is for: defence, foreign affairs ...",
    "language": "Language of a report that tells of it: az, en ...",
    "sources": "At least so many independent sources.",
    "confidence": "At least so sure, 0 to 1.",
    "review": "open (doubtful, not yet judged), conflicts or judged.",
    "sort": "start, end, from, to, sources, confidence or id; - before it turns it round.",
    "limit": "At most so many.",
    "offset": "Leave out so many first.",
}


def with_filters(command: Callable[..., int | None]) -> Callable[..., int | None]:
    """Give a command whose first parameter is a Query one option for each filter instead."""
    hints = get_type_hints(command, include_extras=True)
    own = [p.replace(annotation=hints[p.name]) for p in list(inspect.signature(command).parameters.values())[1:]]
    filters = [_filter(name, text) for name, text in FILTERS.items()]

    def wrapper(**values: Any) -> int | None:
        words = {name: values.pop(_python_name(name)) for name in FILTERS}
        return command(Query.from_words(words), **values)

    parameters = sorted([*own, *filters], key=lambda p: p.default is not p.empty)
    named: Any = wrapper
    named.__name__, named.__doc__ = command.__name__, command.__doc__
    named.__signature__ = inspect.Signature([p.replace(kind=p.KEYWORD_ONLY) for p in parameters])
    named.__annotations__ = {p.name: p.annotation for p in parameters}
    return wrapper


def _python_name(name: str) -> str:
    return "from_" if name == "from" else name


def _filter(name: str, text: str) -> inspect.Parameter:
    annotation = Annotated[str | None, option("--" + name, metavar=name.upper(), help=text)]
    return inspect.Parameter(_python_name(name), inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def open_register(address: str | None, create: bool = False) -> Register:
    """Open the register that an option, ELCHI_REGISTER or the working folder names."""
    from elchi.register import Register
    from elchi.settings import register_address

    return Register.open(address or register_address(), create=create)
