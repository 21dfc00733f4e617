-- The change feed, for readers. It goes by the transaction that wrote an item,
-- and gives only what is older than every transaction that still writes: numbers
-- and times are given out before the commit, and whoever goes by them loses what
-- commits late.

-- A cursor that is none would begin again, and nobody would know.
CREATE OR REPLACE FUNCTION sheaf.changes_check(cursor text) RETURNS void
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    IF $1 !~ '^([0-9]{1,20}(/[0-9]{1,18}/.*)?)?$' THEN
        RAISE EXCEPTION '"%" is no cursor of api.changes', left($1, 100)
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Take that of the last row, or api.changes_end(), or'
                         ' an empty text for all.';
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION api.changes(since text DEFAULT '',
    hit_limit integer DEFAULT NULL)
RETURNS TABLE (cursor text, repository text, identifier text,
    is_deleted boolean, changed_at timestamptz)
LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
    WITH bound AS MATERIALIZED (
        SELECT sheaf.changes_check($1),
               coalesce(nullif(split_part($1, '/', 1), ''), '0')::xid8
                   AS changed_in,
               CASE WHEN strpos($1, '/') = 0 THEN -1
                    ELSE split_part($1, '/', 2)::bigint END AS repository_id,
               substr($1, length(split_part($1, '/', 1))
                      + length(split_part($1, '/', 2)) + 3)
                   COLLATE "C" AS identifier,
               pg_snapshot_xmin(pg_current_snapshot()) AS oldest
    )
    SELECT i.changed_in || '/' || i.repository_id || '/' || i.identifier,
           r.name, i.identifier, i.deleted_at IS NOT NULL, i.changed_at
      FROM sheaf.item AS i
      JOIN sheaf.repository AS r USING (repository_id)
     WHERE i.changed_in >= (SELECT changed_in FROM bound)
       AND i.changed_in < (SELECT oldest FROM bound)
       AND (i.changed_in > (SELECT changed_in FROM bound)
            OR (i.repository_id, i.identifier)
               > (SELECT repository_id, identifier FROM bound))
     ORDER BY i.changed_in, i.repository_id, i.identifier
     LIMIT CASE WHEN $2 IS NOT NULL THEN greatest($2, 0) END
$$;

COMMENT ON FUNCTION api.changes(text, integer) IS
    'Items in the order in which they were last changed, behind a cursor (empty: all): each once, as it is now; deleted ones too, and those taken down. Go on with the cursor of the last row. What changes while this is read comes later, once. Items of a repository that is removed are not told.';

CREATE OR REPLACE FUNCTION api.changes_end()
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text
$$;

COMMENT ON FUNCTION api.changes_end() IS
    'The cursor behind which there are only changes from now on.';
