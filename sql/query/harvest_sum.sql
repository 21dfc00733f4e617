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
       -- About how many live records earlier harvests of the same list left.
       (SELECT coalesce(sum(o.inserted) - sum(o.deleted), 0)
          FROM sheaf.harvest AS o
         WHERE o.repository_id = h.repository_id
           AND o.metadata_prefix = h.metadata_prefix
           AND o.set_spec = h.set_spec
           AND o.harvest_id <> h.harvest_id),
       h.set_spec,
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
 WHERE h.repository_id = $1::bigint
   AND h.harvest_id = $2::bigint
   AND h.verdict IS NULL
 GROUP BY h.repository_id, h.harvest_id, r.repository_id, s.repository_id,
          s.selection_id
