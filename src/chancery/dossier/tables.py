"""The tables of a dossier, the same on SQLite and PostgreSQL. What may be asked for quickly has a column; the whole of a shape stands beside it as JSON.

articles, records, runs, quarantine, feeds, judgements hold what came in and cannot be made again. mentions and parties are made from records and
judgements, groups to stories from mentions: they may be thrown away and made anew.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)  # fmt: skip

#: mentions are numbered within their article (see flatten.mention_key): their keys come from what they are, not from when they were stored
MENTION_KEY = BigInteger().with_variant(Integer(), "sqlite")

RUNS = Table(
    "runs", METADATA,
    Column("key", Integer, primary_key=True),
    Column("started", Text, nullable=False),  # UTC, ISO 8601
    Column("ended", Text),  # null: still running, or killed
    Column("program", Text, nullable=False),  # version of Chancery
    Column("model", Text, nullable=False),  # hash of the weights
    Column("knowledge", Text, nullable=False),  # hash of the tables
    Column("inputs", Text, nullable=False),  # JSON list
    Column("read", Integer, nullable=False, default=0),
    Column("updated", Integer, nullable=False, default=0),  # of those read, new versions
    Column("unchanged", Integer, nullable=False, default=0),
    Column("failed", Integer, nullable=False, default=0),
)  # fmt: skip

ARTICLES = Table(
    "articles", METADATA,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # the id its source gave it, else its URL, else its hash
    Column("called", Text, nullable=False, server_default=""),  # what answers call it: the id its source gave it, else its hash
    Column("version", Integer, nullable=False),  # from 1; an article whose text has changed is a new version
    Column("hash", Text, nullable=False),  # Article.id
    Column("current", Boolean, nullable=False),  # the latest version, and not withdrawn
    Column("title", Text),
    Column("published", Text),  # ISO day
    Column("publisher", Text),
    Column("syndicated", Text),  # the agency or outlet it says it comes from
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("article", Text, nullable=False),  # JSON of the Article without its text
    Column("extra", Text, nullable=False),  # JSON of the source's further columns
    Column("run", ForeignKey("runs.key"), nullable=False),
    Column("touched", Integer, nullable=False, default=0, server_default="0"),  # how often its mentions were changed
    UniqueConstraint("name", "version"),
    Index(None, "called"), Index(None, "hash"), Index(None, "published"), Index(None, "publisher"),
)  # fmt: skip

#: the article whose text another one carries, beside that: made once, since making one takes as long as a small page
FIRST = ARTICLES.alias("first")

RECORDS = Table(
    "records", METADATA,
    Column("article", ForeignKey("articles.key"), primary_key=True),
    Column("run", ForeignKey("runs.key"), nullable=False),
    Column("schema", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # zlib of the record's JSON without the article
)  # fmt: skip

QUARANTINE = Table(
    "quarantine", METADATA,
    Column("key", Integer, primary_key=True),
    Column("run", ForeignKey("runs.key"), nullable=False),
    Column("source", Text, nullable=False),  # file or URL, and the row in it: day.jsonl:17
    Column("error", Text, nullable=False),  # class of the error
    Column("message", Text, nullable=False),
    Column("hint", Text),
    UniqueConstraint("source"),
)  # fmt: skip

FEEDS = Table(
    "feeds", METADATA,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("checked", Text),
    Column("failures", Integer, nullable=False, default=0),  # in a row; the wait doubles with each
    Column("error", Text),
)  # fmt: skip

JUDGEMENTS = Table(
    "judgements", METADATA,
    Column("number", Integer, primary_key=True),
    Column("time", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("article", Text), Column("kind", Text), Column("start", Integer), Column("end", Integer),  # the anchor
    Column("hash", Text),  # Article.id of the text that the anchor counts in
    Column("twin", Text),  # what the mention says, which tells it from others of its kind at its span
    Column("other", Text),  # JSON of the other anchor, and the hash of its text
    Column("value", Text),  # JSON
    Column("undoes", Integer),
    Column("reason", Text),
    Index(None, "article", "kind", "start"),
)  # fmt: skip

MENTIONS = Table(
    "mentions", METADATA,
    Column("key", MENTION_KEY, primary_key=True, autoincrement=False),
    Column("article", ForeignKey("articles.key"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("local", Text, nullable=False),
    Column("start", Integer, nullable=False), Column("end", Integer, nullable=False),
    Column("label", Text),  # event type, act, stance, what is counted, document kind
    Column("modality", Text),
    Column("date_from", Text), Column("date_to", Text),  # first and last ISO day of its date
    Column("confidence", Float, nullable=False),
    Column("hidden", Boolean, nullable=False, default=False),  # rejected by an analyst
    Column("judged", Text),  # the last verb of an analyst
    Column("data", Text, nullable=False),  # JSON of the Mention, edits applied
    Column("read_start", Integer), Column("read_end", Integer),  # where it was read, where an analyst has moved it
    Column("twin", Text),  # what it says, where another of its kind was read at the same span
    UniqueConstraint("article", "kind", "local"),
    Index(None, "kind", "date_from"), Index(None, "kind", "label"),
)  # fmt: skip

PARTIES = Table(
    "parties", METADATA,
    Column("mention", ForeignKey("mentions.key"), nullable=False),
    Column("role", Text, nullable=False),  # source target speaker addressee who towards actor issuer recipient side by
    Column("key", Text, nullable=False),  # Party.key
    Column("code", Text),
    Column("name", Text, nullable=False),
    Index(None, "mention"), Index(None, "key", "role", "mention"), Index(None, "code", "role", "mention"),
)  # fmt: skip

GROUPS = Table(
    "groups", METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("label", Text),
    Column("date_from", Text), Column("date_to", Text),
    Column("published", Text),  # when it was first reported
    Column("latest", Text),  # when it was last reported
    Column("publishers", Integer, nullable=False),  # independent ones; none where only articles tell of it that were replaced
    Column("day", Text, nullable=False, server_default=""),  # what it is ordered by: the first day of its date, else of its first report, else nothing
    Column("told", Text, nullable=False, server_default=""),  # where it was told first: the order within a day
    Index(None, "kind", "date_from"), Index(None, "kind", "published"), Index(None, "kind", "latest"), Index(None, "kind", "day"),
)  # fmt: skip

MEMBERS = Table(
    "members", METADATA,
    Column("mention", ForeignKey("mentions.key"), primary_key=True),
    Column("group", ForeignKey("groups.id"), nullable=False),
    Column("stage", Integer, nullable=False, default=0),
    Column("reason", Text, nullable=False),
    Column("score", Float, nullable=False),
    Index(None, "group"),
)  # fmt: skip

ACTS = Table(
    "acts", METADATA,  # each event reduced to what is counted of it, as of now
    Column("id", ForeignKey("groups.id"), primary_key=True),
    Column("day", Text, nullable=False),  # of its date, else of its first report, else empty
    Column("type", Text, nullable=False), Column("mode", Text), Column("modality", Text, nullable=False),
    Column("sources", Text, nullable=False), Column("targets", Text, nullable=False),  # JSON: lists of key, code, name
    Column("latest", Text),  # when it was last reported; null where a report has no day, so that no day is known from which it stands so
    Column("told", Text, nullable=False),  # by how many mentions, and by which: what it was made of
    Column("stale", Boolean, nullable=False, default=False),  # an analyst or a new version has changed it since
    Index(None, "stale"),
)  # fmt: skip

PAIRS = Table(
    "pairs", METADATA,  # the pairs of codes between which each act that is not stale runs
    Column("a", Text, nullable=False), Column("b", Text, nullable=False),  # a before b
    Column("id", ForeignKey("acts.id"), nullable=False),
    Column("day", Text, nullable=False),
    Column("type", Text, nullable=False), Column("mode", Text), Column("modality", Text, nullable=False),
    Column("latest", Text),
    Index(None, "a", "b"), Index(None, "b"), Index(None, "id"),
)  # fmt: skip

COPIES = Table(
    "copies", METADATA,
    Column("article", ForeignKey("articles.key"), primary_key=True),
    Column("of", ForeignKey("articles.key"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("score", Float, nullable=False),
    Index(None, "of"),
)  # fmt: skip

FULFILMENTS = Table(
    "fulfilments", METADATA,
    Column("commitment", ForeignKey("groups.id"), nullable=False),
    Column("status", Text, nullable=False),
    Column("by_kind", Text, nullable=False),
    Column("by", ForeignKey("mentions.key"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("score", Float, nullable=False),
    Index(None, "commitment"), Index(None, "by"),
)  # fmt: skip

ANSWERS = Table(
    "answers", METADATA,
    Column("document", ForeignKey("groups.id"), primary_key=True),
    Column("answers", ForeignKey("groups.id"), nullable=False),
    Column("reason", Text, nullable=False),
)  # fmt: skip

# what linking left behind, so that the next linking goes on from there (see past.py); it may be thrown away

LINKINGS = Table(
    "linkings", METADATA,
    Column("number", Integer, primary_key=True),  # how many there were; one row
    Column("version", Text, nullable=False),  # of the program's linking
    Column("decided", Text, nullable=False),  # JSON of the constraints
    Column("retired", Text, nullable=False),  # JSON of the keys of replaced articles
)  # fmt: skip

TRACES = Table(
    "traces", METADATA,
    Column("article", ForeignKey("articles.key"), primary_key=True),
    Column("at", Integer, nullable=False),  # its place in the order of publication
    Column("touched", Integer, nullable=False),  # articles.touched when it was linked
    Column("data", LargeBinary, nullable=False),  # zlib of the JSON of a Trace without its words
    Column("words", LargeBinary, nullable=False),  # zlib of the JSON of its words
)  # fmt: skip

SEGMENTS = Table(
    "segments", METADATA,
    Column("number", Integer, primary_key=True),
    Column("first", Integer, nullable=False),  # the places of the articles whose postings it holds
    Column("until", Integer, nullable=False),
    Column("buckets", Integer, nullable=False),
)  # fmt: skip

POSTINGS = Table(
    "postings", METADATA,
    Column("segment", ForeignKey("segments.number"), primary_key=True),
    Column("bucket", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),  # zlib of JSON: key -> places and numbers, in turn
)  # fmt: skip

STORIES = Table(
    "stories", METADATA,
    Column("article", ForeignKey("articles.key"), primary_key=True),
    Column("story", Text, nullable=False),
    Index(None, "story"),
)  # fmt: skip
