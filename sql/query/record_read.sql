-- All formats of these items.
-- $1 repository_id, $2 identifiers
SELECT identifier, metadata_prefix, status, datestamp,
       extract(epoch FROM datestamp_at)::bigint, metadata
  FROM sheaf.record
 WHERE repository_id = $1::bigint
   AND identifier = ANY ($2::text[])
 ORDER BY identifier, metadata_prefix
