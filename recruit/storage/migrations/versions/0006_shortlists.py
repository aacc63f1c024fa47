"""Composed shortlists, their links and what is asked on them

Revision ID: 0006
Revises: 0005
"""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)
#: what a shortlist may show
ALL = ("score", "evidence", "contact", "salary", "form", "institutions")


def upgrade():
    op.create_table(
        "shortlists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("visible", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("codes_given", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("shared_at", WHEN, nullable=True),
        sa.Column("closed_at", WHEN, nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_shortlists_created_by_id_users")),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], name=op.f("fk_shortlists_opening_id_openings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlists")),
        sa.UniqueConstraint("public_id", name=op.f("uq_shortlists_public_id")),
    )
    op.create_index(op.f("ix_shortlists_opening_id"), "shortlists", ["opening_id"])
    op.create_table(
        "shortlist_managers",
        sa.Column("shortlist_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("added_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["shortlist_id"], ["shortlists.id"], name=op.f("fk_shortlist_managers_shortlist_id_shortlists")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_shortlist_managers_user_id_users")),
        sa.PrimaryKeyConstraint("shortlist_id", "user_id", name=op.f("pk_shortlist_managers")),
    )
    op.create_index(op.f("ix_shortlist_managers_user_id"), "shortlist_managers", ["user_id"])
    op.create_table(
        "shortlist_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shortlist_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("recipient", sa.String(length=120), nullable=False),
        sa.Column("expires_at", WHEN, nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("revoked_at", WHEN, nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("last_used_at", WHEN, nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_shortlist_links_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["shortlist_id"], ["shortlists.id"], name=op.f("fk_shortlist_links_shortlist_id_shortlists")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_shortlist_links_token_hash")),
    )
    op.create_index(op.f("ix_shortlist_links_shortlist_id"), "shortlist_links", ["shortlist_id"])
    op.create_table(
        "shortlist_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shortlist_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", WHEN, nullable=False),
        sa.Column("removed_at", WHEN, nullable=True),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_shortlist_entries_added_by_id_users")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_shortlist_entries_application_id_applications")
        ),
        sa.ForeignKeyConstraint(
            ["shortlist_id"], ["shortlists.id"], name=op.f("fk_shortlist_entries_shortlist_id_shortlists")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_entries")),
        sa.UniqueConstraint("shortlist_id", "application_id", name=op.f("uq_shortlist_entries_shortlist_id")),
        sa.UniqueConstraint("code", "shortlist_id", name=op.f("uq_shortlist_entries_code")),
    )
    op.create_index(op.f("ix_shortlist_entries_application_id"), "shortlist_entries", ["application_id"])
    op.create_table(
        "shortlist_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("up", sa.Boolean(), nullable=True),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("changed_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_shortlist_views_by_id_users")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["shortlist_entries.id"], name=op.f("fk_shortlist_views_entry_id_shortlist_entries")
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["shortlist_links.id"], name=op.f("fk_shortlist_views_link_id_shortlist_links")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_views")),
        sa.UniqueConstraint("entry_id", "by_id", name=op.f("uq_shortlist_views_entry_id")),
        sa.UniqueConstraint("link_id", "entry_id", name=op.f("uq_shortlist_views_link_id")),
    )
    op.create_index(op.f("ix_shortlist_views_by_id"), "shortlist_views", ["by_id"])
    op.create_table(
        "shortlist_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_shortlist_messages_by_id_users")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["shortlist_entries.id"], name=op.f("fk_shortlist_messages_entry_id_shortlist_entries")
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["shortlist_links.id"], name=op.f("fk_shortlist_messages_link_id_shortlist_links")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_messages")),
    )
    op.create_index(op.f("ix_shortlist_messages_entry_id"), "shortlist_messages", ["entry_id"])
    compose_what_was_shown()


def code_of(number):
    """1 -> A, 26 -> Z, 27 -> AA."""
    code = ""
    while number:
        number, letter = divmod(number - 1, 26)
        code = chr(65 + letter) + code
    return code


def compose_what_was_shown():
    """Until now a hiring manager saw whoever stood at these stages: one shared shortlist an opening keeps it so.

    What they said goes along; `verdicts` stays as it was.
    """
    link = op.get_bind()
    names = {
        "shortlists": "id public_id opening_id title introduction status blind visible codes_given created_by_id"
        " created_at shared_at",
        "shortlist_managers": "shortlist_id user_id added_at",
        "shortlist_entries": "id shortlist_id application_id code place comment added_by_id added_at",
        "shortlist_views": "entry_id by_id up decision comment created_at changed_at",
        "openings": "id hiring_manager_id created_by_id",
        "applications": "id opening_id stage score_id",
        "scores": "id points",
        "verdicts": "application_id by_id up comment created_at changed_at",
    }
    kinds = {"visible": sa.JSON(), "blind": sa.Boolean(), "up": sa.Boolean()}
    kinds |= dict.fromkeys(("created_at", "changed_at", "added_at", "shared_at"), WHEN)
    table = {
        name: sa.table(name, *(sa.column(column, kinds.get(column)) for column in columns.split()))
        for name, columns in names.items()
    }
    people, scores = table["applications"], table["scores"]
    moment = datetime.now(UTC)
    openings = table["openings"]
    for opening in link.execute(sa.select(openings).where(openings.c.hiring_manager_id.is_not(None))).all():
        shown = link.execute(
            sa.select(people.c.id)
            .outerjoin(scores, scores.c.id == people.c.score_id)
            .where(
                people.c.opening_id == opening.id,
                people.c.stage.in_(("shortlisted", "interview", "offer", "hired")),
            )
            .order_by(scores.c.points.desc(), people.c.id)
        ).all()
        if not shown:
            continue
        public_id = secrets.token_urlsafe(16)
        link.execute(
            table["shortlists"].insert().values(
                public_id=public_id, opening_id=opening.id, title="Shortlist", introduction="", status="shared",
                blind=False, visible=list(ALL), codes_given=len(shown),
                created_by_id=opening.created_by_id, created_at=moment, shared_at=moment,
            )
        )  # fmt: skip
        made = table["shortlists"]
        id = link.execute(sa.select(made.c.id).where(made.c.public_id == public_id)).scalar_one()
        link.execute(
            table["shortlist_managers"].insert().values(
                shortlist_id=id, user_id=opening.hiring_manager_id, added_at=moment
            )
        )  # fmt: skip
        entries = table["shortlist_entries"]
        for number, (application_id,) in enumerate(shown, start=1):
            link.execute(
                entries.insert().values(
                    shortlist_id=id, application_id=application_id, code=code_of(number), place=number, comment="",
                    added_by_id=opening.created_by_id, added_at=moment,
                )
            )  # fmt: skip
            entry_id = link.execute(
                sa.select(entries.c.id).where(entries.c.shortlist_id == id, entries.c.application_id == application_id)
            ).scalar_one()
            said = table["verdicts"]
            for verdict in link.execute(sa.select(said).where(said.c.application_id == application_id)).all():
                link.execute(
                    table["shortlist_views"].insert().values(
                        entry_id=entry_id, by_id=verdict.by_id, up=verdict.up, decision="undecided",
                        comment=verdict.comment, created_at=verdict.created_at, changed_at=verdict.changed_at,
                    )
                )  # fmt: skip


def downgrade():
    for name in ("messages", "views", "entries", "links", "managers"):
        op.drop_table(f"shortlist_{name}")
    op.drop_table("shortlists")
