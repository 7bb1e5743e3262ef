"""Amendments written on a translation."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'c5e1f3a9b672'
down_revision = 'b4d0e2f8a561'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'written_amendment',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('document_number', sa.Integer(), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('provision', sa.String(length=40), nullable=False),
        sa.Column('language', sa.String(length=12), nullable=False),
        sa.Column('written_on', sa.Text(), nullable=False),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('rationale', sa.Text(), nullable=False),
        sa.Column('proposer_id', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('form_words', sa.Text(), nullable=False),
        sa.Column('form_title', sa.String(length=200), nullable=False),
        sa.Column('form_rationale', sa.Text(), nullable=False),
        sa.Column('translator_id', sa.Integer(), nullable=True),
        sa.Column('returned', sa.Text(), nullable=False),
        sa.Column('became', sa.Integer(), nullable=True),
        sa.Column('written_at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['document_number'], ['document.number'], name=op.f('fk_written_amendment_document_number_document')),
        sa.ForeignKeyConstraint(['proposer_id'], ['person.id'], name=op.f('fk_written_amendment_proposer_id_person')),
        sa.ForeignKeyConstraint(['translator_id'], ['person.id'], name=op.f('fk_written_amendment_translator_id_person')),
        sa.ForeignKeyConstraint(['became'], ['amendment.number'], name=op.f('fk_written_amendment_became_amendment')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_written_amendment')),
        sa.UniqueConstraint('became', name=op.f('uq_written_amendment_became')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_written_amendment_document_number'), 'written_amendment', ['document_number'])


def downgrade() -> None:
    op.drop_index(op.f('ix_written_amendment_document_number'), table_name='written_amendment')
    op.drop_table('written_amendment')
