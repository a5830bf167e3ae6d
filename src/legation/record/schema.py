"""The tables of the kept record, the same in SQLite and PostgreSQL.

Every row that a report was read into carries its document and its coding, and so the model, the codebook and
the time of coding; its words stand in ``evidence`` as spans of the document's text. ``codings.record`` holds
what the machine read, never altered; the tables hold what is valid now, after corrections.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    Text,
    func,
    select,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[Any]:
    return Column("id", Integer, primary_key=True)


def _to(name: str, target: str, *, optional: bool = False, index: bool = False) -> Column[Any]:
    kind: Any = String if target == "actors.id" else Integer
    return Column(name, kind, ForeignKey(target), nullable=optional, index=index)


def _coded() -> list[Column[Any]]:
    """Where a row comes from: its document, and the coding with model, codebook and time."""
    return [_to("document_id", "documents.id", index=True), _to("coding_id", "codings.id")]


def _when() -> list[Column[Any]]:
    """A time as the report gives it, and the day that questions go by: its first, or that of publication."""
    return [
        Column("day", Date),
        Column("when_value", String),
        Column("when_start", Date),
        Column("when_end", Date),
    ]


def _counted(condition: str = "") -> dict[str, Any]:
    """An index of the rows alone that questions count."""
    return {
        "sqlite_where": text(f"{condition} rejected = 0"),
        "postgresql_where": text(f"{condition} NOT rejected"),
    }


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _kept() -> Column[Any]:
    return Column("rejected", Boolean, nullable=False, default=False)


documents = Table(
    "documents",
    metadata,
    _id(),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("kind", String, nullable=False),  # report, or the form of an imported file: gdelt, icews, polecat
    Column("name", String, nullable=False),
    Column("source", Text),
    Column("url", Text),
    Column("title", Text),
    Column("published", Date, index=True),
    Column("language", String, nullable=False),
    Column("text", Text, nullable=False),
    _to("copy_of", "documents.id", optional=True, index=True),
    Column("grouped", Boolean, nullable=False, default=False, index=True),  # its events were compared with others
    Column("added", DateTime(timezone=True), nullable=False),
)

origins = Table(  # every place that a text was found in: the same words may come by several agencies
    "origins",
    metadata,
    _id(),
    _to("document_id", "documents.id", index=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("source", Text),
    Column("url", Text),
    Column("title", Text),
    Column("published", Date),
)

codings = Table(
    "codings",
    metadata,
    _id(),
    _to("document_id", "documents.id", index=True),
    Column("version", String, nullable=False),
    Column("model", String, nullable=False),
    Column("codebook", String, nullable=False),
    Column("coded", DateTime(timezone=True), nullable=False),
    Column("record", LargeBinary),  # zlib over the record's JSON without its text; none for imports
)

actors = Table(
    "actors",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("country", String, index=True),
    Column("code", String),
    Column("role", Text),
    Column("wikidata", String),
)

mentions = Table(
    "mentions",
    metadata,
    _id(),
    *_coded(),
    _to("actor_id", "actors.id"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("match", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Index("ix_mentions_actor_id", "actor_id", "words"),
)

statements = Table(
    "statements",
    metadata,
    _id(),
    *_coded(),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    _to("speaker", "actors.id", optional=True),
    Column("speaker_side", String),
    *_when(),
    Column("within", String),
    Column("certainty", Float, nullable=False),
    Column("words", Text, nullable=False),
    _kept(),
    Index("ix_statements_speaker_day", "speaker", "day"),
    Index("ix_statements_speaker_side_day", "speaker_side", "day"),
    Index("ix_statements_day", "day"),
)

addressees = Table(
    "addressees",
    metadata,
    Column("statement_id", Integer, ForeignKey("statements.id"), primary_key=True),
    Column("actor_id", String, ForeignKey("actors.id"), primary_key=True),
    Column("side", String, nullable=False),
    Index("ix_addressees_actor_id", "actor_id"),
    Index("ix_addressees_side", "side"),
)

events = Table(
    "events",
    metadata,
    _id(),
    *_coded(),
    Column("name", String, nullable=False),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("contexts", JSON, nullable=False),
    Column("quad", String, nullable=False),
    Column("score", Float, nullable=False),
    *_when(),
    Column("place", Text),
    Column("place_country", String),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("agreement", String),
    Column("status", String, nullable=False),
    _to("statement_id", "statements.id", optional=True),
    Column("confidence", Float, nullable=False),
    Column("words", Text, nullable=False),  # the sentence
    _to("same_as", "events.id", optional=True),  # the telling that is counted for this one
    _kept(),
    Index("ix_events_counted_day", "day", **_counted("same_as IS NULL AND")),
    Index("ix_events_counted_type_day", "type", "day", **_counted("same_as IS NULL AND")),
    Index("ix_events_statement_id", "statement_id"),
    # of the merged alone: else SQLite, which doesn't know that nearly all are NULL, finds the counted ones by it
    Index("ix_events_same_as", "same_as", **_where("same_as IS NOT NULL")),
)

sides = Table(
    "sides",
    metadata,
    Column("event_id", Integer, ForeignKey("events.id"), primary_key=True),
    Column("role", String(6), primary_key=True),  # source, target, via
    Column("ordinal", Integer, primary_key=True),
    _to("actor_id", "actors.id", index=True),
)

_COUNTS = ("quad", "score", "counted", "repeats")
pairs = Table(  # each event's sources times its targets, for questions by dyad; made from ``sides``
    "pairs",
    metadata,
    Column("event_id", Integer, ForeignKey("events.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    _to("source", "actors.id", optional=True),
    _to("target", "actors.id", optional=True),
    Column("source_side", String),
    Column("target_side", String),
    Column("day", Date),
    Column("type", String, nullable=False),
    Column("quad", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("counted", Boolean, nullable=False),  # neither rejected nor another telling of a counted event
    Column("repeats", Boolean, nullable=False),  # an earlier pair of the event has the same two sides
    # these hold all that counts ask for, and the event's number behind the day for a page of the newest
    Index("ix_pairs_sides_day", "source_side", "target_side", "day", "event_id", *_COUNTS),
    Index("ix_pairs_source_side_day", "source_side", "day", "event_id", "target_side", *_COUNTS),
    Index("ix_pairs_target_side_day", "target_side", "day", "event_id", "source_side", *_COUNTS),
    Index("ix_pairs_source_day", "source", "day"),
    Index("ix_pairs_target_day", "target", "day"),
    Index("ix_pairs_day", "day", "source_side", "target_side", *_COUNTS),
    sqlite_with_rowid=False,
)

positions = Table(
    "positions",
    metadata,
    _id(),
    *_coded(),
    Column("name", String, nullable=False),
    _to("holder", "actors.id"),
    Column("holder_side", String, nullable=False),
    _to("toward", "actors.id", optional=True),
    Column("toward_side", String),
    Column("stance", String, nullable=False),
    Column("act", Text, nullable=False),
    Column("act_type", String),
    _to("statement_id", "statements.id", optional=True),
    *_when(),
    Column("confidence", Float, nullable=False),
    Column("words", Text, nullable=False),
    _kept(),
    Index("ix_positions_holder_day", "holder", "day"),
    Index("ix_positions_holder_side_day", "holder_side", "day"),
    Index("ix_positions_toward_side_day", "toward_side", "day"),
    Index("ix_positions_day", "day"),
    Index("ix_positions_statement_id", "statement_id"),
)

conditions = Table(
    "conditions",
    metadata,
    _id(),
    *_coded(),
    _to("position_id", "positions.id", index=True),
    Column("kind", String, nullable=False),
    Column("words", Text, nullable=False),
    Column("about", JSON(none_as_null=True)),
)

evidence = Table(
    "evidence",
    metadata,
    _id(),
    *_coded(),
    _to("event_id", "events.id", optional=True, index=True),
    _to("statement_id", "statements.id", optional=True, index=True),
    _to("position_id", "positions.id", optional=True, index=True),
    _to("condition_id", "conditions.id", optional=True, index=True),
    Column("part", String, nullable=False),  # sentence, trigger, source, target, cue, content, …
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

rejects = Table(
    "rejects",
    metadata,
    _id(),
    Column("key", String(64), nullable=False, unique=True),
    Column("input", Text, nullable=False),
    Column("line", Integer),
    Column("reason", Text, nullable=False),
    Column("rejected", DateTime(timezone=True), nullable=False),
)

merges = Table(  # why an event's telling is counted as another's, and who undid it
    "merges",
    metadata,
    _id(),
    _to("event_id", "events.id", index=True),
    _to("same_as", "events.id", index=True),
    Column("score", Float, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("merged", DateTime(timezone=True), nullable=False),
    Column("undone_by", Text),
    Column("undone", DateTime(timezone=True)),
    Column("why", Text),
)

corrections = Table(
    "corrections",
    metadata,
    _id(),
    _to("document_id", "documents.id", index=True),
    Column("kind", String, nullable=False),  # event, statement, position
    Column("item_id", Integer, nullable=False),
    Column("item", String, nullable=False),  # its id in the report's record
    Column("field", String),  # none: the whole item
    Column("verdict", String, nullable=False),  # accept, edit, reject
    Column("machine", JSON(none_as_null=True)),
    Column("value", JSON(none_as_null=True)),
    Column("who", Text, nullable=False),
    Column("why", Text),
    Column("made", DateTime(timezone=True), nullable=False),
    Index("ix_corrections_kind_item_id", "kind", "item_id"),
)

feeds = Table(  # feeds that are watched, and the marks by which they are asked only for what changed
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
)

feed_items = Table(  # what a feed has brought: handed on as it is in ``digest``, or its page is waited for
    "feed_items",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("digest", String(64)),
    Column("rounds", Integer, nullable=False, default=0),
)


def last_codings() -> Select[tuple[int]]:
    """The numbers of the codings that are valid: of each document the last. The others are earlier readings."""
    return select(func.max(codings.c.id)).group_by(codings.c.document_id)
