"""Compromises with what they replace, and drafts of amendments."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'e4f1c7730d18'
down_revision = 'd2e8b51cfa03'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'replacement',
        sa.Column('amendment_number', sa.Integer(), nullable=False),
        sa.Column('replaces', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['amendment_number'], ['amendment.number'], name=op.f('fk_replacement_amendment_number_amendment')
        ),
        sa.ForeignKeyConstraint(
            ['replaces'], ['amendment.number'], name=op.f('fk_replacement_replaces_amendment')
        ),
        sa.PrimaryKeyConstraint('amendment_number', 'replaces', name=op.f('pk_replacement')),
    )
    with op.batch_alter_table('replacement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_replacement_replaces'), ['replaces'], unique=False)
    op.create_table(
        'amendment_draft',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('author_id', sa.Integer(), nullable=False),
        sa.Column('document_number', sa.Integer(), nullable=False),
        sa.Column('seen', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('rationale', sa.Text(), nullable=False),
        sa.Column('edits', sa.JSON(), nullable=False),
        sa.Column('replaces', sa.JSON(), nullable=False),
        sa.Column('kept_at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_amendment_draft_author_id_person')),
        sa.ForeignKeyConstraint(
            ['document_number'],
            ['document.number'],
            name=op.f('fk_amendment_draft_document_number_document'),
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment_draft')),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table('amendment_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amendment_draft_author_id'), ['author_id'], unique=False)


def downgrade() -> None:
    op.drop_table('amendment_draft')
    op.drop_table('replacement')
