-- What a verdict is made of. No row: somebody else settled it.
-- $1 repository_id, $2 harvest_id
SELECT h.kind, h.selection_id IS NOT NULL, h.records, h.pages,
       -- A record that could not be had in two ways is one.
       CASE WHEN h.quarantined > 1
            THEN (SELECT count(DISTINCT coalesce(q.identifier,
                                                 q.quarantine_id::text))
                    FROM sheaf.quarantine AS q
                   WHERE q.repository_id = h.repository_id
                     AND q.harvest_id = h.harvest_id)
            ELSE h.quarantined END,
       l.unnamed, l.listed, l.size, l.sizeless, l.open, l.given_up,
       l.fault, l.reason,
       coalesce(s.failures, 0), extract(epoch FROM r.every)::bigint,
       -- How many live records of the list there are, where it was harvested
       -- before; how many the last full harvest of it brought. For a set all
       -- of the repository is read: not where as many came as it announced,
       -- and as came before.
       CASE WHEN h.kind = 'full'
             AND l.open = 0
             AND before.records IS NOT NULL
             AND (h.set_spec = ''
                  OR l.sizeless > 0
                  OR l.listed < greatest(l.size, before.records))
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
              AND o.records > 0),
       l.is_windowed, l.lists, coalesce(l.error, ''), l.has_no_format,
       r.sweep IS NOT NULL AND sheaf.is_swept(r.deleted_record, h.set_spec)
  FROM sheaf.harvest AS h
  JOIN sheaf.repository AS r USING (repository_id)
  CROSS JOIN LATERAL (
       -- What was split is there in its parts; what it announced counts, if
       -- they say less.
       SELECT coalesce(sum(p.unnamed) FILTER (WHERE p.counts), 0) AS unnamed,
              coalesce(sum(p.listed) FILTER (WHERE p.counts), 0) AS listed,
              greatest(sum(p.complete_list_size) FILTER (WHERE p.counts),
                       min(p.whole)) AS size,
              CASE WHEN min(p.whole) IS NULL
                   THEN count(*) FILTER (WHERE p.counts
                            AND p.complete_list_size IS NULL)
                   ELSE 0 END AS sizeless,
              count(*) FILTER (WHERE NOT p.is_ended) AS open,
              count(*) FILTER (WHERE p.counts AND p.is_ended
                                 AND p.fault IS NOT NULL) AS given_up,
              (array_agg(p.fault ORDER BY p.n)
                   FILTER (WHERE p.counts AND p.is_ended
                             AND p.fault IS NOT NULL))[1] AS fault,
              (array_agg(p.reason ORDER BY p.n)
                   FILTER (WHERE p.counts AND p.is_ended
                             AND p.fault IS NOT NULL))[1] AS reason,
              (array_agg(p.error ORDER BY p.n)
                   FILTER (WHERE p.counts AND p.is_ended
                             AND p.fault IS NOT NULL))[1] AS error,
              -- So it ended, and that may mean nothing: daemon/answer.h.
              bool_or(p.counts AND p.fault IS NULL
                      AND coalesce(p.error = 'cannotDisseminateFormat',
                                   false)) AS has_no_format,
              bool_or(p.is_split) AS is_windowed,
              count(*) FILTER (WHERE p.counts) AS lists
         FROM (SELECT e.*,
                      NOT e.is_split AND NOT e.is_extra AS counts,
                      CASE WHEN e.is_split AND e.n = 1
                           THEN e.complete_list_size END AS whole
                 FROM sheaf.list_request AS e
                WHERE e.repository_id = h.repository_id
                  AND e.harvest_id = h.harvest_id) AS p) AS l
  LEFT JOIN sheaf.selection AS s
         ON s.repository_id = h.repository_id
        AND s.selection_id = h.selection_id
  LEFT JOIN LATERAL (
       -- Not harvest.records: restarts and windows count there twice.
       SELECT (SELECT coalesce(sum(p.listed), 0)
                 FROM sheaf.list_request AS p
                WHERE p.repository_id = o.repository_id
                  AND p.harvest_id = o.harvest_id
                  AND NOT p.is_split
                  AND NOT p.is_extra) AS records
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
