"""Polls that are about no text: their kind, and neither document nor revision."""

import sqlalchemy as sa
from alembic import op

revision = 'b81f0a6d2c47'
down_revision = 'a6b3e9952f3a'
branch_labels = None
depends_on = None

KEPT = {'sqlite_autoincrement': True}


def upgrade() -> None:
    with op.batch_alter_table('poll', schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.add_column(
            sa.Column('kind', sa.String(length=20), server_default='amendments', nullable=False)
        )
        batch_op.alter_column('document_number', existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column('base', existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    """Polls without a text cannot stand in the tables of before; there they were never put."""
    with op.batch_alter_table('poll', schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.alter_column('base', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('document_number', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column('kind')
