"""Translations and the glossary."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'a3c9d1e7f450'
down_revision = 'f7d2b9a4c610'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'translation',
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('language', sa.String(length=12), nullable=False),
        sa.Column('source', sa.Text(), nullable=False),
        sa.Column('source_language', sa.String(length=12), nullable=False),
        sa.Column('words', sa.Text(), server_default='', nullable=False),
        sa.Column('draft', sa.Text(), nullable=True),
        sa.Column('state', sa.String(length=12), nullable=False),
        sa.Column('method', sa.String(length=12), server_default='human', nullable=False),
        sa.Column('translator_id', sa.Integer(), nullable=True),
        sa.Column('ready_at', UtcDateTime(timezone=True), nullable=True),
        sa.Column('reviewer_id', sa.Integer(), nullable=True),
        sa.Column('reviewed_at', UtcDateTime(timezone=True), nullable=True),
        sa.Column('claimed_by_id', sa.Integer(), nullable=True),
        sa.Column('claimed_at', UtcDateTime(timezone=True), nullable=True),
        sa.Column('made_at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['translator_id'], ['person.id'], name=op.f('fk_translation_translator_id_person')),
        sa.ForeignKeyConstraint(['reviewer_id'], ['person.id'], name=op.f('fk_translation_reviewer_id_person')),
        sa.ForeignKeyConstraint(['claimed_by_id'], ['person.id'], name=op.f('fk_translation_claimed_by_id_person')),
        sa.PrimaryKeyConstraint('digest', 'language', name=op.f('pk_translation')),
    )
    op.create_table(
        'term',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('words', sa.JSON(), nullable=False),
        sa.Column('note', sa.String(length=300), server_default='', nullable=False),
        sa.Column('entered_by_id', sa.Integer(), nullable=True),
        sa.Column('entered_at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['entered_by_id'], ['person.id'], name=op.f('fk_term_entered_by_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_term')),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table('term')
    op.drop_table('translation')
