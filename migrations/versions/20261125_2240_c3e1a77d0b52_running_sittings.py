"""One running sitting for each body, one current item, one deadline for an act; presence that was told."""

import sqlalchemy as sa
from alembic import op

revision = 'c3e1a77d0b52'
down_revision = 'a11d0ff1ce5e'
branch_labels = None
depends_on = None

TOLD = ('told_room', 'told_remote', 'told_others')
PARTIAL = (
    ('uq_sitting_running', 'sitting', ['body_id'], "state IN ('open', 'suspended')"),
    ('uq_agenda_item_current', 'agenda_item', ['sitting_id'], "state = 'current'"),
    ('uq_deadline_of_document', 'deadline', ['act', 'document_number'], 'document_number IS NOT NULL'),
    ('uq_deadline_of_all', 'deadline', ['act'], 'document_number IS NULL'),
)


def upgrade() -> None:
    with op.batch_alter_table('sitting', schema=None) as batch_op:
        for name in TOLD:
            batch_op.add_column(sa.Column(name, sa.Integer(), server_default='0', nullable=False))
    for name, table, columns, where in PARTIAL:
        op.create_index(
            name, table, columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
        )


def downgrade() -> None:
    for name, table, _, where in reversed(PARTIAL):
        op.drop_index(name, table_name=table, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    with op.batch_alter_table('sitting', schema=None) as batch_op:
        for name in reversed(TOLD):
            batch_op.drop_column(name)
