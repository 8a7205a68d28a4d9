"""Tables in the order of their keys, so that a report touches few pages however large the register is."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay statements by subject and sketches by month; in SQLite, tables of several keys without row numbers."""
    if op.get_bind().dialect.name == "sqlite":
        _upgrade_file()
    else:
        _upgrade_server()
    op.create_index(
        "statements_authority",
        "statements",
        ["source"],
        sqlite_where=sa.text("report IS NULL"),
        postgresql_where=sa.text("report IS NULL"),
    )


def _upgrade_server() -> None:
    for name in ("statements_source", "ix_statements_report", "ix_statements_subject"):
        op.drop_index(name, "statements")
    op.drop_constraint("statements_pkey", "statements", type_="primary")
    op.create_primary_key("statements_pkey", "statements", ["subject", "id"])
    op.drop_index("ix_sketch_keys_report", "sketch_keys")
    op.drop_constraint("sketch_keys_pkey", "sketch_keys", type_="primary")
    op.create_primary_key("sketch_keys_pkey", "sketch_keys", ["month", "key", "report"])


def _upgrade_file() -> None:
    _lay("statements", [*_texts("subject id source"), sa.Column("report", sa.Text()), *_rest_of_statements()], 2)
    _lay("blocks", _texts("key anchor"), 2)
    _lay("sketch_keys", [sa.Column("month", sa.Integer(), nullable=False), *_texts("key report")], 3)
    person = sa.ForeignKeyConstraint(["person"], ["persons.id"], ondelete="CASCADE")
    _lay("tenures", [*_texts("person"), *_rest_of_tenures(), person], 2)
    _lay("unsure", [*_texts("left right kind"), sa.Column("score", sa.Float(), nullable=False), *_texts("reasons")], 2)
    op.create_index("ix_blocks_anchor", "blocks", ["anchor"])
    op.create_index("tenures_office", "tenures", ["office", "country"])
    op.create_index("ix_unsure_right", "unsure", ["right"])


def _lay(table: str, columns: list[sa.schema.SchemaItem], keys: int) -> None:
    """Put a table of the same rows in the place of one; its key are the first columns."""
    names = [column.name for column in columns if isinstance(column, sa.Column)]
    key = sa.PrimaryKeyConstraint(*names[:keys])
    op.create_table(f"new_{table}", *columns, key, sqlite_with_rowid=False)
    told = ", ".join(f'"{name}"' for name in names)
    order = ", ".join(f'"{name}"' for name in names[:keys])
    op.execute(f"INSERT INTO new_{table} ({told}) SELECT {told} FROM {table} ORDER BY {order}")
    op.drop_table(table)
    op.rename_table(f"new_{table}", table)


def _texts(names: str) -> list[sa.schema.SchemaItem]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names.split()]


def _rest_of_statements() -> list[sa.schema.SchemaItem]:
    return [
        *_texts("property value"),
        sa.Column("original", sa.Text()),
        *_texts("spans rule"),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("language", sa.Text()),
    ]


def _rest_of_tenures() -> list[sa.schema.SchemaItem]:
    optional = [sa.Column(name, sa.Text()) for name in ("country", "accredited", "first_seen", "last_seen")]
    return [sa.Column("number", sa.Integer(), nullable=False), *_texts("office"), *optional]
