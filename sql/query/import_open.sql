-- An import that nobody has begun yet; one that is open is gone on with.
-- $1 repository_id, $2 metadata_prefix, $3 set_spec ('' for all), $4 source
WITH begun AS (
    INSERT INTO sheaf.harvest (repository_id, metadata_prefix, set_spec, kind,
           asked_by, asked_at, started_at, source)
    SELECT repository_id, $2::text, $3::text, 'import', 'operator',
           (SELECT sheaf.clock()), (SELECT sheaf.clock()), $4::text
      FROM sheaf.repository
     WHERE repository_id = $1::bigint
    ON CONFLICT (repository_id, metadata_prefix, set_spec, left(source, 1000))
       WHERE kind = 'import' AND verdict IS NULL
       DO NOTHING
    RETURNING repository_id, harvest_id
)
INSERT INTO sheaf.list_request (repository_id, harvest_id, n)
SELECT repository_id, harvest_id, 1
  FROM begun
