-- How repositories are: what they hold, how the last harvests ended (of several
-- selections the worst is told), how far those under way are. Records are
-- counted one by one up to a number; above it, what the harvests counted has to
-- do (it does not see what was deleted and came back), and what the sweeps noted,
-- up to the same number: columns 4 to 6 and the last two.
-- $1 names; NULL: all; $2 how many records to count at most, in all
-- $3 those first that a person should look at
SELECT r.repository, r.base_url, r.state, c.live, c.deleted, c.is_estimate,
       l.verdict, l.reason,
       to_char(l.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       to_char(r.next_due AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       r.next_due <= m.now,
       o.harvests, o.records, o.pages, o.listed, o.complete_list_size,
       o.is_interrupted, o.command,
       greatest((extract(epoch FROM greatest(o.retry_at, r.not_before)
                         - m.now))::bigint, 0),
       o.reason, w.waiting, w.held, w.example, q.records, q.named,
       array_to_string(r.metadata_prefixes, ','),
       array_to_string(r.set_specs, ','),
       extract(epoch FROM r.every)::bigint,
       extract(epoch FROM r.overlap)::bigint,
       (extract(epoch FROM r.delay) * 1000)::bigint,
       r.connections, r.allow_private, r.http2, r.compression,
       to_char(x.not_before AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       r.deleted_record, y.is_failing, y.is_overdue, row_to_json(j)::text,
       r.group_name, b.kind, b.verdict, b.reason,
       to_char(b.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       r.credentials, r.insecure_credentials, r.proxy, r.ca_file,
       r.verify_tls, r.user_agent, r.moved_to, r.moved_times,
       d.suppressed,
       (SELECT string_agg(format('quirk.%s=%s', k.quirk, k.setting), ' '
                          ORDER BY k.quirk)
          FROM sheaf.quirk AS k
         WHERE k.repository_id = i.repository_id
           AND k.setting IN ('on', 'off')),
       extract(epoch FROM i.sweep)::bigint, g.is_swept,
       to_char(g.next_due AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       f.outcome, f.reason,
       to_char(f.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       g.listed,
       z.source, z.records, z.is_under_way,
       q.is_served, q.has_files, c.missing, c.gone, o.refusal,
       l.failures,
       to_char(t.failing_since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       to_char(t.last_complete AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       r.platform, r.platform_is_set
  FROM api.repository AS r
  JOIN sheaf.repository AS i ON i.name = r.repository
  CROSS JOIN (SELECT sheaf.clock() AS now) AS m
  CROSS JOIN LATERAL (
       -- The pause before each request is not worth a word.
       SELECT CASE WHEN r.not_before > m.now + r.delay
                   THEN r.not_before END AS not_before) AS x
  CROSS JOIN LATERAL (
       SELECT greatest(100, $2::bigint / greatest(1, count(*))) AS ceiling
         FROM sheaf.repository AS a
        WHERE a.name = ANY ($1::text[]) OR $1::text[] IS NULL) AS k
  CROSS JOIN LATERAL (
       SELECT count(*) AS counted,
              count(*) FILTER (WHERE status = 'live') AS live,
              count(*) FILTER (WHERE status = 'missing') AS missing,
              count(*) FILTER (WHERE status = 'gone') AS gone,
              count(*) FILTER (WHERE status = 'deleted') AS deleted
         FROM (SELECT status
                 FROM sheaf.record AS e
                WHERE e.repository_id = i.repository_id
                LIMIT k.ceiling) AS counted) AS n
  CROSS JOIN LATERAL (
       SELECT n.live, n.missing, n.gone, n.deleted, false AS is_estimate
        WHERE n.counted < k.ceiling
       UNION ALL
       SELECT greatest(e.inserted - a.missing - a.gone, n.live),
              greatest(a.missing, n.missing), greatest(a.gone, n.gone),
              greatest(e.deleted, n.deleted), true
         FROM (SELECT sum(h.inserted)::bigint AS inserted,
                      sum(h.deleted)::bigint AS deleted
                 FROM sheaf.harvest AS h
                WHERE h.repository_id = i.repository_id) AS e
        CROSS JOIN (
              SELECT count(*) FILTER (WHERE NOT is_concluded AND strikes > 0)
                         AS missing,
                     count(*) FILTER (WHERE is_concluded) AS gone
                FROM (SELECT strikes, is_concluded
                        FROM sheaf.absence AS b
                       WHERE b.repository_id = i.repository_id
                         -- Else it is of a set, and the record stays.
                         AND (b.set_spec = '' OR b.answer IS NOT NULL)
                       LIMIT k.ceiling) AS noted) AS a
        WHERE n.counted >= k.ceiling) AS c
  LEFT JOIN LATERAL (
       SELECT h.verdict, h.proof, h.reason, h.ended_at, s.selection_id,
              s.failures
         FROM sheaf.selection AS s
        CROSS JOIN LATERAL (
              SELECT verdict, proof, reason, ended_at
                FROM sheaf.harvest AS e
               WHERE e.repository_id = s.repository_id
                 AND e.selection_id = s.selection_id
                 -- Without a fault a person ended it: move, retire.
                 AND (e.verdict = 'complete' OR e.fault IS NOT NULL)
               ORDER BY e.harvest_id DESC
               LIMIT 1) AS h
        WHERE s.repository_id = i.repository_id
        ORDER BY array_position(ARRAY['failed', 'partial', 'complete'],
                                h.verdict),
                 h.ended_at DESC
        LIMIT 1) AS l ON true
  LEFT JOIN LATERAL (
       SELECT c.ended_at AS last_complete,
              (SELECT min(e.ended_at)
                 FROM sheaf.harvest AS e
                WHERE l.verdict <> 'complete'
                  AND e.repository_id = i.repository_id
                  AND e.selection_id = l.selection_id
                  AND e.fault IS NOT NULL
                  AND e.harvest_id > coalesce(c.harvest_id, 0))
                  AS failing_since
         FROM (SELECT 1) AS one
         LEFT JOIN LATERAL (
              SELECT e.harvest_id, e.ended_at
                FROM sheaf.harvest AS e
               WHERE e.repository_id = i.repository_id
                 AND e.selection_id = l.selection_id
                 AND e.verdict = 'complete'
               ORDER BY e.harvest_id DESC
               LIMIT 1) AS c ON true) AS t ON true
  -- Where nothing of what is set now was harvested yet: what was before.
  LEFT JOIN LATERAL (
       SELECT e.kind, e.verdict, e.reason, e.ended_at
         FROM sheaf.harvest AS e
        WHERE l.verdict IS NULL
          AND e.repository_id = i.repository_id
          AND (e.verdict = 'complete' OR e.fault IS NOT NULL)
          AND e.kind <> 'sweep'
        ORDER BY e.harvest_id DESC
        LIMIT 1) AS b ON true
  CROSS JOIN LATERAL (
       SELECT count(DISTINCT h.harvest_id) AS harvests,
              -- Of each harvest once, however many list requests it has.
              coalesce(sum(h.records / h.lists), 0)::bigint AS records,
              coalesce(sum(h.pages / h.lists), 0)::bigint AS pages,
              coalesce(sum(p.listed), 0)::bigint AS listed,
              CASE WHEN bool_and(p.complete_list_size IS NOT NULL
                                 OR h.whole IS NOT NULL OR p.is_extra)
                   THEN sum(coalesce(h.whole / h.lists,
                                     p.complete_list_size))::bigint
                   END AS complete_list_size,
              nullif(min(p.retry_at) FILTER (WHERE NOT p.is_ended),
                     '-infinity') AS retry_at,
              max(h.asked_at) AS asked_at,
              (array_agg(p.reason ORDER BY p.retry_at)
                   FILTER (WHERE p.retry_at > m.now
                             AND NOT p.is_ended))[1] AS reason,
              -- What came last did not get into the database.
              (array_agg(p.reason ORDER BY p.retry_at)
                   FILTER (WHERE p.fault = 'store'
                             AND NOT p.is_ended))[1] AS refusal,
              -- Nobody is there who would go on with it.
              r.state IN ('held', 'paused', 'retired')
                  OR coalesce(r.lease_until, m.now) <= m.now
                     AND NOT EXISTS (
                         SELECT 1
                           FROM sheaf.worker AS v
                          WHERE v.kind = 'harvest'
                            AND v.seen_at > now() - interval '35 seconds')
                  AS is_interrupted,
              -- The command that asks for the first again.
              (array_agg(CASE
                   WHEN h.kind = 'one-off' AND p.verb = 'GetRecord'
                        AND p.n = 1
                   THEN 'quarantine retry ' || r.repository
                   WHEN h.kind = 'one-off' THEN concat(
                       'harvest ', r.repository,
                       ' --prefix ', h.metadata_prefix,
                       ' --set ' || nullif(h.set_spec, ''),
                       to_char(h.from_instant AT TIME ZONE 'UTC',
                               ' "--from "YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                       to_char(h.until_instant AT TIME ZONE 'UTC',
                               ' "--until "YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                   WHEN h.kind = 'full' AND s.next_from IS NOT NULL
                   THEN 'harvest ' || r.repository || ' --full'
                   ELSE 'harvest ' || r.repository
                   END ORDER BY h.harvest_id, p.n))[1] AS command
         FROM (SELECT e.*,
                      (SELECT count(*)
                         FROM sheaf.list_request AS c
                        WHERE c.repository_id = e.repository_id
                          AND c.harvest_id = e.harvest_id
                          AND NOT c.is_split)::numeric AS lists,
                      (SELECT c.complete_list_size
                         FROM sheaf.list_request AS c
                        WHERE c.repository_id = e.repository_id
                          AND c.harvest_id = e.harvest_id
                          AND c.n = 1
                          AND c.is_split) AS whole
                 FROM sheaf.harvest AS e
                WHERE e.repository_id = i.repository_id
                  AND e.kind NOT IN ('sweep', 'import')
                  AND e.verdict IS NULL) AS h
         JOIN sheaf.list_request AS p
           ON p.repository_id = h.repository_id
          AND p.harvest_id = h.harvest_id
          AND NOT p.is_split
         LEFT JOIN sheaf.selection AS s
                ON s.repository_id = h.repository_id
               AND s.selection_id = h.selection_id) AS o
  -- Sweeps are told apart: they are nobody's last harvest.
  CROSS JOIN LATERAL (
       SELECT coalesce(bool_or(i.sweep IS NOT NULL
                               AND sheaf.is_swept(i.deleted_record,
                                                  s.set_spec)), false)
                  AS is_swept,
              min(s.sweep_due) FILTER (
                  WHERE r.state IN ('active', 'late')
                    AND (s.sweep_again
                         OR (i.sweep IS NOT NULL
                             AND sheaf.is_swept(i.deleted_record,
                                                s.set_spec)))) AS next_due,
              (SELECT sum(h.records)::bigint
                 FROM sheaf.sweep AS u
                 JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
                WHERE u.repository_id = i.repository_id
                  AND h.verdict IS NULL) AS listed
         FROM sheaf.selection AS s
        WHERE s.repository_id = i.repository_id) AS g
  -- Of several formats and sets the one that waits for a person, or the last.
  LEFT JOIN LATERAL (
       SELECT u.outcome, u.reason, u.ended_at
         FROM (SELECT DISTINCT ON (h.metadata_prefix, h.set_spec)
                      u.outcome, h.reason, h.ended_at
                 FROM sheaf.sweep AS u
                 JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
                WHERE u.repository_id = i.repository_id
                  AND h.verdict IS NOT NULL
                ORDER BY h.metadata_prefix, h.set_spec, u.outcome = 'void',
                         h.harvest_id DESC) AS u
        ORDER BY u.outcome = 'refused' DESC, u.ended_at DESC
        LIMIT 1) AS f ON true
  LEFT JOIN LATERAL (
       -- Its command is a session with this name, wherever it runs.
       SELECT h.source, h.records,
              EXISTS (SELECT 1
                        FROM pg_stat_activity AS a
                       WHERE a.datname = current_database()
                         AND a.application_name = 'sheaf import-pages')
                  AS is_under_way
         FROM sheaf.harvest AS h
        WHERE h.repository_id = i.repository_id
          AND h.kind = 'import'
          AND h.verdict IS NULL
        ORDER BY h.harvest_id DESC
        LIMIT 1) AS z ON true
  CROSS JOIN LATERAL (
       SELECT count(*) AS waiting,
              (SELECT count(*)
                 FROM sheaf.stale_item AS s
                WHERE s.repository_id = i.repository_id
                  AND s.is_held) AS held,
              (SELECT min(s.identifier)
                 FROM sheaf.stale_item AS s
                WHERE s.repository_id = i.repository_id
                  AND s.is_held) AS example
         FROM (SELECT 1
                 FROM sheaf.stale_item AS s
                WHERE s.repository_id = i.repository_id
                  AND NOT s.is_held
                LIMIT 100000) AS counted) AS w
  CROSS JOIN LATERAL (
       SELECT count(*) AS records,
              (array_agg(a.shown))[1:3] AS first,
              array_to_string((array_agg(format('%s (%s)',
                  coalesce(a.identifier, a.file, 'without identifier'),
                  a.reason)))[1:3], ', ') AS named,
              coalesce(bool_or(a.identifier IS NULL
                               AND a.file IS NOT NULL), false) AS has_files,
              -- Not only read from files.
              coalesce(bool_or(a.is_served), false) AS is_served
         FROM (SELECT b.identifier, b.reason, b.file,
                      (SELECT row_to_json(f)
                         FROM (SELECT b.identifier, b.metadata_prefix,
                                      b.reason, b.at, b.file) AS f) AS shown,
                      h.kind IS DISTINCT FROM 'import' AS is_served
                 FROM api.quarantine AS b
                 LEFT JOIN sheaf.harvest AS h
                        ON h.repository_id = i.repository_id
                       AND h.harvest_id = b.harvest_id
                WHERE b.repository = r.repository
                ORDER BY b.at DESC, b.identifier) AS a) AS q
  CROSS JOIN LATERAL (
       SELECT count(*) AS suppressed
         FROM sheaf.suppressed AS s
        WHERE s.repository_id = i.repository_id) AS d
  CROSS JOIN LATERAL (
       SELECT r.state IN ('late', 'failing', 'blocked', 'held')
                  OR r.state <> 'retired'
                     AND coalesce(l.verdict <> 'complete', false)
                  AS is_failing,
              -- For longer than a busy or restarted daemon takes.
              r.state NOT IN ('held', 'paused', 'retired')
                  AND coalesce(r.lease_until, m.now) <= m.now
                  AND coalesce(r.not_before, m.now) <= m.now
                  AND coalesce(CASE WHEN o.harvests > 0
                                    THEN greatest(o.asked_at, o.retry_at)
                                    ELSE r.next_due END
                               < m.now - interval '1 hour', false)
                  AS is_overdue) AS y
  CROSS JOIN LATERAL (
       SELECT r.repository, r.base_url, r.repository_name, r.state,
              y.is_failing, y.is_overdue, r.metadata_prefixes, r.set_specs,
              extract(epoch FROM r.every)::bigint AS every_seconds,
              extract(epoch FROM r.overlap)::bigint AS overlap_seconds,
              trim_scale(extract(epoch FROM r.delay)::numeric)
                  AS delay_seconds,
              r.connections, r.allow_private, r.http2, r.compression,
              r.deleted_record, r.next_due, x.not_before,
              (SELECT row_to_json(f)
                 FROM (SELECT c.live, c.missing, c.gone, c.deleted,
                              c.is_estimate) AS f)
                  AS records,
              (SELECT row_to_json(f)
                 FROM (SELECT q.records, coalesce(q.first, '{}') AS first) AS f)
                  AS quarantine,
              (SELECT row_to_json(f)
                 FROM (SELECT l.verdict, l.proof, l.reason, l.ended_at) AS f
                WHERE f.verdict IS NOT NULL) AS last_harvest,
              (SELECT row_to_json(f)
                 FROM (SELECT o.harvests, o.records, o.pages,
                              o.complete_list_size, o.retry_at, o.reason,
                              o.is_interrupted) AS f
                WHERE f.harvests > 0) AS open_harvest,
              w.waiting AS to_normalise, w.held AS held_items,
              r.group_name,
              (SELECT row_to_json(f)
                 FROM (SELECT b.kind, b.verdict, b.reason, b.ended_at) AS f
                WHERE f.verdict IS NOT NULL) AS earlier_harvest,
              r.credentials, r.insecure_credentials, r.proxy, r.ca_file,
              r.verify_tls, r.user_agent, r.moved_to, r.moved_times,
              d.suppressed,
              ARRAY(
                  SELECT row_to_json(f)
                    FROM (SELECT k.quirk, k.setting, k.is_in_force, k.reason,
                                 k.since, k.until
                            FROM api.quirk AS k
                           WHERE k.repository = r.repository
                           ORDER BY k.quirk) AS f) AS quirks,
              (SELECT row_to_json(t)
                 FROM (SELECT extract(epoch FROM i.sweep)::bigint
                                  AS every_seconds,
                              g.is_swept AS is_by_itself, g.next_due,
                              g.listed, f.outcome, f.reason, f.ended_at) AS t)
                  AS sweep,
              (SELECT row_to_json(f)
                 FROM (SELECT z.source, z.records, z.is_under_way) AS f
                WHERE f.source IS NOT NULL) AS open_import,
              o.refusal, l.failures, t.failing_since, t.last_complete,
              r.platform, r.platform_is_set) AS j
 WHERE r.repository = ANY ($1::text[]) OR $1::text[] IS NULL
 ORDER BY $3::boolean AND (y.is_failing OR y.is_overdue
                              OR o.refusal IS NOT NULL) DESC, r.repository
