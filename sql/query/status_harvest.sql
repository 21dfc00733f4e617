-- The last harvests that ended, the newest first.
-- $1 name of the repository, $2 how many
SELECT to_char(h.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), h.kind,
       h.metadata_prefix, h.set_spec, h.verdict, h.reason, h.records,
       h.inserted, h.updated, h.unchanged, h.deleted, h.quarantined,
       row_to_json(h)::text
  FROM api.harvest AS h
 WHERE h.repository = $1::text
   AND h.verdict IS NOT NULL
 ORDER BY h.ended_at DESC, h.harvest_id DESC
 LIMIT $2::bigint
