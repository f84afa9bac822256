"""Alembic's entry: one transaction for the whole migration, on either database, children kept when a table is rebuilt."""

from alembic import context
from sqlmodel import SQLModel

from passerelle import tables
from passerelle.alerts import tables as alerts
from passerelle.appointments import tables as appointments
from passerelle.directory import tables as directory
from passerelle.engines import one_at_a_time
from passerelle.giving import tables as giving
from passerelle.listening import tables as listening
from passerelle.rooms import tables as rooms
from passerelle.rota import tables as rota
from passerelle.working import tables as working

REGISTERED = (tables, alerts, appointments, directory, giving, listening, rooms, rota, working)
engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=False,
    )
    assert REGISTERED  # noqa: S101 - the tables are imported for their metadata
    with context.begin_transaction():
        one_at_a_time(connection)
        context.run_migrations()
