"""How Alembic meets a study file: on a connection it is given, keys unchecked until the end."""

from alembic import context
from sqlmodel import SQLModel

from qualcode.study import tables  # noqa: F401  (fills the metadata)

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
