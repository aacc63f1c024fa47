"""Mentions, reasons for rejection, struck evidence, the review queue, duplicates

Revision ID: 0005
Revises: 0004
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("struck_evidence", "mentions", "review_runs", "application_traces", "merges", "not_duplicates")


def upgrade():
    op.add_column("stage_changes", sa.Column("reason_code", sa.String(length=30), nullable=True))
    op.add_column("notes", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("fact_confirmations", sa.Column("evidence", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("applications", sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))

    op.create_table(
        "struck_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=True),
        sa.Column("fact", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_struck_evidence_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["cv_readings.id"],
            name=op.f("fk_struck_evidence_reading_id_cv_readings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_struck_evidence_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_struck_evidence")),
    )
    op.create_index(op.f("ix_struck_evidence_application_id"), "struck_evidence", ["application_id"], unique=False)

    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_mentions_note_id_notes"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_mentions_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
        sa.UniqueConstraint("note_id", "user_id", name=op.f("uq_mentions_note_id")),
    )
    op.create_index("ix_mentions_user_read", "mentions", ["user_id", "read_at"], unique=False)

    op.create_table(
        "review_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("order", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("later", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("decisions", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_review_runs_user_id_users")),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["openings.id"], name=op.f("fk_review_runs_opening_id_openings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_runs")),
        sa.UniqueConstraint("user_id", "opening_id", name=op.f("uq_review_runs_user_id")),
    )
    op.create_index(op.f("ix_review_runs_opening_id"), "review_runs", ["opening_id"], unique=False)

    traces = op.create_table(
        "application_traces",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("shingles", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_traces_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_application_traces")),
    )
    for column in ("email", "name", "phone"):
        op.create_index(op.f(f"ix_application_traces_{column}"), "application_traces", [column], unique=False)

    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["applications.id"], name=op.f("fk_merges_kept_id_applications"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["applications.id"], name=op.f("fk_merges_merged_id_applications"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_merges_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    for column in ("kept_id", "merged_id"):
        op.create_index(op.f(f"ix_merges_{column}"), "merges", [column], unique=False)

    op.create_table(
        "not_duplicates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["applications.id"], name=op.f("fk_not_duplicates_first_id_applications"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["applications.id"],
            name=op.f("fk_not_duplicates_second_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_not_duplicates_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_duplicates")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_not_duplicates_first_id")),
    )
    op.create_index(op.f("ix_not_duplicates_second_id"), "not_duplicates", ["second_id"], unique=False)
    trace_applications(traces)


def trace_applications(traces):
    """Who is here already is recognized too; the words of their CVs come with the next reading."""
    connection = op.get_bind()
    known = sa.table(
        "applications",
        sa.column("id", sa.Integer),
        sa.column("email", sa.String),
        sa.column("phone", sa.String),
        sa.column("name", sa.String),
    )
    for row in connection.execute(sa.select(known)).all():
        digits = re.sub(r"\D", "", row.phone) if row.phone.strip().startswith("+") else ""
        connection.execute(
            traces.insert().values(
                application_id=row.id, email=fold(row.email), phone=digits[:20], name=fold(row.name)[:120], shingles=[]
            )
        )


def fold(text):
    """As `hiring.folding.fold` was when this was written."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def downgrade():
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("applications", "merged_at")
    op.drop_column("fact_confirmations", "evidence")
    op.drop_column("notes", "edited_at")
    op.drop_column("stage_changes", "reason_code")
