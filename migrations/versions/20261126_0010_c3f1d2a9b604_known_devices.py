"""Devices that are known again, what the desk searches by, and one seat for each person in a body."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = 'c3f1d2a9b604'
down_revision = 'a1c0f4e2b7d3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.add_column(sa.Column('device_hash', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('is_known', sa.Boolean(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('failures', sa.Integer(), server_default='0', nullable=False))
        batch_op.create_index(batch_op.f('ix_sign_in_device_hash'), ['device_hash'], unique=False)
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.create_index('uq_seat_owner', ['body_id', 'owner_id'], unique=True)
        batch_op.create_index('uq_seat_holder', ['body_id', 'holder_id'], unique=True)
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sought', sa.String(length=280), server_default='', nullable=False))
    fill_in()


def fill_in() -> None:
    """What was accredited before is found, too."""
    connection = op.get_bind()
    for row in connection.execute(sa.text('SELECT id, name, badge FROM person')).all():
        apart = unicodedata.normalize('NFKD', f'{row.name} {row.badge}'.casefold())
        sought = ''.join(sign for sign in apart if not unicodedata.combining(sign))
        connection.execute(
            sa.text('UPDATE person SET sought = :sought WHERE id = :id'), {'sought': sought, 'id': row.id}
        )


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('sought')
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_index('uq_seat_holder')
        batch_op.drop_index('uq_seat_owner')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_device_hash'))
        batch_op.drop_column('failures')
        batch_op.drop_column('is_known')
        batch_op.drop_column('device_hash')
