"""What a replaced article said is linked too, for the days before it was replaced: only what an analyst rejected is hidden."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE mentions SET hidden = false WHERE hidden AND coalesce(judged, '') <> 'reject' AND article IN (SELECT key FROM articles WHERE NOT current)"
    )
