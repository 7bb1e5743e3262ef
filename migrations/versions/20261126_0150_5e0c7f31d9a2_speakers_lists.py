"""Speakers' lists and speeches."""

import sqlalchemy as sa
from alembic import op

import summit.db

revision = '5e0c7f31d9a2'
down_revision = '7d5b0c9e41fa'
branch_labels = None
depends_on = None

PARTIAL = (
    ('uq_speakers_list_in_use', 'speakers_list', ['body_id'], 'ended_at IS NULL'),
    ('uq_speech_waiting', 'speech', ['list_id', 'person_id', 'purpose'], "state = 'waiting'"),
    ('uq_speech_speaking', 'speech', ['list_id'], "state = 'speaking'"),
)
PLAIN = (
    ('ix_speakers_list_body_id', 'speakers_list', ['body_id']),
    ('ix_speakers_list_sitting_id', 'speakers_list', ['sitting_id']),
    ('ix_speech_list_id', 'speech', ['list_id']),
    ('ix_speech_person_id', 'speech', ['person_id']),
)


def upgrade() -> None:
    moment = summit.db.UtcDateTime(timezone=True)
    op.create_table(
        'speakers_list',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('body_id', sa.Integer(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('item_id', sa.Integer(), nullable=True),
        sa.Column('seconds', sa.Integer(), nullable=True),
        sa.Column('newcomers_first', sa.Boolean(), server_default='1', nullable=False),
        sa.Column('alternates', sa.Boolean(), server_default='1', nullable=False),
        sa.Column('interleaves', sa.Boolean(), server_default='0', nullable=False),
        sa.Column('opened_at', moment, nullable=False),
        sa.Column('closed_at', moment, nullable=True),
        sa.Column('ended_at', moment, nullable=True),
        sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_speakers_list_body_id_body')),
        sa.ForeignKeyConstraint(
            ['item_id'], ['agenda_item.id'], name=op.f('fk_speakers_list_item_id_agenda_item')
        ),
        sa.ForeignKeyConstraint(
            ['sitting_id'], ['sitting.id'], name=op.f('fk_speakers_list_sitting_id_sitting')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_speakers_list')),
        sqlite_autoincrement=True,
    )
    op.create_table(
        'speech',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('list_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('purpose', sa.String(length=20), nullable=False),
        sa.Column('side', sa.String(length=10), nullable=True),
        sa.Column('is_remote', sa.Boolean(), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('asked_at', moment, nullable=False),
        sa.Column('asked_by_id', sa.Integer(), nullable=False),
        sa.Column('seconds', sa.Integer(), nullable=True),
        sa.Column('began_at', moment, nullable=True),
        sa.Column('ended_at', moment, nullable=True),
        sa.Column('paused_at', moment, nullable=True),
        sa.Column('paused_ms', sa.Integer(), server_default='0', nullable=False),
        sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_speech_asked_by_id_person')),
        sa.ForeignKeyConstraint(['list_id'], ['speakers_list.id'], name=op.f('fk_speech_list_id_speakers_list')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_speech_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_speech')),
        sqlite_autoincrement=True,
    )
    for name, table, columns in PLAIN:
        op.create_index(name, table, columns)
    for name, table, columns, where in PARTIAL:
        op.create_index(
            name, table, columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
        )


def downgrade() -> None:
    op.drop_table('speech')
    op.drop_table('speakers_list')
