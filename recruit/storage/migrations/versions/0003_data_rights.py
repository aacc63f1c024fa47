"""Consents, access of applicants, retention and erasure

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("mails", sa.Column("subject", sa.String(length=200), nullable=True))
    op.add_column("mails", sa.Column("text", sa.Text(), nullable=True))

    op.create_table(
        "access_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_access_links_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_access_links_token_hash")),
    )
    op.create_index(op.f("ix_access_links_application_id"), "access_links", ["application_id"], unique=False)

    op.create_table(
        "person_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["users.id"], name=op.f("fk_person_requests_answered_by_id_users")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_person_requests_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_requests")),
    )
    op.create_index(op.f("ix_person_requests_application_id"), "person_requests", ["application_id"], unique=False)

    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_corrections_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_application_id"), "corrections", ["application_id"], unique=False)

    op.create_table(
        "pool_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_pool_consents_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_consents")),
    )
    op.create_index(op.f("ix_pool_consents_application_id"), "pool_consents", ["application_id"], unique=False)

    # without a row number in SQLite, which would tell in what order people answered
    op.create_table(
        "self_identifications",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("gender", sa.String(length=20), nullable=False),
        sa.Column("age_group", sa.String(length=20), nullable=False),
        sa.Column("disability", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["openings.id"], name=op.f("fk_self_identifications_opening_id_openings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_identifications")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_self_identifications_opening_month", "self_identifications", ["opening_id", "month"], unique=False
    )

    op.create_table(
        "data_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("retention_months", sa.Integer(), nullable=False),
        sa.Column("pool_months", sa.Integer(), nullable=False),
        sa.Column("score_shown", sa.String(length=12), nullable=False),
        sa.Column("run_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_rules")),
    )

    op.create_table(
        "legal_holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_legal_holds_application_id_applications")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_legal_holds_by_id_users")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["users.id"], name=op.f("fk_legal_holds_lifted_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_holds")),
    )
    op.create_index(op.f("ix_legal_holds_application_id"), "legal_holds", ["application_id"], unique=False)

    op.create_table(
        "past_applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("reached", sa.String(length=12), nullable=False),
        sa.Column("band", sa.String(length=10), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("knockouts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("ended", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], name=op.f("fk_past_applications_opening_id_openings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_applications")),
    )
    op.create_index(op.f("ix_past_applications_opening_id"), "past_applications", ["opening_id"], unique=False)

    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("ending", sa.String(length=10), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_erasures_application_id"), "erasures", ["application_id"], unique=False)

    op.create_table(
        "audit_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("after", sa.Boolean(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["audit_log.id"], name=op.f("fk_audit_words_entry_id_audit_log")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_audit_words_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_words")),
    )
    op.create_index(op.f("ix_audit_words_entry_id"), "audit_words", ["entry_id"], unique=False)
    op.create_index(op.f("ix_audit_words_application_id"), "audit_words", ["application_id"], unique=False)

    _take_words_out_of_the_log()


#: acts of the releases before whose entries hold what people wrote about an applicant, under `reason`
_WITH_REASON = ("stage.moved", "fact.confirmed")


def _take_words_out_of_the_log():
    """Reasons that an earlier release wrote into the log go where they can be erased.

    The log is append-only; this once its triggers step aside, and stand again before the transaction ends.
    """
    bind = op.get_bind()
    log = sa.table(
        "audit_log",
        sa.column("id", sa.Integer),
        sa.column("act", sa.String),
        sa.column("subject", sa.String),
        sa.column("after", sa.JSON(none_as_null=True)),
    )
    words = sa.table(
        "audit_words",
        sa.column("entry_id", sa.Integer),
        sa.column("application_id", sa.Integer),
        sa.column("after", sa.Boolean),
        sa.column("field", sa.String),
        sa.column("value", sa.JSON(none_as_null=True)),
    )
    found = bind.execute(sa.select(log.c.id, log.c.subject, log.c.after).where(log.c.act.in_(_WITH_REASON))).all()
    moved = [(id, subject, after) for id, subject, after in found if after and after.get("reason")]
    if not moved:
        return
    sqlite = bind.dialect.name == "sqlite"
    op.execute(
        "DROP TRIGGER audit_log_no_update" if sqlite else "ALTER TABLE audit_log DISABLE TRIGGER audit_log_no_update"
    )
    for id, subject, after in moved:
        application_id = int(subject.partition(":")[2])
        kept = {name: value for name, value in after.items() if name != "reason"} | {"words_of": ["reason"]}
        bind.execute(log.update().where(log.c.id == id).values(after=kept))
        bind.execute(
            words.insert().values(
                entry_id=id, application_id=application_id, after=True, field="reason", value=after["reason"]
            )
        )
    op.execute(
        "CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log "
        "BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END"
        if sqlite
        else "ALTER TABLE audit_log ENABLE TRIGGER audit_log_no_update"
    )


def downgrade():
    for table in (
        "audit_words",
        "erasures",
        "past_applications",
        "legal_holds",
        "data_rules",
        "self_identifications",
        "pool_consents",
        "corrections",
        "person_requests",
        "access_links",
    ):
        op.drop_table(table)
    op.drop_column("mails", "text")
    op.drop_column("mails", "subject")
