"""The company as applicants see it; where and how an opening is worked, and since when it is published

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

#: of opening_versions, which keeps its triggers only while columns are added one by one
PLACES = (
    ("street", sa.String(length=120)),
    ("postcode", sa.String(length=12)),
    ("locality", sa.String(length=80)),
    ("region", sa.String(length=80)),
    ("country", sa.String(length=2)),
    ("remote", sa.String(length=8)),
    ("hours_week", sa.Float()),
)


def upgrade():
    for name, kind in PLACES:
        op.add_column("opening_versions", sa.Column(name, kind, nullable=True))
    op.add_column("openings", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    # the log knows when it was; where it does not, the opening is as old as its row
    op.execute(
        "UPDATE openings SET published_at = COALESCE((SELECT MIN(audit_log.at) FROM audit_log"
        " WHERE audit_log.act = 'opening.published' AND audit_log.subject = 'opening:' || openings.id),"
        " openings.created_at) WHERE openings.status <> 'draft'"
    )
    op.create_table(
        "company",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("locality", sa.String(length=80), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("about", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("accent_light", sa.String(length=7), nullable=False),
        sa.Column("accent_dark", sa.String(length=7), nullable=False),
        sa.Column("embed_origins", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("logo_key", sa.String(length=200), nullable=False),
        sa.Column("logo_version", sa.String(length=16), nullable=False),
        sa.Column("logo_width", sa.Integer(), nullable=False),
        sa.Column("logo_height", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by_id"], ["users.id"], name=op.f("fk_company_changed_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
    )


def downgrade():
    op.drop_table("company")
    op.drop_column("openings", "published_at")
    for name, _kind in reversed(PLACES):
        op.drop_column("opening_versions", name)
