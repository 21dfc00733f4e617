-- Everything that is open at a host that we hold, under our lease from now on.
-- An import is the command's that imports.
-- $1 host, $2 lease_id, $3 harvest_ids: only these; NULL: any
WITH held AS (
    -- Locked: it is ours until all of them are stamped.
    SELECT host, lease_id
      FROM sheaf.host
     WHERE host = $1::text
       AND lease_id = $2::uuid
       FOR SHARE
), stamped AS (
    UPDATE sheaf.list_request AS l
       SET lease_id = x.lease_id
      FROM held AS x
      JOIN sheaf.repository AS r USING (host)
      JOIN sheaf.harvest AS h USING (repository_id)
      JOIN sheaf.list_request AS o USING (repository_id, harvest_id)
     -- Paused: not by itself, but when a person asks for it.
     WHERE (r.state NOT IN ('held', 'paused', 'retired')
            OR (r.state = 'paused' AND h.asked_by = 'operator'))
       AND h.verdict IS NULL
       AND h.kind <> 'import'
       AND (h.harvest_id = ANY ($3::bigint[]) OR $3::bigint[] IS NULL)
       AND l.repository_id = h.repository_id
       AND l.harvest_id = h.harvest_id
       AND o.n = l.n
    RETURNING l.*, o.lease_id AS held_by
), started AS (
    UPDATE sheaf.harvest AS h
       SET started_at = (SELECT sheaf.clock())
      FROM stamped AS l
     WHERE h.repository_id = l.repository_id
       AND h.harvest_id = l.harvest_id
       AND h.started_at IS NULL
)
SELECT l.repository_id, l.harvest_id, l.n, r.name, r.base_url,
       r.allow_private, r.http2, r.compression,
       coalesce(r.granularity, '') ILIKE '%hh:mm:ss%',
       h.metadata_prefix, h.set_spec,
       extract(epoch FROM l.from_instant)::bigint,
       extract(epoch FROM l.until_instant)::bigint,
       l.page_number, l.token, l.is_ended, l.tries,
       l.token_failures, l.restarts, l.empty_pages,
       greatest((extract(epoch FROM greatest(l.retry_at, timestamptz 'epoch')
                         - (SELECT sheaf.clock())) * 1000)::bigint, 0),
       l.restarts > 0 OR EXISTS (
           SELECT 1
             FROM sheaf.harvest AS o
            WHERE o.repository_id = h.repository_id
              AND o.metadata_prefix = h.metadata_prefix
              AND o.harvest_id <> h.harvest_id
              AND o.pages > 0),
       coalesce(r.earliest_datestamp, ''),
       coalesce(q.in_force, ''), coalesce(q.off, ''),
       array_to_string(l.tried, ','), coalesce(l.trying, ''),
       coalesce(l.trying_reason, ''), coalesce(l.error, ''),
       h.kind = 'incremental', coalesce(s.failures, 0),
       EXISTS (
           SELECT 1
             FROM sheaf.harvest AS o
            WHERE o.repository_id = h.repository_id
              AND o.metadata_prefix = h.metadata_prefix
              AND o.set_spec = h.set_spec
              AND o.kind = 'full'
              AND o.verdict = 'complete'
              AND o.records = 0),
       -- Whoever gives a list request back takes its lease away: see
       -- host_release.sql.
       l.token IS NOT NULL AND coalesce(l.held_by <> $2::uuid, false),
       -- Left lying by us, that is; not where its server made us wait.
       l.token IS NOT NULL AND l.held_by IS DISTINCT FROM $2::uuid
           AND l.tries = 0 AND l.token_failures = 0
           AND coalesce(l.token_expires < (SELECT sheaf.clock()), false),
       -- Some announce 0, whatever comes.
       coalesce(l.complete_list_size > 0
                    AND l.listed >= l.complete_list_size, false),
       l.verb, l.is_extra,
       -- The end of what has none, where that is cut: it must not run away.
       extract(epoch FROM coalesce(h.started_at, (SELECT sheaf.clock())))
           ::bigint,
       (SELECT count(*)
          FROM sheaf.list_request AS p
         WHERE p.repository_id = l.repository_id
           AND p.harvest_id = l.harvest_id
           AND NOT p.is_extra),
       coalesce((SELECT p.complete_list_size
                   FROM sheaf.list_request AS p
                  WHERE p.repository_id = l.repository_id
                    AND p.harvest_id = l.harvest_id
                    AND p.n = 1
                    AND p.is_split), 0),
       coalesce(r.credentials, ''), r.insecure_credentials,
       coalesce(r.proxy, ''), coalesce(r.ca_file, ''), r.verify_tls,
       coalesce(r.user_agent, ''), coalesce(r.moved_to, ''),
       h.kind = 'sweep',
       -- It is asked who it is before its lists: weekly, and as the one request
       -- a day that whoever refuses us gets.
       r.identify_due <= (SELECT sheaf.clock()) OR r.state = 'blocked'
           AS wants_identity,
       r.state = 'blocked' AS is_blocked,
       -- "v2.0" and the like are 2.0.
       coalesce(r.protocol_version, '') ~ '^\s*1' AS is_alien,
       coalesce(l.fault = 'store', false), h.vain,
       CASE WHEN l.complete_list_size > 0
            THEN greatest(l.complete_list_size - l.listed, 0)
            ELSE -1 END
  FROM stamped AS l
  JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
  JOIN sheaf.repository AS r USING (repository_id)
  LEFT JOIN sheaf.selection AS s
         ON s.repository_id = h.repository_id
        AND s.selection_id = h.selection_id
  LEFT JOIN LATERAL (
       -- What was learned is left out when its time is over: then it is seen
       -- whether it is still needed.
       -- A person's word comes last, and holds.
       SELECT string_agg(k.quirk, ',' ORDER BY k.setting, k.quirk)
                  FILTER (WHERE k.setting = 'on'
                             OR (k.setting = 'learned'
                                 AND k.until > (SELECT sheaf.clock())))
                  AS in_force,
              string_agg(k.quirk, ',' ORDER BY k.quirk)
                  FILTER (WHERE k.setting = 'off') AS off
         FROM sheaf.quirk AS k
        WHERE k.repository_id = l.repository_id) AS q ON true
 -- Of a harvest that goes on, what has ended is no news.
 WHERE NOT l.is_ended
    OR NOT EXISTS (
           SELECT 1
             FROM stamped AS o
            WHERE o.repository_id = l.repository_id
              AND o.harvest_id = l.harvest_id
              AND NOT o.is_ended)
 -- Sweeps are long, and can wait. What was cut out last comes first: where
 -- nothing helps, that shows soon.
 ORDER BY h.asked_by, h.kind = 'sweep', l.repository_id, l.harvest_id,
          l.is_extra, l.n DESC
