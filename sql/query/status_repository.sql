-- How repositories are: what they hold, how the last harvests ended (of several
-- selections the worst is told), how far those under way are. Records are
-- counted one by one up to a number; above it, what the harvests counted has to
-- do (it does not see what was deleted and came back): columns 4 to 6.
-- $1 name; NULL: all; $2 how many records to count at most, in all
SELECT r.name, r.base_url, r.state, c.live, c.deleted, c.is_estimate,
       l.verdict, l.reason,
       to_char(l.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       to_char(d.next_due AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       d.next_due <= (SELECT sheaf.clock()),
       o.harvests, o.records, o.pages, o.listed, o.complete_list_size,
       greatest((extract(epoch FROM greatest(o.retry_at, x.not_before,
                                             timestamptz 'epoch')
                         - (SELECT sheaf.clock())))::bigint, 0),
       o.reason, w.waiting, w.held, w.example,
       json_build_object(
           'repository', r.name, 'base_url', r.base_url, 'state', r.state,
           'records', json_build_object('live', c.live, 'deleted', c.deleted,
                                        'is_estimate', c.is_estimate),
           'last_harvest', CASE WHEN l.verdict IS NOT NULL THEN
               json_build_object('verdict', l.verdict, 'proof', l.proof,
                                 'reason', l.reason, 'ended_at', l.ended_at)
               END,
           'next_due', d.next_due,
           'open_harvest', CASE WHEN o.harvests > 0 THEN
               json_build_object('harvests', o.harvests,
                                 'records', o.records, 'pages', o.pages,
                                 'complete_list_size', o.complete_list_size,
                                 'retry_at', CASE WHEN o.retry_at > '-infinity'
                                                  THEN o.retry_at END,
                                 'reason', o.reason) END,
           'to_normalise', w.waiting, 'held_items', w.held)::text
  FROM sheaf.repository AS r
  JOIN sheaf.host AS x USING (host)
  CROSS JOIN LATERAL (
       SELECT greatest(100, $2::bigint / greatest(1, count(*))) AS ceiling
         FROM sheaf.repository AS a
        WHERE a.name = $1::text OR $1::text IS NULL) AS k
  CROSS JOIN LATERAL (
       SELECT count(*) AS counted,
              count(*) FILTER (WHERE status IN ('live', 'missing')) AS live,
              count(*) FILTER (WHERE status IN ('deleted', 'gone')) AS deleted
         FROM (SELECT status
                 FROM sheaf.record AS e
                WHERE e.repository_id = r.repository_id
                LIMIT k.ceiling) AS counted) AS n
  CROSS JOIN LATERAL (
       SELECT n.live, n.deleted, false AS is_estimate
        WHERE n.counted < k.ceiling
       UNION ALL
       SELECT greatest(sum(h.inserted)::bigint, n.live),
              greatest(sum(h.deleted)::bigint, n.deleted), true
         FROM sheaf.harvest AS h
        WHERE h.repository_id = r.repository_id
       HAVING n.counted >= k.ceiling) AS c
  LEFT JOIN LATERAL (
       SELECT h.verdict, h.proof, h.reason, h.ended_at
         FROM sheaf.selection AS s
        CROSS JOIN LATERAL (
              SELECT verdict, proof, reason, ended_at
                FROM sheaf.harvest AS e
               WHERE e.repository_id = s.repository_id
                 AND e.selection_id = s.selection_id
                 AND e.verdict IS NOT NULL
               ORDER BY e.harvest_id DESC
               LIMIT 1) AS h
        WHERE s.repository_id = r.repository_id
        ORDER BY array_position(ARRAY['failed', 'partial', 'complete'],
                                h.verdict),
                 h.ended_at DESC
        LIMIT 1) AS l ON true
  CROSS JOIN LATERAL (
       SELECT min(s.next_due) AS next_due
         FROM sheaf.selection AS s
        WHERE s.repository_id = r.repository_id
          AND r.state NOT IN ('held', 'paused', 'retired')) AS d
  CROSS JOIN LATERAL (
       SELECT count(DISTINCT h.harvest_id) AS harvests,
              coalesce(sum(h.records), 0)::bigint AS records,
              coalesce(sum(h.pages), 0)::bigint AS pages,
              coalesce(sum(q.listed), 0)::bigint AS listed,
              CASE WHEN count(*) = count(q.complete_list_size)
                   THEN sum(q.complete_list_size)::bigint
                   END AS complete_list_size,
              min(q.retry_at) AS retry_at,
              (array_agg(q.reason ORDER BY q.retry_at)
                   FILTER (WHERE q.retry_at > (SELECT sheaf.clock())))[1]
                   AS reason
         FROM sheaf.harvest AS h
         JOIN sheaf.list_request AS q USING (repository_id, harvest_id)
        WHERE h.repository_id = r.repository_id
          AND h.verdict IS NULL) AS o
  CROSS JOIN LATERAL (
       SELECT count(*) AS waiting,
              (SELECT count(*)
                 FROM sheaf.stale_item AS s
                WHERE s.repository_id = r.repository_id
                  AND s.is_held) AS held,
              (SELECT min(s.identifier)
                 FROM sheaf.stale_item AS s
                WHERE s.repository_id = r.repository_id
                  AND s.is_held) AS example
         FROM (SELECT 1
                 FROM sheaf.stale_item AS s
                WHERE s.repository_id = r.repository_id
                  AND NOT s.is_held
                LIMIT 100000) AS counted) AS w
 WHERE r.name = $1::text OR $1::text IS NULL
 ORDER BY r.name
