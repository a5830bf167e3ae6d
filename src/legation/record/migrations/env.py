"""Runs the revisions over the connection that ``store`` hands on."""

from alembic import context

from legation.record.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
