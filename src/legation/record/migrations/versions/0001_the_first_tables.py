"""The first tables, and the indexes that --search goes by."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEARCHED = {
    "documents": ("title", "text"),
    "statements": ("words",),
    "events": ("words",),
    "positions": ("words",),
}
LONGEST = 250_000
"""PostgreSQL's index of one text holds a megabyte at most; what stands after so many characters isn't found."""

CONFIGURATION = (
    "CREATE TEXT SEARCH DICTIONARY legation_stem (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION legation (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION legation ALTER MAPPING FOR asciihword, asciiword, hword, hword_asciipart, "
    "hword_part, word WITH legation_stem",
)
"""PostgreSQL's English, but every word counts, "not" and "will" too, as they do in SQLite's index."""


def upgrade() -> None:
    op.create_table(
        "actors",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("wikidata", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actors")),
    )
    op.create_index(op.f("ix_actors_country"), "actors", ["country"], unique=False)
    op.create_index(op.f("ix_actors_name"), "actors", ["name"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("copy_of", sa.Integer(), nullable=True),
        sa.Column("grouped", sa.Boolean(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["copy_of"], ["documents.id"], name=op.f("fk_documents_copy_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("sha256", name=op.f("uq_documents_sha256")),
    )
    op.create_index(op.f("ix_documents_copy_of"), "documents", ["copy_of"], unique=False)
    op.create_index(op.f("ix_documents_grouped"), "documents", ["grouped"], unique=False)
    op.create_index(op.f("ix_documents_published"), "documents", ["published"], unique=False)
    op.create_table(
        "rejects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rejected", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejects")),
        sa.UniqueConstraint("key", name=op.f("uq_rejects_key")),
    )
    op.create_table(
        "codings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("codebook", sa.String(), nullable=False),
        sa.Column("coded", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_codings_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codings")),
    )
    op.create_index(op.f("ix_codings_document_id"), "codings", ["document_id"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("machine", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_corrections_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_document_id"), "corrections", ["document_id"], unique=False)
    op.create_index("ix_corrections_kind_item_id", "corrections", ["kind", "item_id"], unique=False)
    op.create_table(
        "origins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_origins_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origins")),
        sa.UniqueConstraint("key", name=op.f("uq_origins_key")),
    )
    op.create_index(op.f("ix_origins_document_id"), "origins", ["document_id"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("match", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_mentions_actor_id")),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_mentions_coding_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_mentions_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_actor_id"), "mentions", ["actor_id"], unique=False)
    op.create_index(op.f("ix_mentions_document_id"), "mentions", ["document_id"], unique=False)
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("speaker_side", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("when_value", sa.String(), nullable=True),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.Column("within", sa.String(), nullable=True),
        sa.Column("certainty", sa.Float(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_statements_coding_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_statements_document_id")),
        sa.ForeignKeyConstraint(["speaker"], ["actors.id"], name=op.f("fk_statements_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index("ix_statements_day", "statements", ["day"], unique=False)
    op.create_index(op.f("ix_statements_document_id"), "statements", ["document_id"], unique=False)
    op.create_index("ix_statements_speaker_day", "statements", ["speaker", "day"], unique=False)
    op.create_index("ix_statements_speaker_side_day", "statements", ["speaker_side", "day"], unique=False)
    op.create_table(
        "addressees",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_addressees_actor_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_addressees_statement_id")),
        sa.PrimaryKeyConstraint("statement_id", "actor_id", name=op.f("pk_addressees")),
    )
    op.create_index("ix_addressees_actor_id", "addressees", ["actor_id"], unique=False)
    op.create_index("ix_addressees_side", "addressees", ["side"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("contexts", sa.JSON(), nullable=False),
        sa.Column("quad", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("when_value", sa.String(), nullable=True),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_country", sa.String(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("agreement", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("same_as", sa.Integer(), nullable=True),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_events_coding_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_events_document_id")),
        sa.ForeignKeyConstraint(["same_as"], ["events.id"], name=op.f("fk_events_same_as")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_events_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(
        "ix_events_counted_day",
        "events",
        ["day"],
        unique=False,
        sqlite_where=sa.text("same_as IS NULL AND rejected = 0"),
        postgresql_where=sa.text("same_as IS NULL AND NOT rejected"),
    )
    op.create_index(
        "ix_events_counted_type_day",
        "events",
        ["type", "day"],
        unique=False,
        sqlite_where=sa.text("same_as IS NULL AND rejected = 0"),
        postgresql_where=sa.text("same_as IS NULL AND NOT rejected"),
    )
    op.create_index(op.f("ix_events_document_id"), "events", ["document_id"], unique=False)
    op.create_index(
        "ix_events_same_as",
        "events",
        ["same_as"],
        unique=False,
        sqlite_where=sa.text("same_as IS NOT NULL"),
        postgresql_where=sa.text("same_as IS NOT NULL"),
    )
    op.create_index("ix_events_statement_id", "events", ["statement_id"], unique=False)
    op.create_table(
        "positions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("holder_side", sa.String(), nullable=False),
        sa.Column("toward", sa.String(), nullable=True),
        sa.Column("toward_side", sa.String(), nullable=True),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("act_type", sa.String(), nullable=True),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("when_value", sa.String(), nullable=True),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_positions_coding_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_positions_document_id")),
        sa.ForeignKeyConstraint(["holder"], ["actors.id"], name=op.f("fk_positions_holder")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_positions_statement_id")),
        sa.ForeignKeyConstraint(["toward"], ["actors.id"], name=op.f("fk_positions_toward")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_positions")),
    )
    op.create_index("ix_positions_day", "positions", ["day"], unique=False)
    op.create_index(op.f("ix_positions_document_id"), "positions", ["document_id"], unique=False)
    op.create_index("ix_positions_holder_day", "positions", ["holder", "day"], unique=False)
    op.create_index("ix_positions_holder_side_day", "positions", ["holder_side", "day"], unique=False)
    op.create_index("ix_positions_statement_id", "positions", ["statement_id"], unique=False)
    op.create_index("ix_positions_toward_side_day", "positions", ["toward_side", "day"], unique=False)
    op.create_table(
        "conditions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("about", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_conditions_coding_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_conditions_document_id")),
        sa.ForeignKeyConstraint(["position_id"], ["positions.id"], name=op.f("fk_conditions_position_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conditions")),
    )
    op.create_index(op.f("ix_conditions_document_id"), "conditions", ["document_id"], unique=False)
    op.create_index(op.f("ix_conditions_position_id"), "conditions", ["position_id"], unique=False)
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("same_as", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("merged", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_merges_event_id")),
        sa.ForeignKeyConstraint(["same_as"], ["events.id"], name=op.f("fk_merges_same_as")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    op.create_index(op.f("ix_merges_event_id"), "merges", ["event_id"], unique=False)
    op.create_index(op.f("ix_merges_same_as"), "merges", ["same_as"], unique=False)
    op.create_table(
        "pairs",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("target", sa.String(), nullable=True),
        sa.Column("source_side", sa.String(), nullable=True),
        sa.Column("target_side", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("quad", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("repeats", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_pairs_event_id")),
        sa.ForeignKeyConstraint(["source"], ["actors.id"], name=op.f("fk_pairs_source")),
        sa.ForeignKeyConstraint(["target"], ["actors.id"], name=op.f("fk_pairs_target")),
        sa.PrimaryKeyConstraint("event_id", "ordinal", name=op.f("pk_pairs")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pairs_day", "pairs", ["day"], unique=False)
    op.create_index("ix_pairs_sides_day", "pairs", ["source_side", "target_side", "day"], unique=False)
    op.create_index("ix_pairs_source_day", "pairs", ["source", "day"], unique=False)
    op.create_index("ix_pairs_source_side_day", "pairs", ["source_side", "day"], unique=False)
    op.create_index("ix_pairs_target_day", "pairs", ["target", "day"], unique=False)
    op.create_index("ix_pairs_target_side_day", "pairs", ["target_side", "day"], unique=False)
    op.create_table(
        "sides",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=6), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_sides_actor_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_sides_event_id")),
        sa.PrimaryKeyConstraint("event_id", "role", "ordinal", name=op.f("pk_sides")),
    )
    op.create_index(op.f("ix_sides_actor_id"), "sides", ["actor_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("position_id", sa.Integer(), nullable=True),
        sa.Column("condition_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_evidence_coding_id")),
        sa.ForeignKeyConstraint(["condition_id"], ["conditions.id"], name=op.f("fk_evidence_condition_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_evidence_document_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_evidence_event_id")),
        sa.ForeignKeyConstraint(["position_id"], ["positions.id"], name=op.f("fk_evidence_position_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_evidence_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_condition_id"), "evidence", ["condition_id"], unique=False)
    op.create_index(op.f("ix_evidence_document_id"), "evidence", ["document_id"], unique=False)
    op.create_index(op.f("ix_evidence_event_id"), "evidence", ["event_id"], unique=False)
    op.create_index(op.f("ix_evidence_position_id"), "evidence", ["position_id"], unique=False)
    op.create_index(op.f("ix_evidence_statement_id"), "evidence", ["statement_id"], unique=False)
    search = _search_sqlite
    if op.get_bind().dialect.name == "postgresql":
        search = _search_postgresql
        for statement in CONFIGURATION:
            op.execute(statement)
    for table, columns in SEARCHED.items():
        for statement in search(table, columns):
            op.execute(statement)


def _search_sqlite(table: str, columns: tuple[str, ...]) -> list[str]:
    """An FTS5 index beside the table, kept by triggers."""
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{c}" for c in columns) for row in ("old", "new"))
    index = f"{table}_search"
    add = f"INSERT INTO {index}(rowid, {names}) VALUES (new.id, {new});"
    drop = f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', old.id, {old});"
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content={table}, content_rowid=id, "
        "tokenize='porter unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {index}_update AFTER UPDATE OF {names} ON {table} BEGIN {drop} {add} END",
    ]


def _search_postgresql(table: str, columns: tuple[str, ...]) -> list[str]:
    words = " || ' ' || ".join(f"coalesce({c}, '')" for c in columns)
    return [
        f"CREATE INDEX ix_{table}_search ON {table} USING gin (to_tsvector('legation', left({words}, {LONGEST})))"
    ]
