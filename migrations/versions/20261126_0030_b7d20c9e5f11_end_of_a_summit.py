"""How the public record names people, and the end of a summit.

Revision ID: b7d20c9e5f11
Revises: c3f1d2a9b604
"""

import sqlalchemy as sa
from alembic import op

revision = "b7d20c9e5f11"
down_revision = "c3f1d2a9b604"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("summit") as summit:
        summit.add_column(sa.Column("naming", sa.JSON(), server_default="{}", nullable=False))
        summit.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("summit") as summit:
        summit.drop_column("closed_at")
        summit.drop_column("naming")
