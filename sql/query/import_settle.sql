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
), before AS (
    SELECT q.repository_id, q.quarantine_id, h.harvest_id, q.file, q.reason,
           q.length, q.bytes, q.dropped_at
      FROM settled AS h
      JOIN sheaf.quarantine AS q USING (repository_id)
     WHERE q.harvest_id <> h.harvest_id
       AND q.identifier IS NULL
       AND q.read_at IS NULL
       AND q.file IN (SELECT h.source || '/' || name
                        FROM unnest($11::text[]) AS name)
), read AS (
    UPDATE sheaf.quarantine AS q
       SET read_at = (SELECT sheaf.clock())
      FROM before AS b
     WHERE q.repository_id = b.repository_id
       AND q.quarantine_id = b.quarantine_id
), dropped AS (
    -- A person let it go, and it is as it was then.
    UPDATE sheaf.quarantine AS q
       SET dropped_at = b.dropped_at
      FROM before AS b
     WHERE q.repository_id = b.repository_id
       AND q.harvest_id = b.harvest_id
       AND q.identifier IS NULL
       AND q.file = b.file
       AND b.dropped_at IS NOT NULL
       AND q.length = b.length
       AND q.reason = b.reason
       AND substring(q.bytes FROM 1 FOR 1024)
           = substring(b.bytes FROM 1 FOR 1024)
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
