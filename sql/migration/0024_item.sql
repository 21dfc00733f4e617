-- An item with all that normalising knows. What it was made of is in statements
-- (dublin_core was a part of that).

-- It reads that column; it comes again with the views.
DROP VIEW IF EXISTS api.dublin_core;

ALTER TABLE sheaf.item
    DROP COLUMN dublin_core,
    ADD COLUMN other_titles jsonb,
    ADD COLUMN title_key text COLLATE "C",
    ADD COLUMN printed text COLLATE "C",
    ADD COLUMN online text COLLATE "C",
    ADD COLUMN accepted text COLLATE "C",
    ADD COLUMN deposited text COLLATE "C",
    ADD COLUMN types text[],
    ADD COLUMN version text,
    ADD COLUMN peer_reviewed boolean,
    ADD COLUMN language_basis text,
    ADD COLUMN container text,
    ADD COLUMN volume text,
    ADD COLUMN issue text,
    ADD COLUMN page_start text,
    ADD COLUMN page_end text,
    ADD COLUMN article_number text,
    ADD COLUMN series jsonb,
    ADD COLUMN issn jsonb,
    ADD COLUMN relations jsonb,
    ADD COLUMN funding jsonb,
    ADD COLUMN degree jsonb,
    ADD COLUMN access text,
    ADD COLUMN access_basis text,
    ADD COLUMN embargo_end date,
    ADD COLUMN license_uri text,
    ADD COLUMN rights_statement text,
    ADD COLUMN format text[],
    ADD COLUMN extent jsonb,
    ADD COLUMN sets text[],
    ADD COLUMN full_text_url text,
    ADD COLUMN statements jsonb;

DO $$
BEGIN
    ALTER TABLE sheaf.item ALTER COLUMN statements SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL;
END $$;

-- All of them are made again.
INSERT INTO sheaf.stale_item (repository_id, identifier)
SELECT repository_id, identifier
  FROM sheaf.item
 ORDER BY repository_id, identifier
    ON CONFLICT (repository_id, identifier) DO UPDATE
   SET identifier = excluded.identifier
 WHERE false;
