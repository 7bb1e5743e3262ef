"""Ballots on paper, and the way on which each seat took part."""

import sqlalchemy as sa
from alembic import op

revision = 'e07d4c92a1b5'
down_revision = 'c94e17ab60f2'
branch_labels = None
depends_on = None

TABLES = ('envelope', 'participation')


def upgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column('way', sa.String(length=10), server_default='tablet', nullable=False)
            )
    op.create_table(
        'paper_entry',
        sa.Column('poll_number', sa.Integer(), nullable=False),
        sa.Column('seat_id', sa.Integer(), nullable=False),
        sa.Column('teller_id', sa.Integer(), nullable=False),
        sa.Column('box', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ['poll_number'], ['poll.number'], name=op.f('fk_paper_entry_poll_number_poll')
        ),
        sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_paper_entry_seat_id_seat')),
        sa.ForeignKeyConstraint(['teller_id'], ['person.id'], name=op.f('fk_paper_entry_teller_id_person')),
        sa.PrimaryKeyConstraint('poll_number', 'seat_id', name=op.f('pk_paper_entry')),
    )


def downgrade() -> None:
    op.drop_table('paper_entry')
    for name in TABLES:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_column('way')
