"""The fate of a text as a whole, and the polls that decide it."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'f4a7e0c2b915'
down_revision = '5d20e4b7c918'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.String(length=20), server_default='before', nullable=False))
        batch_op.add_column(sa.Column('poll_number', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('decided_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('decided_at', UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('referred_to', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('referred_to_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('fate_reason', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('mover_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_document_referred_to_id_body'), 'body', ['referred_to_id'], ['id']
        )
        batch_op.create_foreign_key(batch_op.f('fk_document_mover_id_person'), 'person', ['mover_id'], ['id'])
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('lapsed_with', sa.String(length=20), nullable=True))
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asks', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.drop_column('asks')
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.drop_column('lapsed_with')
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_document_mover_id_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_document_referred_to_id_body'), type_='foreignkey')
        for name in (
            'mover_id', 'fate_reason', 'referred_to_id', 'referred_to', 'decided_at', 'decided_by',
            'poll_number', 'state',
        ):  # fmt: skip
            batch_op.drop_column(name)
