"""The visit file's schema, step by step. A new file is made by running all steps.

Steps are never edited once released; each is literal SQL. `FORMAT` rises only when an older
program must not open the file any more (docs/file-format.md).
"""

from pathlib import Path

from sqlite_utils import Database, Migrations

from app.storage.connection import APPLICATION_ID, environment, scalar

FORMAT = 1

visit_steps = Migrations("visit")
library_steps = Migrations("library")

UNDOABLE = ("documents", "captures", "collection", "decisions", "meta")


def upgrade(database: Database, steps: Migrations) -> None:
    """Brings a database to today's schema and marks it as ours.

    Raises:
        UserError: the disk is full or fails.
    """
    with environment(Path(str(database.execute("pragma database_list").fetchone()[2]))):
        _upgrade(database, steps)


def _upgrade(database: Database, steps: Migrations) -> None:
    database.execute("pragma foreign_keys = off")
    steps.apply(database)
    if list(database.query("pragma foreign_key_check")):
        raise AssertionError("a migration left dangling references")
    database.execute(f"pragma application_id = {APPLICATION_ID}")
    database.execute(f"pragma user_version = {FORMAT}")
    scalar(database, "pragma journal_mode = wal")
    database.execute("pragma foreign_keys = on")


def _run(database: Database, script: str) -> None:
    for statement in script.split(";\n\n"):
        database.execute(statement)


@visit_steps()
def v0001_visit(db: Database) -> None:
    _run(
        db,
        """
        create table meta (key text primary key, value text not null) strict;

        create table documents (
            kind text not null check (kind in ('setup', 'instrument')),
            version integer not null check (version > 0),
            body text not null,
            frozen integer not null default 0,
            at text not null,
            primary key (kind, version)
        ) strict;

        create table captures (
            id text primary key,
            kind text not null,
            author text not null,
            device text not null,
            at text not null,
            block text,
            item text,
            district text,
            site text,
            body text not null
        ) strict;

        create unique index captures_keyed on captures
            (kind, author, ifnull(item, ''), ifnull(district, ''), ifnull(site, ''))
            where kind in ('declaration', 'answer', 'document', 'score');

        create index captures_order on captures (kind, at, id);

        create table blobs (hash text primary key, data blob not null, at text not null) strict;

        create table packs (
            key_id text primary key,
            panelist text not null,
            verify_key text not null,
            setup_version integer not null,
            at text not null,
            withdrawn_at text
        ) strict;

        create table sheets (
            hash text primary key,
            raw blob not null,
            channel text not null check (channel in ('file', 'paper', 'workbook')),
            check_code text not null,
            at text not null
        ) strict;

        create table collection (
            hash text primary key references sheets (hash),
            taken_out integer not null default 0,
            reason text not null default '',
            confirmed_by text not null default '',
            at text not null
        ) strict;

        create table handins (
            revision integer primary key,
            hash text not null,
            raw blob not null,
            check_code text not null,
            reason text not null default '',
            at text not null
        ) strict;

        create table decisions (
            kind text not null,
            key text not null,
            body text not null,
            at text not null,
            primary key (kind, key)
        ) strict;

        create table audit (
            id integer primary key,
            at text not null,
            who text not null,
            played text not null default '',
            label text not null,
            vals text not null,
            before text not null default '',
            after text not null default ''
        ) strict;

        create trigger audit_stays before delete on audit begin
            select raise(abort, 'the audit is append-only');
        end;

        create trigger audit_unchanged before update on audit begin
            select raise(abort, 'the audit is append-only');
        end;

        create trigger sheets_stay before delete on sheets begin
            select raise(abort, 'received sheets are append-only');
        end;

        create trigger sheets_unchanged before update on sheets begin
            select raise(abort, 'received sheets are append-only');
        end
        """,
    )


@visit_steps()
def v0002_search(db: Database) -> None:
    _run(
        db,
        """
        create table search_pending (origin text not null) strict;

        create table search_rows (
            rowid integer primary key,
            origin text not null,
            source text not null,
            kind text not null,
            id text not null,
            author text not null,
            at text not null,
            block text,
            item text,
            district text,
            site text,
            text text not null
        ) strict;

        create index search_rows_origin on search_rows (origin);

        create virtual table search_texts using fts5 (
            words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
        );

        create trigger search_capture_insert after insert on captures begin
            insert into search_pending (origin) values ('capture/' || new.id);
        end;

        create trigger search_capture_update after update on captures
        when old.id is not new.id or old.at is not new.at or old.block is not new.block
            or old.item is not new.item or old.district is not new.district
            or old.site is not new.site or old.body is not new.body begin
            insert into search_pending (origin)
            values ('capture/' || old.id), ('capture/' || new.id);
        end;

        create trigger search_capture_delete after delete on captures begin
            insert into search_pending (origin) values ('capture/' || old.id);
        end;

        create trigger search_decision_insert after insert on decisions begin
            insert into search_pending (origin)
            values ('decision/' || new.kind || '/' || new.key);
        end;

        create trigger search_decision_update after update on decisions
        when old.kind is not new.kind or old.key is not new.key or old.at is not new.at
            or old.body is not new.body begin
            insert into search_pending (origin)
            values ('decision/' || old.kind || '/' || old.key),
                ('decision/' || new.kind || '/' || new.key);
        end;

        create trigger search_decision_delete after delete on decisions begin
            insert into search_pending (origin)
            values ('decision/' || old.kind || '/' || old.key);
        end;

        create trigger search_document_insert after insert on documents
        when new.kind = 'setup' begin
            insert into search_pending (origin) values ('document/setup');
        end;

        create trigger search_document_update after update on documents
        when new.kind = 'setup' and (old.body is not new.body or old.at is not new.at) begin
            insert into search_pending (origin) values ('document/setup');
        end;

        create trigger search_document_delete after delete on documents
        when old.kind = 'setup' begin
            insert into search_pending (origin) values ('document/setup');
        end;

        create trigger search_sheet_insert after insert on sheets begin
            insert into search_pending (origin) values ('sheet/' || new.hash);
        end;

        insert into search_pending (origin)
            select 'capture/' || id from captures
            union all select 'decision/' || kind || '/' || key from decisions
            union all select 'document/' || kind from documents where kind = 'setup'
            union all select 'sheet/' || hash from sheets
        """,
    )


@visit_steps()
def v0003_audit(db: Database) -> None:
    _run(
        db,
        """
        alter table audit add column place text not null default '';

        alter table audit add column origin text not null default ''
        """,
    )


@visit_steps()
def v0004_versions(db: Database) -> None:
    _run(
        db,
        """
        create table versions (
            number integer primary key,
            hash text not null,
            body text not null,
            at text not null,
            raw blob not null
        ) strict;

        create trigger versions_stay before delete on versions begin
            select raise(abort, 'issued versions are append-only');
        end;

        create trigger versions_unchanged before update on versions begin
            select raise(abort, 'issued versions are append-only');
        end
        """,
    )


@visit_steps()
def v0005_find_more(db: Database) -> None:
    _run(
        db,
        """
        insert into search_pending (origin)
            select 'decision/' || kind || '/' || key from decisions
            where kind in ('reply', 'complaint', 'step', 'follow-up', 'paper', 'paper-finding')
        """,
    )


@library_steps()
def l0001_library(db: Database) -> None:
    _run(
        db,
        """
        create table visits (
            folder text primary key,
            visit text not null,
            role text not null check (role in ('coordinator', 'panelist')),
            person text not null default '',
            body text not null,
            updated_at text not null
        ) strict
        """,
    )


@library_steps()
def l0002_archive(db: Database) -> None:
    _run(
        db,
        """
        create table archive (
            folder text primary key,
            program integer not null,
            station text not null,
            visited_on text not null,
            head text not null,
            profile text not null,
            findings text not null
        ) strict;

        create index archive_stations on archive (station, visited_on)
        """,
    )
