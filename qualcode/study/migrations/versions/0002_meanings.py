"""What a code meant when a coding was made, what it was split into, and todos that are done."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds three columns; what earlier programs wrote has their defaults."""
    op.add_column("code", sa.Column("split_into", sa.String(), server_default="[]", nullable=False))
    op.add_column("coding", sa.Column("meaning", sa.String(), server_default="", nullable=False))
    op.add_column("memo", sa.Column("settled", sa.Integer(), server_default="0", nullable=False))
