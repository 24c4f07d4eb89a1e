"""Where each group was told first, by which groups of one day are ordered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("groups", sa.Column("told", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    told = connection.execute(
        sa.text(
            'SELECT b."group", a.published, a.name, a.version, m.start FROM members b JOIN mentions m ON m.key = b.mention JOIN articles a ON a.key = m.article'
        )
    )
    first: dict[str, str] = {}
    for group, published, name, version, start in told:
        place = f"{published or '9999'} {name} {version:04d} {start:09d}"
        first[group] = min(first.get(group, place), place)
    if first:
        connection.execute(sa.text("UPDATE groups SET told = :told WHERE id = :id"), [{"id": g, "told": p} for g, p in first.items()])
