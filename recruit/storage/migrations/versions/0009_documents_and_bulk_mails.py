"""Further documents of an application, mails of an act on many, jobs that wait for their time

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op


revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("jobs", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))

    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_documents_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_application_id"), "documents", ["application_id"], unique=False)

    op.create_table(
        "bulk_mails",
        sa.Column("mail_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bulk_change_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["mails.id"], name=op.f("fk_bulk_mails_mail_id_mails"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["bulk_change_id"], ["bulk_changes.id"], name=op.f("fk_bulk_mails_bulk_change_id_bulk_changes")
        ),
        sa.PrimaryKeyConstraint("mail_id", name=op.f("pk_bulk_mails")),
    )
    op.create_index(op.f("ix_bulk_mails_bulk_change_id"), "bulk_mails", ["bulk_change_id"], unique=False)


def downgrade():
    op.drop_table("bulk_mails")
    op.drop_table("documents")
    op.drop_column("jobs", "due_at")
