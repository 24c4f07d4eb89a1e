"""Events reduced to what is counted, with the pairs they run between; which of several mentions at one span a judgement is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "acts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("latest", sa.Text(), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["groups.id"], name=op.f("fk_acts_id")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_acts_stale"), "acts", ["stale"], unique=False)
    op.create_table(
        "pairs",
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("latest", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["acts.id"], name=op.f("fk_pairs_id")),
    )
    for columns in (["a", "b"], ["b"], ["id"]):
        op.create_index(op.f(f"ix_pairs_{'_'.join(columns)}"), "pairs", columns, unique=False)
    op.add_column("mentions", sa.Column("read_start", sa.Integer(), nullable=True))
    op.add_column("mentions", sa.Column("read_end", sa.Integer(), nullable=True))
    op.add_column("mentions", sa.Column("twin", sa.Text(), nullable=True))
    op.add_column("judgements", sa.Column("twin", sa.Text(), nullable=True))
