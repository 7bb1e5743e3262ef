"""Editorial corrections: who made a revision."""

import sqlalchemy as sa
from alembic import op

revision = 'c4d1e80b7a35'
down_revision = 'e4f0b3c9a527'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('author_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_revision_author_id_person'), 'person', ['author_id'], ['id']
        )


def downgrade() -> None:
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_revision_author_id_person'), type_='foreignkey')
        batch_op.drop_column('author_id')
