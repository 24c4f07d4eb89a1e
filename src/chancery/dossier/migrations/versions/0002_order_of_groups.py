"""The day by which groups are ordered, names of actors, and indexes that answer questions about parties and labels without the rows they lead to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("groups", sa.Column("day", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE groups SET day = coalesce(date_from, date_to, published, '')")
    op.create_index(op.f("ix_groups_kind_day"), "groups", ["kind", "day"], unique=False)
    op.create_index(op.f("ix_mentions_kind_label"), "mentions", ["kind", "label"], unique=False)
    name = "data::json -> 'party' ->> 'name'" if op.get_context().dialect.name == "postgresql" else "json_extract(data, '$.party.name')"
    op.execute(f"UPDATE mentions SET label = {name} WHERE kind = 'actor'")
    op.execute(
        "UPDATE groups SET label = (SELECT m.label FROM members b JOIN mentions m ON m.key = b.mention WHERE b.\"group\" = groups.id ORDER BY m.key LIMIT 1) "
        "WHERE kind = 'actor'"
    )
    for column in ("key", "code"):
        op.drop_index(op.f(f"ix_parties_{column}_role"), table_name="parties")
        op.create_index(op.f(f"ix_parties_{column}_role_mention"), "parties", [column, "role", "mention"], unique=False)
