"""How the tables came to be, step by step; each dossier is brought to the last step when it is opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from chancery.errors import NewerStoreError

#: the last step; a dossier that says so is opened without loading Alembic
HEAD = "0006"


def upgrade(connection: Connection, *, where: str) -> None:
    """Run the steps that are missing, within the caller's transaction.

    Raises:
        NewerStoreError: the dossier is at a step that this version does not know.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise NewerStoreError(f"{where}: a newer Chancery made this dossier ({error})", hint="install the newer version") from error
