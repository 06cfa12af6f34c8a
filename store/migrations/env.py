"""What Alembic runs: the migrations, on the connection that `store.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from store.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    user_module_prefix="store.types.",
)
with context.begin_transaction():
    context.run_migrations()
