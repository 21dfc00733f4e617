-- Harvests that were not complete, the newest first, with what was asked for
-- when it ended.
-- $1 repository_id, $2 days
SELECT extract(epoch FROM h.ended_at)::bigint, h.fault,
       -- What follows in a verdict is what Sheaf does, and its user can do.
       coalesce(l.reason, split_part(h.reason, '; ', 1)),
       coalesce(nullif(l.error, '200'), ''), coalesce(l.verb, 'ListRecords'),
       h.metadata_prefix, h.set_spec,
       extract(epoch FROM coalesce(l.from_instant, h.from_instant))::bigint,
       extract(epoch FROM coalesce(l.until_instant, h.until_instant))::bigint,
       l.token
  FROM sheaf.harvest AS h
  LEFT JOIN LATERAL (
       SELECT *
         FROM sheaf.list_request AS p
        WHERE p.repository_id = h.repository_id
          AND p.harvest_id = h.harvest_id
          AND p.is_ended
          AND NOT p.is_split
          AND p.fault IS NOT NULL
        ORDER BY p.n
        LIMIT 1) AS l ON true
 WHERE h.repository_id = $1::bigint
   AND h.verdict <> 'complete'
   AND h.fault IS NOT NULL
   AND h.kind NOT IN ('sweep', 'import')
   -- What a person asked for once may be what they never offered.
   AND NOT (h.kind = 'one-off' AND h.fault = 'protocol')
   AND h.ended_at >= (SELECT sheaf.clock())
                     - make_interval(days => $2::integer)
 ORDER BY h.ended_at DESC
 LIMIT 10000
