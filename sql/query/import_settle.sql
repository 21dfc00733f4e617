-- The verdict of an import. It moves next_from only where a person said so, and
-- never back. No row: fenced, or the repository was removed.
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 verdict, $7 proof, $8 fault, $9 reason
-- $10 next_from; NULL: as it is
-- $11 names of all its files: what stood of them from imports before, and has
-- no identifier to be read by, was read again, whatever came of it
WITH fence AS (
    UPDATE sheaf.list_request
       SET is_ended = true,
           fault = $8::text,
           reason = CASE WHEN $8::text IS NOT NULL THEN $9::text END
     WHERE repository_id = $1::bigint
       AND harvest_id = $2::bigint
       AND n = $3::integer
       AND lease_id = $4::uuid
       AND page_number = $5::integer
       AND NOT is_ended
    RETURNING repository_id, harvest_id
), settled AS (
    UPDATE sheaf.harvest AS h
       SET verdict = $6::text,
           proof = $7::text,
           fault = $8::text,
           reason = $9::text,
           ended_at = (SELECT sheaf.clock())
      FROM fence AS f
     WHERE h.repository_id = f.repository_id
       AND h.harvest_id = f.harvest_id
       AND h.verdict IS NULL
    RETURNING h.repository_id, h.harvest_id, h.metadata_prefix, h.set_spec,
              h.source
), named AS (
    -- In one go, and with one look-up a row: there may be thousands of either.
    SELECT q.repository_id, q.quarantine_id,
           q.harvest_id = h.harvest_id AS is_new,
           max(q.dropped_at) FILTER (WHERE q.harvest_id <> h.harvest_id)
               OVER (PARTITION BY q.file, q.length, q.reason,
                                  substring(q.bytes FROM 1 FOR 1024))
               AS dropped_at
      FROM settled AS h
      JOIN sheaf.quarantine AS q USING (repository_id)
     WHERE q.identifier IS NULL
       AND q.read_at IS NULL
       AND starts_with(q.file, h.source || '/')
       AND (substr(q.file, length(h.source) + 2)
            IN (SELECT unnest($11::text[]))) IS TRUE
), read AS (
    UPDATE sheaf.quarantine AS q
       SET read_at = CASE WHEN NOT n.is_new THEN (SELECT sheaf.clock()) END,
           -- A person let it go, and it is as it was then.
           dropped_at = CASE WHEN n.is_new THEN n.dropped_at
                             ELSE q.dropped_at END
      FROM named AS n
     WHERE q.repository_id = n.repository_id
       AND q.quarantine_id = n.quarantine_id
       AND (NOT n.is_new OR n.dropped_at IS NOT NULL)
), moved AS (
    UPDATE sheaf.selection AS s
       SET next_from = greatest(s.next_from,
                            least($10::timestamptz, (SELECT sheaf.clock())))
      FROM settled AS h
     WHERE s.repository_id = h.repository_id
       AND s.metadata_prefix = h.metadata_prefix
       AND s.set_spec = h.set_spec
       AND $10::timestamptz IS NOT NULL
    RETURNING 1
)
INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
SELECT repository_id, (SELECT sheaf.clock()), harvest_id, 'import',
       format('imported %s from %s: %s', metadata_prefix, source, $9::text)
  FROM settled
RETURNING harvest_id, (SELECT count(*) FROM moved)
