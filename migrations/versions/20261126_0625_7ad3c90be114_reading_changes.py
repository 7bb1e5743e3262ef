"""How persons want to read changes."""

import sqlalchemy as sa
from alembic import op

revision = '7ad3c90be114'
down_revision = 'c5e1f3a9b672'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reads_changes', sa.String(length=10), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('reads_changes')
