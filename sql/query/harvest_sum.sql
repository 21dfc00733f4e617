-- What a verdict is made of. No row: somebody else settled it.
-- $1 repository_id, $2 harvest_id
SELECT h.kind, h.selection_id IS NOT NULL, h.records, h.pages, h.quarantined,
       sum(l.unnamed), sum(l.listed), sum(l.complete_list_size),
       count(*) FILTER (WHERE l.complete_list_size IS NULL),
       count(*) FILTER (WHERE NOT l.is_ended),
       count(*) FILTER (WHERE l.is_ended AND l.fault IS NOT NULL),
       (array_agg(l.fault ORDER BY l.n)
            FILTER (WHERE l.is_ended AND l.fault IS NOT NULL))[1],
       (array_agg(l.reason ORDER BY l.n)
            FILTER (WHERE l.is_ended AND l.fault IS NOT NULL))[1],
       coalesce(s.failures, 0), extract(epoch FROM r.every)::bigint,
       -- How many live records of the list there are, where it has not said
       -- how many it has, and was harvested before; how many the last full
       -- harvest of it brought.
       CASE WHEN h.kind = 'full'
             AND count(*) > count(l.complete_list_size)
             AND before.records IS NOT NULL
            THEN (SELECT count(*)
                    FROM sheaf.record AS e
                   WHERE e.repository_id = h.repository_id
                     AND e.metadata_prefix = h.metadata_prefix
                     AND e.status = 'live'
                     AND (h.set_spec = ''
                          OR EXISTS (
                              SELECT 1
                                FROM unnest(e.set_specs) AS u(spec)
                               WHERE u.spec = h.set_spec
                                  OR starts_with(u.spec,
                                                 h.set_spec || ':'))))
            ELSE 0 END,
       coalesce(before.records, -1), h.set_spec,
       EXISTS (
           SELECT 1
             FROM sheaf.harvest AS o
            WHERE o.repository_id = h.repository_id
              AND o.metadata_prefix = h.metadata_prefix
              AND o.set_spec = h.set_spec
              AND o.records > 0)
  FROM sheaf.harvest AS h
  JOIN sheaf.repository AS r USING (repository_id)
  JOIN sheaf.list_request AS l USING (repository_id, harvest_id)
  LEFT JOIN sheaf.selection AS s
         ON s.repository_id = h.repository_id
        AND s.selection_id = h.selection_id
  LEFT JOIN LATERAL (
       SELECT o.records
         FROM sheaf.harvest AS o
        WHERE o.repository_id = h.repository_id
          AND o.metadata_prefix = h.metadata_prefix
          AND o.set_spec = h.set_spec
          AND o.kind = 'full'
          AND o.verdict IN ('complete', 'partial')
        ORDER BY o.harvest_id DESC
        LIMIT 1) AS before ON true
 WHERE h.repository_id = $1::bigint
   AND h.harvest_id = $2::bigint
   AND h.verdict IS NULL
 GROUP BY h.repository_id, h.harvest_id, r.repository_id, s.repository_id,
          s.selection_id, before.records
