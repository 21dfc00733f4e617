-- A page, or a batch of one, and the token to go on from, in one transaction.
-- Every write reads from the fence: with another lease, or another page
-- number, nothing is written and no row comes back.
--
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 the page ends here; $7 the list ends here; $8 the next token
-- $9 responseDate, $10 completeListSize, $11 cursor, $12 the token expires in
-- so many seconds
-- $13 records listed, $14 repairs, $15 bytes
-- records that are new or changed, one array each, in order of identifier:
-- $16 identifier, $17 datestamp, $18 datestamp as an instant, $19 is deleted,
-- $20 set_specs (array literals), $21 metadata, $22 about (array literals),
-- $23 content_hash, $24 header_hash
-- records of which only the header is new:
-- $25 identifier, $26 datestamp, $27 instant, $28 set_specs, $29 header_hash,
-- $35 content_hash: what it belongs to
-- $34 listed in the whole page, when it ends (a batch does not count: its page
-- may have to be asked for again); $36 of these, unnamed rejects
-- rejects: $30 identifier, $31 bytes, $32 length, $33 reason, $37 rule
-- $38 name of the file that is imported; NULL: it is harvested
-- $39 identifiers of records that are older than what is stored: asked for one
-- by one, beside the harvest, when the list has ended
WITH fence AS (
    UPDATE sheaf.list_request AS l
       SET page_number = l.page_number + ($6::boolean)::integer,
           token = CASE WHEN $6::boolean THEN $8::text ELSE l.token END,
           token_expires = CASE WHEN $6::boolean
                                THEN (SELECT sheaf.clock())
                                     + make_interval(
                                         secs => $12::double precision)
                                ELSE l.token_expires END,
           cursor = coalesce($11::bigint, l.cursor),
           complete_list_size = coalesce($10::bigint, l.complete_list_size),
           -- A later page's is too late: next_from comes from it.
           first_response_date = coalesce(l.first_response_date,
               CASE WHEN l.token IS NULL THEN $9::timestamptz END),
           listed = l.listed + $34::bigint,
           unnamed = l.unnamed + $36::bigint,
           empty_pages = CASE WHEN $34::bigint > 0 THEN 0
                              WHEN $6::boolean THEN l.empty_pages + 1
                              ELSE l.empty_pages END,
           is_ended = $7::boolean,
           -- A page that breaks behind its first batch has not got over
           -- anything; one that ended has.
           tries = CASE WHEN $6::boolean THEN 0 ELSE l.tries END,
           token_failures = CASE WHEN $6::boolean THEN 0
                                 ELSE l.token_failures END,
           crashes = CASE WHEN $6::boolean THEN 0 ELSE l.crashes END,
           fault = CASE WHEN NOT $6::boolean THEN l.fault END,
           reason = CASE WHEN NOT $6::boolean THEN l.reason END,
           retry_at = '-infinity'
      FROM sheaf.harvest AS h
     WHERE l.repository_id = $1::bigint
       AND l.harvest_id = $2::bigint
       AND l.n = $3::integer
       AND l.lease_id = $4::uuid
       AND l.page_number = $5::integer
       AND NOT l.is_ended
       AND h.repository_id = l.repository_id
       AND h.harvest_id = l.harvest_id
       AND h.verdict IS NULL
    RETURNING l.repository_id, l.harvest_id, l.n, l.lease_id,
              h.metadata_prefix, h.quarantined,
              (SELECT sheaf.clock()) AS at, pg_current_xact_id() AS changed_in,
              h.kind = 'import' AS is_import,
              l.verb = 'ListRecords' AND l.is_ended
                  AND l.listed > 0 AS is_whole,
              -- The list request that asks: this one keeps them until it ends.
              CASE WHEN l.verb = 'ListRecords' AND l.is_ended
                   THEN (SELECT max(o.n) + 1
                           FROM sheaf.list_request AS o
                          WHERE o.repository_id = $1::bigint
                            AND o.harvest_id = $2::bigint)
                   ELSE l.n END AS asking,
              h.source || '/' || $38::text AS file,
              -- Of these one may come at this moment, which is not seen yet.
              EXISTS (
                  SELECT 1
                    FROM sheaf.selection AS s
                   WHERE s.repository_id = l.repository_id
                     AND s.metadata_prefix <> h.metadata_prefix)
                  OR EXISTS (
                      SELECT 1
                        FROM sheaf.harvest AS o
                       WHERE o.repository_id = l.repository_id
                         AND o.metadata_prefix <> h.metadata_prefix
                         AND o.verdict IS NULL) AS has_formats,
              EXISTS (
                  SELECT 1
                    FROM sheaf.absence AS a
                   WHERE a.repository_id = l.repository_id) AS has_absences
), stored AS (
    INSERT INTO sheaf.record AS r
           (repository_id, identifier, metadata_prefix, status, datestamp,
            datestamp_at, set_specs, metadata, about, content_hash,
            header_hash, harvest_id, first_seen, changed_at, changed_in)
    SELECT f.repository_id, i.identifier, f.metadata_prefix,
           CASE WHEN i.is_deleted THEN 'deleted' ELSE 'live' END, i.datestamp,
           i.datestamp_at, i.set_specs::text[], i.metadata, i.about::text[],
           i.content_hash, i.header_hash, f.harvest_id, f.at, f.at,
           f.changed_in
      FROM fence AS f,
           unnest($16::text[], $17::text[], $18::timestamptz[], $19::boolean[],
                  $20::text[], $21::text[], $22::text[], $23::bigint[],
                  $24::bigint[])
           AS i(identifier, datestamp, datestamp_at, is_deleted, set_specs,
                metadata, about, content_hash, header_hash)
    ON CONFLICT (repository_id, identifier, metadata_prefix) DO UPDATE
       SET status = excluded.status,
           datestamp = excluded.datestamp,
           datestamp_at = excluded.datestamp_at,
           set_specs = excluded.set_specs,
           metadata = CASE WHEN excluded.status = 'deleted'
                             OR r.content_hash = excluded.content_hash
                           THEN r.metadata ELSE excluded.metadata END,
           about = CASE WHEN excluded.status = 'deleted'
                          OR r.content_hash = excluded.content_hash
                        THEN r.about ELSE excluded.about END,
           content_hash = excluded.content_hash,
           header_hash = excluded.header_hash,
           harvest_id = excluded.harvest_id,
           changed_at = CASE WHEN r.content_hash = excluded.content_hash
                              AND r.status = excluded.status
                             THEN r.changed_at ELSE excluded.changed_at END,
           changed_in = CASE WHEN r.content_hash = excluded.content_hash
                              AND r.status = excluded.status
                             THEN r.changed_in ELSE excluded.changed_in END
     WHERE (r.content_hash, r.header_hash, r.status) IS DISTINCT FROM
           (excluded.content_hash, excluded.header_hash, excluded.status)
       -- Within one harvest the larger datestamp wins; across harvests what
       -- is served now does. What is imported is old: only news of it counts.
       AND CASE WHEN r.harvest_id = excluded.harvest_id
                THEN coalesce(excluded.datestamp_at >= r.datestamp_at, true)
                WHEN (SELECT is_import FROM fence)
                THEN coalesce(excluded.datestamp_at > r.datestamp_at, false)
                ELSE true END
    RETURNING r.repository_id, r.identifier, r.xmax = 0 AS is_inserted,
              r.status = 'deleted' AS is_deleted,
              r.changed_in = pg_current_xact_id() AS is_changed
), touched AS (
    UPDATE sheaf.record AS r
       SET datestamp = i.datestamp,
           datestamp_at = i.datestamp_at,
           set_specs = i.set_specs::text[],
           header_hash = i.header_hash,
           harvest_id = i.harvest_id
      -- The whole key from one subquery: with two, a plan made before the
      -- table was ever analysed reads all of the repository for each page.
      -- It is locked: the set_specs of before are those that go.
      FROM (SELECT f.repository_id, f.metadata_prefix, f.harvest_id,
                   f.is_import, f.has_formats, t.*,
                   o.set_specs AS old_set_specs
              FROM fence AS f,
                   unnest($25::text[], $26::text[], $27::timestamptz[],
                          $28::text[], $29::bigint[], $35::bigint[])
                   AS t(identifier, datestamp, datestamp_at, set_specs,
                        header_hash, content_hash),
                   LATERAL (
                       SELECT set_specs
                         FROM sheaf.record
                        WHERE repository_id = $1::bigint
                          AND identifier = t.identifier
                          AND metadata_prefix = f.metadata_prefix
                          FOR UPDATE) AS o
            OFFSET 0) AS i
     WHERE r.repository_id = i.repository_id
       AND r.identifier = i.identifier
       AND r.metadata_prefix = i.metadata_prefix
       -- page_known.sql found it so, but that was earlier.
       AND r.content_hash = i.content_hash
       -- Here only because it stood in quarantine.
       AND r.header_hash <> i.header_hash
       AND r.status IN ('live', 'deleted')
       AND CASE WHEN r.harvest_id = i.harvest_id
                THEN coalesce(i.datestamp_at >= r.datestamp_at, true)
                WHEN i.is_import
                THEN coalesce(i.datestamp_at > r.datestamp_at, false)
                ELSE true END
    RETURNING r.repository_id, r.identifier,
              r.set_specs IS DISTINCT FROM i.old_set_specs
                  OR i.has_formats
                  -- The datestamps tell which of two formats is believed.
                  OR EXISTS (
                      SELECT 1
                        FROM sheaf.record AS c
                       WHERE c.repository_id = $1::bigint
                         AND c.identifier = r.identifier
                         AND c.metadata_prefix <> r.metadata_prefix)
                  AS is_news
), marked AS (
    -- The row is locked even when it is there already, and no version of it
    -- is written: normalising cannot take the mark away unseen. What workers
    -- died of is tried again now that it has changed.
    INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
    SELECT repository_id, identifier
      FROM stored
    UNION ALL
    -- What is only stamped anew makes the same item.
    SELECT repository_id, identifier
      FROM touched
     WHERE is_news
     ORDER BY identifier
    ON CONFLICT (repository_id, identifier) DO UPDATE
       SET crashes = 0,
           is_held = false
     WHERE s.crashes > 0
), read AS (
    -- What stood in quarantine and came well, whether it is news or not; but
    -- what was imported says nothing of what is served. The OFFSET as above.
    UPDATE sheaf.quarantine AS q
       SET read_at = i.at
      FROM (SELECT f.repository_id, f.metadata_prefix, f.at, f.is_import,
                   t.identifier
              FROM fence AS f,
                   unnest($16::text[] || $25::text[]) AS t(identifier)
            OFFSET 0) AS i
     WHERE q.repository_id = i.repository_id
       AND q.identifier = i.identifier
       AND q.metadata_prefix = i.metadata_prefix
       AND q.read_at IS NULL
       AND (NOT i.is_import
            OR EXISTS (SELECT 1
                         FROM sheaf.harvest AS o
                        WHERE o.repository_id = q.repository_id
                          AND o.harvest_id = q.harvest_id
                          AND o.kind = 'import'))
), found AS (
    -- Whatever sweeps did not see of it: what is served now wins. What is
    -- imported is not, and counts only where it is news.
    DELETE FROM sheaf.absence AS a
     USING (SELECT f.repository_id, f.metadata_prefix, t.identifier
              FROM fence AS f, unnest($16::text[]) AS t(identifier)
             WHERE f.has_absences
               AND (NOT f.is_import
                    OR t.identifier IN (SELECT identifier
                                          FROM stored
                                         WHERE is_changed))
            OFFSET 0) AS i
     WHERE a.repository_id = i.repository_id
       AND a.identifier = i.identifier
       AND a.metadata_prefix = i.metadata_prefix
), quarantined AS (
    INSERT INTO sheaf.quarantine (repository_id, harvest_id, page_number,
           metadata_prefix, identifier, bytes, length, reason, at, rule,
           file, read_at, dropped_at)
    SELECT f.repository_id, f.harvest_id, $5::integer, f.metadata_prefix,
           i.identifier,
           CASE WHEN f.quarantined < 1000 THEN i.bytes
                ELSE substring(i.bytes FROM 1 FOR 1024) END,
           i.length, i.reason, f.at, i.rule, f.file,
           -- It is served otherwise now.
           (SELECT f.at
              FROM sheaf.record AS c
              JOIN sheaf.harvest AS o USING (repository_id, harvest_id)
             WHERE f.is_import
               AND c.repository_id = f.repository_id
               AND c.identifier = i.identifier
               AND c.metadata_prefix = f.metadata_prefix
               AND o.kind <> 'import'),
           -- A person let it go, and it is as it was then.
           (SELECT max(d.dropped_at)
              FROM sheaf.quarantine AS d
             WHERE d.repository_id = f.repository_id
               AND d.identifier = i.identifier
               AND d.metadata_prefix = f.metadata_prefix
               AND d.dropped_at IS NOT NULL
               AND d.read_at IS NULL
               AND d.length = i.length
               AND d.reason = i.reason
               AND substring(d.bytes FROM 1 FOR 1024)
                   = substring(i.bytes FROM 1 FOR 1024))
      FROM fence AS f,
           unnest($30::text[], $31::bytea[], $32::bigint[], $33::text[],
                  $37::text[])
           AS i(identifier, bytes, length, reason, rule)
    RETURNING 1
), wanted AS (
    INSERT INTO sheaf.wanted (repository_id, harvest_id, n, identifier)
    SELECT f.repository_id, f.harvest_id, f.asking, i.identifier
      FROM fence AS f, unnest($39::text[]) AS i(identifier)
     WHERE NOT EXISTS (
               SELECT 1
                 FROM sheaf.wanted AS w
                WHERE w.repository_id = $1::bigint
                  AND w.harvest_id = $2::bigint
                  AND w.n = $3::integer
                  AND w.identifier = i.identifier)
    RETURNING 1
), kept AS (
    UPDATE sheaf.wanted AS w
       SET n = f.asking
      FROM fence AS f
     WHERE f.asking <> f.n
       AND w.repository_id = $1::bigint
       AND w.harvest_id = $2::bigint
       AND w.n = $3::integer
    RETURNING 1
), asked AS (
    INSERT INTO sheaf.list_request (repository_id, harvest_id, n, lease_id,
           verb, is_extra)
    SELECT f.repository_id, f.harvest_id, f.asking, f.lease_id, 'GetRecord',
           true
      FROM fence AS f
     WHERE f.asking <> f.n
       AND (EXISTS (SELECT 1 FROM wanted) OR EXISTS (SELECT 1 FROM kept))
    RETURNING 1
), counted AS (
    SELECT count(*) FILTER (WHERE is_inserted AND NOT is_deleted) AS inserted,
           count(*) FILTER (WHERE NOT is_inserted
                              AND NOT (is_deleted AND is_changed)) AS updated,
           count(*) FILTER (WHERE is_deleted AND is_changed) AS deleted,
           (SELECT count(*) FROM touched) AS touched,
           (SELECT count(*) FROM quarantined) AS quarantined,
           -- What is asked for is counted when it comes.
           $13::bigint - cardinality($39::text[]) AS records
      FROM stored
)
UPDATE sheaf.harvest AS h
   SET records = h.records + c.records,
       inserted = h.inserted + c.inserted,
       updated = h.updated + c.updated + c.touched,
       deleted = h.deleted + c.deleted,
       quarantined = h.quarantined + c.quarantined,
       unchanged = h.unchanged + c.records - c.inserted - c.updated
                   - c.touched - c.deleted - c.quarantined,
       repaired = h.repaired + $14::bigint,
       pages = h.pages + ($6::boolean)::integer,
       bytes = h.bytes + $15::bigint,
       requests = h.requests + ($6::boolean AND NOT f.is_import)::integer,
       vain = CASE WHEN f.is_whole THEN 0 ELSE h.vain END
  FROM fence AS f, counted AS c
 WHERE h.repository_id = f.repository_id
   AND h.harvest_id = f.harvest_id
RETURNING c.inserted, c.updated + c.touched, c.deleted, c.quarantined,
          EXISTS (SELECT 1 FROM asked)
