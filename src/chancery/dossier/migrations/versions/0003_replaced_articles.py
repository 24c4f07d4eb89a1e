"""What a replaced article said is linked too, for the days before: only what an analyst rejected is hidden. What answers call an article has a column."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("called", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE articles SET called = CASE WHEN name = url THEN hash ELSE name END")
    op.create_index(op.f("ix_articles_called"), "articles", ["called"], unique=False)
    op.execute(
        "UPDATE mentions SET hidden = false WHERE hidden AND coalesce(judged, '') <> 'reject' AND article IN (SELECT key FROM articles WHERE NOT current)"
    )
