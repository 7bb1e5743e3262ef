"""Parts of divided amendments."""

import sqlalchemy as sa
from alembic import op

revision = 'a6b3e9952f3a'
down_revision = 'c4d1e80b7a35'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('part_of', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_amendment_part_of_amendment'), 'amendment', ['part_of'], ['number']
        )


def downgrade() -> None:
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_amendment_part_of_amendment'), type_='foreignkey')
        batch_op.drop_column('part_of')
