"""An index that holds all that a network, who acts on whom in some time, asks for."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_pairs_day", table_name="pairs")
    counted = ["quad", "score", "counted", "repeats"]
    op.create_index("ix_pairs_day", "pairs", ["day", "source_side", "target_side", *counted])
