"""When somebody was told of the privacy notice, apart from when they agreed to it

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op


revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    # `consent_at` held both; a column that may be empty can't be made of it in SQLite without copying the table
    op.add_column("applications", sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("applications", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE applications SET agreed_at = consent_at WHERE privacy_version <> ''")
    op.execute("UPDATE applications SET told_at = consent_at WHERE privacy_version = ''")
    op.drop_column("applications", "consent_at")


def downgrade():
    op.add_column(
        "applications",
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=False, server_default="1970-01-01 00:00:00+00:00"),
    )
    op.execute("UPDATE applications SET consent_at = COALESCE(agreed_at, told_at, created_at)")
    op.drop_column("applications", "told_at")
    op.drop_column("applications", "agreed_at")
