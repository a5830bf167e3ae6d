"""Indexes that hold all that counts by side and day, and an actor's written names, ask for.

The event's number stands behind the day, so that a page of the newest is read in order.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COUNTED = ["quad", "score", "counted", "repeats"]
INDEXES = {
    "ix_pairs_sides_day": ["source_side", "target_side", "day", "event_id", *COUNTED],
    "ix_pairs_source_side_day": ["source_side", "day", "event_id", "target_side", *COUNTED],
    "ix_pairs_target_side_day": ["target_side", "day", "event_id", "source_side", *COUNTED],
}


def upgrade() -> None:
    for name, columns in INDEXES.items():
        op.drop_index(name, table_name="pairs")
        op.create_index(name, "pairs", columns)
    op.drop_index("ix_mentions_actor_id", table_name="mentions")
    op.create_index("ix_mentions_actor_id", "mentions", ["actor_id", "words"])
