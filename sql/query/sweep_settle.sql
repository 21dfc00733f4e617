-- The verdict on a sweep, and when the next one is due. Neither next_from nor
-- the state of the repository is its business. No row: fenced, or settled
-- already.
-- $1 repository_id, $2 harvest_id, $3 lease_id
-- $4 verdict, $5 proof, $6 fault, $7 reason, $8 outcome
-- $9 seconds to the next one, about; NULL: never; $10 the next one decides
-- $11 what is worth an event; NULL: nothing
WITH settled AS (
    UPDATE sheaf.harvest AS h
       SET verdict = $4::text,
           proof = $5::text,
           fault = $6::text,
           reason = $7::text,
           started_at = coalesce(h.started_at, (SELECT sheaf.clock())),
           ended_at = (SELECT sheaf.clock())
     WHERE h.repository_id = $1::bigint
       AND h.harvest_id = $2::bigint
       AND h.verdict IS NULL
       AND EXISTS (
           SELECT 1
             FROM sheaf.list_request AS l
            WHERE l.repository_id = h.repository_id
              AND l.harvest_id = h.harvest_id
           HAVING bool_and(l.is_ended) AND bool_and(l.lease_id = $3::uuid))
    RETURNING h.repository_id, h.harvest_id, h.metadata_prefix, h.set_spec
), sweep AS (
    UPDATE sheaf.sweep AS s
       SET outcome = $8::text
      FROM settled AS h
     WHERE s.repository_id = h.repository_id
       AND s.harvest_id = h.harvest_id
), selection AS (
    UPDATE sheaf.selection AS s
       SET sweep_due = (SELECT sheaf.clock())
                       + make_interval(secs => $9::double precision)
                       * (0.95 + 0.1 * random()),
           sweep_again = $10::boolean,
           sweep_failures = CASE WHEN $8::text = 'void'
                                 THEN s.sweep_failures + 1 ELSE 0 END
      FROM settled AS h
     WHERE s.repository_id = h.repository_id
       AND s.metadata_prefix = h.metadata_prefix
       AND s.set_spec = h.set_spec
), forgotten AS (
    DELETE FROM sheaf.wanted AS w
     USING settled AS h
     WHERE w.repository_id = h.repository_id
       AND w.harvest_id = h.harvest_id
), noted AS (
    INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
    SELECT repository_id, (SELECT sheaf.clock()), harvest_id, 'sweep',
           $11::text
      FROM settled
     WHERE $11::text IS NOT NULL
)
SELECT harvest_id
  FROM settled
