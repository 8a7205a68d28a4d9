"""Who may use a register that others can reach: names, roles, sessions, and what each did.

They lie in a SQLite file of their own beside the register, so that a copy of the register carries no account.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, create_engine, delete, insert, select, update

from elchi.errors import ElchiError
from elchi.web.site import ROLES, User

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SESSION = timedelta(hours=12)
LEAST_LETTERS = 12
"""The shortest password."""
_NAME = re.compile(r"[\w.@-]{1,64}")

_metadata = MetaData()
_users = Table(
    "users",
    _metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("hash", Text, nullable=False),  # argon2id
    Column("made", Text, nullable=False),
)
_sessions = Table(
    "sessions",
    _metadata,
    Column("token", Text, primary_key=True),  # SHA-256 of the cookie
    Column("name", Text, nullable=False),
    Column("until", Text, nullable=False),
)
_audit = Table(
    "audit",
    _metadata,
    Column("number", Integer, primary_key=True),
    Column("when", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("what", Text, nullable=False),
)


class Act(msgspec.Struct, frozen=True):
    """One line of the audit log."""

    number: int
    when: str
    who: str
    act: str
    what: str


def accounts_path(address: str) -> Path:
    """Return where the accounts of a register lie: ELCHI_ACCOUNTS, else a file beside it (or here, of a server)."""
    given = os.environ.get("ELCHI_ACCOUNTS")
    if given:
        return Path(given)
    if "://" in address and not address.startswith("sqlite:"):
        return Path("elchi-accounts.db")
    path = Path(address.removeprefix("sqlite:///"))
    return path.with_name(path.stem + ".accounts.db")


class Accounts:
    """The accounts of one register; each call is one transaction."""

    def __init__(self, path: Path) -> None:
        if not path.parent.is_dir():
            raise ElchiError(f"The accounts {path} cannot be kept: there is no folder {path.parent}")
        if not path.exists():
            path.touch(mode=0o600)
        self._engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
        _metadata.create_all(self._engine)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return PasswordHasher()

    @cached_property
    def _nobody(self) -> str:
        """A hash that no password has: it is checked where a name is unknown, so that both take as long."""
        return self._hasher.hash(secrets.token_urlsafe())

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection

    def add(self, name: str, role: str, password: str) -> None:
        """Make an account, or give one a new role and password; its sessions end. Raises ElchiError for a bad value."""
        if role not in ROLES:
            raise ElchiError(f"There is no role {role!r}; there are {', '.join(ROLES)}")
        if not _NAME.fullmatch(name):
            raise ElchiError(f"{name!r} cannot be a name: take letters, digits and . _ @ - (64 at most)")
        if len(password) < LEAST_LETTERS:
            raise ElchiError(f"The password is too short: take at least {LEAST_LETTERS} characters")
        row = {"name": name, "role": role, "hash": self._hasher.hash(password), "made": _now()}
        with self._open() as connection:
            connection.execute(delete(_users).where(_users.c.name == name))
            connection.execute(delete(_sessions).where(_sessions.c.name == name))
            connection.execute(insert(_users).values(row))

    def remove(self, name: str) -> None:
        """Take an account away and end its sessions. Raises ElchiError where there is none."""
        with self._open() as connection:
            connection.execute(delete(_sessions).where(_sessions.c.name == name))
            if not connection.execute(delete(_users).where(_users.c.name == name)).rowcount:
                raise ElchiError(f"There is no account {name!r}; see: elchi user list")

    def users(self) -> list[User]:
        """Return the accounts by name."""
        with self._open() as connection:
            rows = connection.execute(select(_users.c.name, _users.c.role).order_by(_users.c.name))
            return [User(row.name, row.role) for row in rows]

    def check(self, name: str, password: str) -> User | None:
        """Return the user of a name and password, None where they do not fit."""
        from argon2.exceptions import InvalidHashError, VerificationError

        with self._open() as connection:
            row = connection.execute(select(_users).where(_users.c.name == name)).one_or_none()
        try:
            self._hasher.verify(row.hash if row else self._nobody, password[:1024])
        except (VerificationError, InvalidHashError):
            return None
        if row is None:
            return None
        if self._hasher.check_needs_rehash(row.hash):
            with self._open() as connection:
                fresh = self._hasher.hash(password)
                connection.execute(update(_users).where(_users.c.name == name).values(hash=fresh))
        return User(row.name, row.role)

    def begin_session(self, user: User) -> str:
        """Return the token of a new session; old ones that are over are forgotten."""
        token = secrets.token_urlsafe(32)
        until = (datetime.now(UTC) + SESSION).isoformat(timespec="seconds")
        with self._open() as connection:
            connection.execute(delete(_sessions).where(_sessions.c.until < _now()))
            connection.execute(insert(_sessions).values(token=_digest(token), name=user.name, until=until))
        return token

    def end_session(self, token: str) -> None:
        """End a session."""
        with self._open() as connection:
            connection.execute(delete(_sessions).where(_sessions.c.token == _digest(token)))

    def user_of_session(self, token: str) -> User | None:
        """Return whose session a token is, None where it is over or none."""
        joined = select(_users.c.name, _users.c.role).join(_sessions, _sessions.c.name == _users.c.name)
        asked = joined.where(_sessions.c.token == _digest(token), _sessions.c.until >= _now())
        with self._open() as connection:
            row = connection.execute(asked).one_or_none()
        return User(row.name, row.role) if row else None

    def note(self, who: str, act: str, what: str) -> None:
        """Write a line into the audit log."""
        with self._open() as connection:
            connection.execute(insert(_audit).values(when=_now(), who=who, act=act, what=what[:2000]))

    def acts(self, limit: int = 500) -> list[Act]:
        """Return the last lines of the audit log, the newest first."""
        with self._open() as connection:
            rows = connection.execute(select(_audit).order_by(_audit.c.number.desc()).limit(limit))
            return [Act(*row) for row in rows]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
