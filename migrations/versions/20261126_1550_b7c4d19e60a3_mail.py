"""E-mail: addresses, letters, how the sending goes."""

import sqlalchemy as sa
from alembic import op

revision = 'b7c4d19e60a3'
down_revision = 'c84a1f6d7e03'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'mail_address',
        sa.Column('person_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('address', sa.String(length=254), nullable=False),
        sa.Column('language', sa.String(length=5), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_address_person_id_person')),
        sa.PrimaryKeyConstraint('person_id', name=op.f('pk_mail_address')),
    )
    op.create_table(
        'mail_letter',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('next_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('by_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_mail_letter_by_id_person')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_letter_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_letter')),
        sa.UniqueConstraint('person_id', 'kind', 'number', name=op.f('uq_mail_letter_person_id_kind_number')),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table('mail_letter', schema=None) as batch_op:
        batch_op.create_index('ix_mail_letter_waiting', ['state', 'next_at'], unique=False)
    op.create_table(
        'mail_post',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('turn', sa.Integer(), nullable=False),
        sa.Column('job_number', sa.Integer(), nullable=True),
        sa.Column('failures', sa.Integer(), nullable=False),
        sa.Column('not_before', sa.DateTime(timezone=True), nullable=True),
        sa.Column('error', sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_post')),
    )


def downgrade() -> None:
    op.drop_table('mail_post')
    with op.batch_alter_table('mail_letter', schema=None) as batch_op:
        batch_op.drop_index('ix_mail_letter_waiting')
    op.drop_table('mail_letter')
    op.drop_table('mail_address')
