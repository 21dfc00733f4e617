-- What the next harvest of a prefix and a set asks for. No row: they are not
-- harvested regularly.
-- $1 repository_id, $2 metadata_prefix, $3 set_spec
SELECT s.next_from IS NOT NULL,
       to_char(s.next_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       extract(epoch FROM r.overlap)::bigint
  FROM sheaf.selection AS s
  JOIN sheaf.repository AS r USING (repository_id)
 WHERE s.repository_id = $1::bigint
   AND s.metadata_prefix = $2::text
   AND s.set_spec = $3::text
