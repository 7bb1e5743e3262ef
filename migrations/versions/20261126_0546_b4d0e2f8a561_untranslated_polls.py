"""Languages in which a poll was opened without every option reviewed."""

import sqlalchemy as sa
from alembic import op

revision = 'b4d0e2f8a561'
down_revision = 'e07d4c92a1b5'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.add_column(sa.Column('untranslated', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.drop_column('untranslated')
