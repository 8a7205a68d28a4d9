"""Run by Alembic with the connection that the register has open; there is no configuration file."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=None,
    render_as_batch=True,
    version_table="versions",
)
with context.begin_transaction():
    context.run_migrations()
