"""Bodies with offices, delegations, what needs two officers, and the agenda."""

import sqlalchemy as sa
from alembic import op

revision = 'a11d0ff1ce5e'
down_revision = 'bc7559925818'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('deadline',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(length=40), nullable=False),
    sa.Column('document_number', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('has_passed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deadline')),
    sqlite_autoincrement=True
    )
    op.create_table('delegation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delegation')),
    sa.UniqueConstraint('name', name=op.f('uq_delegation_name')),
    sqlite_autoincrement=True
    )
    op.create_table('sitting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_sitting_body_id_body')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sitting')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('sitting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sitting_body_id'), ['body_id'], unique=False)

    op.create_table('agenda_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('anchor_kind', sa.String(length=20), nullable=True),
    sa.Column('anchor_key', sa.String(length=80), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('taken_up_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_agenda_item_sitting_id_sitting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_item_sitting_id'), ['sitting_id'], unique=False)

    op.create_table('announcement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_announcement_body_id_body')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_announcement_made_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_announcement')),
    sqlite_autoincrement=True
    )
    op.create_table('channel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('address', sa.String(length=400), nullable=False),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_channel_sitting_id_sitting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_channel')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('channel', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_channel_sitting_id'), ['sitting_id'], unique=False)

    op.create_table('countersign',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(length=40), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('words', sa.String(length=400), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_countersign_answered_by_id_person')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_countersign_asked_by_id_person')),
    sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_countersign_body_id_body')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_countersign')),
    sqlite_autoincrement=True
    )
    op.create_table('office',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=True),
    sa.Column('duty', sa.String(length=20), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_office_body_id_body')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_office_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_office')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('office', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_office_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_office_in_body', ['person_id', 'body_id', 'duty'], unique=True, sqlite_where=sa.text('body_id IS NOT NULL'), postgresql_where=sa.text('body_id IS NOT NULL'))
        batch_op.create_index('uq_office_in_summit', ['person_id', 'duty'], unique=True, sqlite_where=sa.text('body_id IS NULL'), postgresql_where=sa.text('body_id IS NULL'))

    op.create_table('presence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('mode', sa.String(length=10), nullable=False),
    sa.Column('arrived_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dropped', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_presence_person_id_person')),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_presence_sitting_id_sitting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presence')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_presence_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_presence_sitting_id'), ['sitting_id'], unique=False)
        batch_op.create_index('uq_presence_now', ['sitting_id', 'person_id'], unique=True, sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))

    op.create_table('floor',
    sa.Column('body_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=True),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('driver_id', sa.Integer(), nullable=True),
    sa.Column('driven_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shown_kind', sa.String(length=20), nullable=True),
    sa.Column('shown_key', sa.String(length=80), nullable=True),
    sa.Column('shown_step', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_floor_body_id_body')),
    sa.ForeignKeyConstraint(['driver_id'], ['person.id'], name=op.f('fk_floor_driver_id_person')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_floor_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_floor_sitting_id_sitting')),
    sa.PrimaryKeyConstraint('body_id', name=op.f('pk_floor'))
    )
    op.create_table('ruling',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_ruling_body_id_body')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_ruling_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_ruling_made_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ruling')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('ruling', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ruling_body_id'), ['body_id'], unique=False)

    with op.batch_alter_table('body', schema=None) as batch_op:
        batch_op.add_column(sa.Column('position', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('room', sa.String(length=120), server_default='', nullable=False))
        batch_op.add_column(sa.Column('quorum', sa.String(length=20), server_default='1/2', nullable=False))
        batch_op.add_column(sa.Column('quorum_counts_remote', sa.Boolean(), server_default='1', nullable=False))

    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.add_column(sa.Column('body_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_document_body_id_body'), 'body', ['body_id'], ['id'])

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('delegation_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('attends', sa.String(length=10), server_default='room', nullable=False))
        batch_op.add_column(sa.Column('email', sa.String(length=254), nullable=True))
        batch_op.add_column(sa.Column('more_time', sa.Boolean(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_person_delegation_id_delegation'), 'delegation', ['delegation_id'], ['id'])

    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.add_column(sa.Column('owner_id', sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_seat_number'), type_='unique')
        batch_op.create_index(batch_op.f('ix_seat_holder_id'), ['holder_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_seat_body_id_number'), ['body_id', 'number'])
        batch_op.create_foreign_key(batch_op.f('fk_seat_owner_id_person'), 'person', ['owner_id'], ['id'])

    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.add_column(sa.Column('way', sa.String(length=10), server_default='PIN', nullable=False))
        batch_op.add_column(sa.Column('device', sa.String(length=120), server_default='', nullable=False))
        batch_op.add_column(sa.Column('noticed_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('slip', schema=None) as batch_op:
        batch_op.add_column(sa.Column('way', sa.String(length=10), server_default='slip', nullable=False))

    op.execute("UPDATE seat SET owner_id = holder_id")


def downgrade() -> None:
    with op.batch_alter_table('slip', schema=None) as batch_op:
        batch_op.drop_column('way')

    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_column('noticed_at')
        batch_op.drop_column('device')
        batch_op.drop_column('way')

    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_seat_owner_id_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_seat_body_id_number'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_seat_holder_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_seat_number'), ['number'])
        batch_op.drop_column('owner_id')

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_person_delegation_id_delegation'), type_='foreignkey')
        batch_op.drop_column('withdrawn_at')
        batch_op.drop_column('more_time')
        batch_op.drop_column('email')
        batch_op.drop_column('attends')
        batch_op.drop_column('delegation_id')

    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_document_body_id_body'), type_='foreignkey')
        batch_op.drop_column('body_id')

    with op.batch_alter_table('body', schema=None) as batch_op:
        batch_op.drop_column('quorum_counts_remote')
        batch_op.drop_column('quorum')
        batch_op.drop_column('room')
        batch_op.drop_column('position')

    with op.batch_alter_table('ruling', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ruling_body_id'))

    op.drop_table('ruling')
    op.drop_table('floor')
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.drop_index('uq_presence_now', sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_presence_sitting_id'))
        batch_op.drop_index(batch_op.f('ix_presence_person_id'))

    op.drop_table('presence')
    with op.batch_alter_table('office', schema=None) as batch_op:
        batch_op.drop_index('uq_office_in_summit', sqlite_where=sa.text('body_id IS NULL'), postgresql_where=sa.text('body_id IS NULL'))
        batch_op.drop_index('uq_office_in_body', sqlite_where=sa.text('body_id IS NOT NULL'), postgresql_where=sa.text('body_id IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_office_person_id'))

    op.drop_table('office')
    op.drop_table('countersign')
    with op.batch_alter_table('channel', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_channel_sitting_id'))

    op.drop_table('channel')
    op.drop_table('announcement')
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_item_sitting_id'))

    op.drop_table('agenda_item')
    with op.batch_alter_table('sitting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sitting_body_id'))

    op.drop_table('sitting')
    op.drop_table('delegation')
    op.drop_table('deadline')
