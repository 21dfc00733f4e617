-- Of the next records of a sweep's format and set: which were not listed? What
-- came or changed since it began is no matter of it, nor is what was concluded
-- before, or spared by a person. Says how many records it looked at: fewer than
-- wanted, and that was all.
-- $1 repository_id, $2 harvest_id, $3 lease_id, $4 records at a time
WITH fence AS (
    SELECT s.repository_id, s.harvest_id, s.after, h.metadata_prefix,
           h.set_spec, h.started_at, (SELECT sheaf.clock()) AS at
      FROM sheaf.sweep AS s
      JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
     WHERE s.repository_id = $1::bigint
       AND s.harvest_id = $2::bigint
       AND s.phase = 'comparing'
       AND h.verdict IS NULL
       AND EXISTS (
           SELECT 1
             FROM sheaf.list_request AS l
            WHERE l.repository_id = s.repository_id
              AND l.harvest_id = s.harvest_id
              AND l.n = 1
              AND l.is_ended
              AND l.lease_id = $3::uuid)
       FOR UPDATE OF s
), batch AS MATERIALIZED (
    SELECT f.*, r.identifier, r.status,
           r.first_seen < f.started_at AND r.changed_at < f.started_at
               AND r.harvest_id <= f.harvest_id AS is_older,
           f.set_spec = '' OR EXISTS (
               SELECT 1
                 FROM unnest(r.set_specs) AS u(spec)
                WHERE u.spec = f.set_spec
                   OR starts_with(u.spec, f.set_spec || ':')) AS is_member
      FROM fence AS f
     CROSS JOIN LATERAL (
           SELECT identifier, status, first_seen, changed_at, harvest_id,
                  set_specs
             FROM sheaf.record
            WHERE repository_id = f.repository_id
              AND identifier > f.after
              AND metadata_prefix = f.metadata_prefix
            ORDER BY identifier
            LIMIT $4::bigint) AS r
), candidate AS MATERIALIZED (
    SELECT b.*,
           NOT EXISTS (
               SELECT 1
                 FROM sheaf.listed AS l
                WHERE l.repository_id = b.repository_id
                  AND l.harvest_id = b.harvest_id
                  AND l.hash = hashtextextended(b.identifier, 0))
               AS is_missed
      FROM batch AS b
     WHERE b.status IN ('live', 'missing')
       AND b.is_member
), missed AS (
    SELECT c.*, coalesce(a.is_concluded, false) AS is_concluded,
           coalesce(a.spared_until > c.at, false) AS is_spared
      FROM candidate AS c
      LEFT JOIN LATERAL (
           SELECT is_concluded, spared_until
             FROM sheaf.absence
            WHERE repository_id = c.repository_id
              AND identifier = c.identifier
              AND metadata_prefix = c.metadata_prefix
              AND set_spec = c.set_spec
            LIMIT 1) AS a ON true
     WHERE c.is_missed
), noted AS (
    INSERT INTO sheaf.absence AS a (repository_id, identifier, metadata_prefix,
           set_spec, since, missed_in)
    SELECT repository_id, identifier, metadata_prefix, set_spec, started_at,
           harvest_id
      FROM missed
     WHERE is_older
       AND NOT is_concluded
       AND NOT is_spared
     ORDER BY identifier
    ON CONFLICT (repository_id, identifier, metadata_prefix, set_spec)
    DO UPDATE
       SET missed_in = excluded.missed_in,
           answer = NULL,
           spared_until = NULL
    RETURNING 1
)
UPDATE sheaf.sweep AS s
   SET after = coalesce((SELECT max(identifier) FROM batch), s.after),
       live = s.live + (SELECT count(*) FROM candidate)
              - (SELECT count(*) FROM missed WHERE is_concluded),
       missed = s.missed + (SELECT count(*) FROM noted),
       phase = CASE WHEN (SELECT count(*) FROM batch) < $4::bigint
                    THEN 'compared' ELSE s.phase END
  FROM fence AS f
 WHERE s.repository_id = f.repository_id
   AND s.harvest_id = f.harvest_id
RETURNING (SELECT count(*) FROM batch)
