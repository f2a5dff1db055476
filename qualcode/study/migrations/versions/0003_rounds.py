"""Frozen codings, codings made a second time, and what came of a disagreement."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds columns; what earlier programs wrote has their defaults."""
    op.add_column("coding", sa.Column("round_id", sa.String()))
    op.add_column("assignment", sa.Column("frozen", sa.String()))
    op.add_column("assignment", sa.Column("frozen_under", sa.String()))
    op.add_column(
        "assignment", sa.Column("forced", sa.Integer(), server_default="0", nullable=False)
    )
    for name in ("codings", "outcome"):
        op.add_column(
            "adjudication", sa.Column(name, sa.String(), server_default="[]", nullable=False)
        )
