-- How far these harvests are, in their order.
-- $1 repository_ids, $2 harvest_ids: pairs
SELECT h.harvest_id, h.metadata_prefix, h.set_spec, h.kind, h.verdict, h.proof,
       h.reason, h.records, h.inserted, h.updated, h.unchanged, h.deleted,
       h.quarantined, h.pages, h.bytes, h.requests, h.retries,
       (extract(epoch FROM coalesce(h.ended_at, (SELECT sheaf.clock()))
                           - coalesce(h.started_at, (SELECT sheaf.clock())))
        * 1000)::bigint,
       l.listed, l.complete_list_size,
       greatest((extract(epoch FROM greatest(l.retry_at, x.not_before,
                                             timestamptz 'epoch')
                         - (SELECT sheaf.clock())))::bigint, 0),
       l.reason, h.repository_id, x.host,
       -- The host asked for it, here or of a neighbour; what is no longer than
       -- the delay is our own politeness.
       x.not_before > (SELECT sheaf.clock()) + x.delay
           AND x.not_before >= coalesce(l.retry_at, '-infinity')
               - interval '1 second',
       to_char(greatest(l.retry_at, x.not_before, timestamptz 'epoch')
                   AT TIME ZONE 'UTC',
               CASE WHEN greatest(l.retry_at, x.not_before)
                         < (SELECT sheaf.clock()) + interval '20 hours'
                    THEN 'HH24:MI' ELSE 'YYYY-MM-DD HH24:MI' END),
       to_json(greatest(l.retry_at, x.not_before, timestamptz 'epoch'))
  FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY
       AS asked(repository_id, harvest_id, position)
  JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
  JOIN sheaf.repository AS r USING (repository_id)
  JOIN sheaf.host AS x USING (host)
  CROSS JOIN LATERAL (
       SELECT sum(q.listed)::bigint AS listed,
              -- What was split is there in its parts, and knows them all.
              coalesce(min(q.complete_list_size)
                           FILTER (WHERE q.is_split AND q.n = 1),
                       CASE WHEN bool_and(q.complete_list_size IS NOT NULL
                                          OR q.is_extra)
                            THEN sum(q.complete_list_size)::bigint END)
                  AS complete_list_size,
              min(q.retry_at) FILTER (WHERE NOT q.is_ended) AS retry_at,
              -- Hurried by a person, it still waits where its host does.
              (array_agg(q.reason ORDER BY q.retry_at)
                   FILTER (WHERE greatest(q.retry_at, x.not_before)
                                 > (SELECT sheaf.clock())
                             AND NOT q.is_ended))[1]
                   AS reason
         FROM sheaf.list_request AS q
        WHERE q.repository_id = h.repository_id
          AND q.harvest_id = h.harvest_id) AS l
 ORDER BY asked.position
