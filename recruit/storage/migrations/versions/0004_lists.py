"""Tags, saved searches, assignment and the words that are searched

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("tags", "application_tags", "assignments", "saved_searches", "bulk_changes", "search_texts")

# The index over search_texts: one table of FTS5 that follows by triggers, or two indexes over expressions.
SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5(stems, words, content='search_texts', "
    "content_rowid='application_id', tokenize='unicode61 remove_diacritics 0', prefix='3')",
    "CREATE TRIGGER search_texts_added AFTER INSERT ON search_texts BEGIN "
    "INSERT INTO search_index(rowid, stems, words) VALUES (new.application_id, new.stems, new.words); END",
    "CREATE TRIGGER search_texts_removed AFTER DELETE ON search_texts BEGIN "
    "INSERT INTO search_index(search_index, rowid, stems, words) "
    "VALUES ('delete', old.application_id, old.stems, old.words); END",
    "CREATE TRIGGER search_texts_changed AFTER UPDATE ON search_texts BEGIN "
    "INSERT INTO search_index(search_index, rowid, stems, words) "
    "VALUES ('delete', old.application_id, old.stems, old.words); "
    "INSERT INTO search_index(rowid, stems, words) VALUES (new.application_id, new.stems, new.words); END",
)
POSTGRESQL_INDEX = (
    "CREATE INDEX ix_search_index_stems ON search_texts USING gin (to_tsvector('simple'::regconfig, stems))",
    "CREATE INDEX ix_search_index_words ON search_texts USING gin (to_tsvector('simple'::regconfig, words))",
)


def upgrade():
    op.add_column("applications", sa.Column("source", sa.String(length=60), nullable=True))
    op.add_column("scores", sa.Column("skills", sa.JSON(none_as_null=True), nullable=True))

    op.create_table(
        "tags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_tags_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("folded", name=op.f("uq_tags_folded")),
    )

    op.create_table(
        "application_tags",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_tags_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_application_tags_tag_id_tags")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_application_tags_by_id_users")),
        sa.PrimaryKeyConstraint("application_id", "tag_id", name=op.f("pk_application_tags")),
    )
    op.create_index(op.f("ix_application_tags_tag_id"), "application_tags", ["tag_id"], unique=False)

    op.create_table(
        "assignments",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_assignments_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_assignments_user_id_users")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_assignments_by_id_users")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_user_id"), "assignments", ["user_id"], unique=False)

    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], name=op.f("fk_saved_searches_opening_id_openings")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_saved_searches_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("opening_id", "user_id", "name", name=op.f("uq_saved_searches_opening_id")),
    )

    op.create_table(
        "bulk_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("changes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], name=op.f("fk_bulk_changes_opening_id_openings")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_bulk_changes_by_id_users")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["users.id"], name=op.f("fk_bulk_changes_undone_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_changes")),
    )
    op.create_index(op.f("ix_bulk_changes_opening_id"), "bulk_changes", ["opening_id"], unique=False)

    op.create_table(
        "search_texts",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("parts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_search_texts_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_search_texts")),
    )
    for statement in SQLITE_INDEX if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_INDEX:
        op.execute(statement)


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")  # its triggers go with search_texts
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("scores", "skills")
    op.drop_column("applications", "source")
