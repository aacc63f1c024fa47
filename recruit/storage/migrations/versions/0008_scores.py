"""What a preview of weights needs of a score

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    # a new column may be empty: the rows of old stay as they are (they can't be changed) and are scored from the facts
    op.add_column("scores", sa.Column("basis", sa.JSON(none_as_null=True), nullable=True))


def downgrade():
    op.drop_column("scores", "basis")
