"""Own notes on amendments, and sense checks."""

import sqlalchemy as sa
from alembic import op

revision = 'c84a1f6d7e03'
down_revision = 'f4a7e0c2b915'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'amendment_note',
        sa.Column('person_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('amendment_number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('marker', sa.String(length=20), server_default='', nullable=False),
        sa.Column('text', sa.Text(), server_default='', nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_amendment_note_person_id_person')),
        sa.ForeignKeyConstraint(
            ['amendment_number'], ['amendment.number'], name=op.f('fk_amendment_note_amendment_number_amendment')
        ),
        sa.PrimaryKeyConstraint('person_id', 'amendment_number', name=op.f('pk_amendment_note')),
    )
    op.create_table(
        'sense_check',
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('debate_number', sa.Integer(), nullable=False),
        sa.Column('question', sa.String(length=200), nullable=False),
        sa.Column('agree', sa.Integer(), server_default='0', nullable=False),
        sa.Column('unsure', sa.Integer(), server_default='0', nullable=False),
        sa.Column('disagree', sa.Integer(), server_default='0', nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['debate_number'], ['debate.number'], name=op.f('fk_sense_check_debate_number_debate')),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_sense_check')),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table('sense_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sense_check_debate_number'), ['debate_number'], unique=False)
        batch_op.create_index(
            'uq_sense_check_under_way', ['debate_number'], unique=True,
            sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'),
        )
    op.create_table(
        'sense_answer',
        sa.Column('check_number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('person_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('sense', sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ['check_number'], ['sense_check.number'], name=op.f('fk_sense_answer_check_number_sense_check')
        ),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sense_answer_person_id_person')),
        sa.PrimaryKeyConstraint('check_number', 'person_id', name=op.f('pk_sense_answer')),
    )


def downgrade() -> None:
    op.drop_table('sense_answer')
    with op.batch_alter_table('sense_check', schema=None) as batch_op:
        batch_op.drop_index('uq_sense_check_under_way')
        batch_op.drop_index(batch_op.f('ix_sense_check_debate_number'))
    op.drop_table('sense_check')
    op.drop_table('amendment_note')
