"""Commands for the accounts of `elchi serve` where others can reach it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

from elchi.cli.options import Address
from elchi.cli.params import argument, option
from elchi.cli.screen import Page, is_terminal, say
from elchi.errors import ElchiError

if TYPE_CHECKING:
    from elchi.web.accounts import Accounts

Name = Annotated[str, argument(metavar="NAME", help="The name to log in with.")]


def user_add(
    name: Name,
    role: Annotated[
        Literal["reader", "editor", "admin"], option(help="reader sees, editor decides too, admin everything.")
    ] = "reader",
    register: Address = None,
) -> None:
    """Make an account, or give one a new password; it is asked for, or read from standard input."""
    accounts = _accounts(register)
    accounts.add(name, role, _ask_password())
    say(f"{name} may log in as {role}.")


def user_list(register: Address = None) -> None:
    """List the accounts."""
    Page().table(("name", "role"), [[user.name, user.role] for user in _accounts(register).users()])


def user_remove(name: Name, register: Address = None) -> None:
    """Take an account away; who is logged in with it is logged out."""
    _accounts(register).remove(name)
    say(f"{name} may not log in any more.")


def _accounts(register: str | None) -> Accounts:
    from elchi.settings import register_address

    try:
        import argon2  # noqa: F401

        from elchi.web.accounts import Accounts, accounts_path
    except ModuleNotFoundError as error:
        raise ElchiError(f"Accounts need {error.name}; install it with: pip install 'elchi[web]'") from None
    return Accounts(accounts_path(register or register_address()))


def _ask_password() -> str:
    if not is_terminal(sys.stdin):
        return sys.stdin.readline().rstrip("\r\n")
    import getpass

    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise ElchiError("The two passwords differ; nothing was changed")
    return password
