-- What is made of the records: one row an identifier. A view of the truth that
-- we maintain; all of it can be made again from sheaf.record.

CREATE TABLE sheaf.item (
    repository_id bigint NOT NULL,
    identifier text COLLATE "C" NOT NULL,
    title text,
    creators jsonb,
    creator_keys text[],
    contributors jsonb,
    abstract text,
    subjects jsonb,
    issued text COLLATE "C",
    issued_from date,
    issued_to date,
    year integer,
    date_quality text,
    type text,
    language text[],
    publisher text[],
    identifiers text[],
    doi text COLLATE "C",
    rights text[],
    license text,
    landing_url text,
    dublin_core jsonb,
    why jsonb,
    unmapped text[],
    issues text[],
    rule_version integer NOT NULL,
    hash bigint NOT NULL,
    deleted_at timestamptz,
    changed_at timestamptz NOT NULL,
    changed_in xid8 NOT NULL,
    PRIMARY KEY (repository_id, identifier)
);

CREATE INDEX item_doi ON sheaf.item (doi);

CREATE INDEX item_year ON sheaf.item (year);

CREATE INDEX item_changed_in ON sheaf.item (changed_in);

CREATE INDEX item_identifiers ON sheaf.item USING gin (identifiers);

CREATE INDEX item_unmapped ON sheaf.item USING gin (unmapped);

COMMENT ON COLUMN sheaf.item.deleted_at IS
    'its records are gone; the row stays, empty, for feeds and re-export';

-- The search vector alone: it can be dropped, rebuilt or moved without
-- touching items.
CREATE TABLE sheaf.item_text (
    repository_id bigint NOT NULL,
    identifier text COLLATE "C" NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (repository_id, identifier)
);

CREATE INDEX item_text_words ON sheaf.item_text USING gin (words);

DO $$
BEGIN
    ALTER TABLE sheaf.item ALTER COLUMN abstract SET COMPRESSION lz4;
    ALTER TABLE sheaf.item ALTER COLUMN dublin_core SET COMPRESSION lz4;
    ALTER TABLE sheaf.item ALTER COLUMN why SET COMPRESSION lz4;
    ALTER TABLE sheaf.item_text ALTER COLUMN words SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'this server has no lz4: items will be compressed with pglz';
END $$;
