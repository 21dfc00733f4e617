-- How far a sweep is, whose list requests have all ended. Rows of sheaf.listed
-- are counted when they have been compared with: they cannot have been lost
-- before then and be there now. No row: fenced, or settled.
-- $1 repository_id, $2 harvest_id, $3 lease_id
SELECT s.phase, s.hashes,
       CASE WHEN s.phase = 'compared'
            THEN (SELECT count(*)
                    FROM sheaf.listed AS l
                   WHERE l.repository_id = $1::bigint
                     AND l.harvest_id = $2::bigint)
            ELSE s.hashes END,
       s.live, s.missed, s.unknown, s.changed, s.behind, s.back,
       coalesce(cardinality(s.sample), 0), cardinality(s.matched),
       s.is_doubtful, s.missing, s.gone, h.set_spec,
       extract(epoch FROM r.sweep)::bigint, coalesce(q.sweep_failures, 0),
       (SELECT count(*)
          FROM sheaf.wanted AS w
         WHERE w.repository_id = s.repository_id
           AND w.harvest_id = s.harvest_id),
       r.name,
       -- What was listed is spared no more: see page_sweep.sql.
       CASE WHEN s.phase NOT IN ('comparing', 'matching', 'marking')
            THEN (SELECT count(*)
                    FROM sheaf.absence AS a
                   WHERE a.repository_id = h.repository_id
                     AND a.metadata_prefix = h.metadata_prefix
                     AND a.set_spec = h.set_spec
                     AND a.spared_until > (SELECT sheaf.clock()))
            ELSE 0 END
  FROM sheaf.sweep AS s
  JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
  JOIN sheaf.repository AS r USING (repository_id)
  LEFT JOIN sheaf.selection AS q
         ON q.repository_id = h.repository_id
        AND q.metadata_prefix = h.metadata_prefix
        AND q.set_spec = h.set_spec
 WHERE s.repository_id = $1::bigint
   AND s.harvest_id = $2::bigint
   AND h.verdict IS NULL
   AND EXISTS (
       SELECT 1
         FROM sheaf.list_request AS l
        WHERE l.repository_id = s.repository_id
          AND l.harvest_id = s.harvest_id
       HAVING bool_and(l.is_ended) AND bool_and(l.lease_id = $3::uuid))
