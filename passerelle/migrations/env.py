"""Alembic's entry: one transaction for the whole migration, on either database, children kept when a table is rebuilt."""

from alembic import context
from sqlmodel import SQLModel

from passerelle import tables
from passerelle.directory import tables as directory_tables
from passerelle.engines import one_at_a_time

engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=False,
    )
    assert tables.NAMING and directory_tables.TEXT_INDEX  # noqa: S101 - the tables are imported for their metadata
    with context.begin_transaction():
        one_at_a_time(connection)
        context.run_migrations()
