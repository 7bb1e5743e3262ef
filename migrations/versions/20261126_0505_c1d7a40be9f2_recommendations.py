"""What bodies recommend on amendments."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'c1d7a40be9f2'
down_revision = 'a3c9d1e7f450'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'recommendation',
        sa.Column('amendment_number', sa.Integer(), nullable=False),
        sa.Column('body_id', sa.Integer(), nullable=False),
        sa.Column('advice', sa.String(length=20), nullable=False),
        sa.Column('modified_by', sa.Integer(), nullable=True),
        sa.Column('reasons', sa.Text(), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=False),
        sa.Column('made_at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['amendment_number'],
            ['amendment.number'],
            name=op.f('fk_recommendation_amendment_number_amendment'),
        ),
        sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_recommendation_body_id_body')),
        sa.ForeignKeyConstraint(
            ['modified_by'], ['amendment.number'], name=op.f('fk_recommendation_modified_by_amendment')
        ),
        sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_recommendation_by_id_person')),
        sa.PrimaryKeyConstraint('amendment_number', 'body_id', name=op.f('pk_recommendation')),
    )


def downgrade() -> None:
    op.drop_table('recommendation')
