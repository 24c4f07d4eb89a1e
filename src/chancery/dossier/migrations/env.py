"""Run by Alembic: takes the connection that `upgrade` hands over."""

from __future__ import annotations

from alembic import context

from chancery.dossier.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=False)
context.run_migrations()
