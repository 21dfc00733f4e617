-- A page of headers of a sweep (ListIdentifiers): what is listed is there. Of a
-- header that is news only a deletion is believed; harvests bring the rest,
-- but for records with datestamps that none of them asks for any more: a few
-- of these are asked for one by one.
--
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 the page ends here; $7 the list ends here; $8 the next token
-- $9 responseDate, $10 completeListSize, $11 cursor, $12 the token expires in
-- so many seconds
-- $13 headers listed, $14 repairs, $15 bytes
-- $16 listed in the whole page, when it ends; $17 of these, unnamed rejects
-- in order of identifier, an array each: $18 identifier, $19 header_hash,
-- $20 datestamp as an instant, $21 is deleted
-- of the deleted: $22 identifier, $23 datestamp, $24 instant, $25 set_specs
-- (array literals), $26 content_hash, $27 header_hash
-- $28 identifiers of rejects: they are there, whatever else they are
-- $29 how many are asked for one by one, at most
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
           first_response_date = coalesce(l.first_response_date,
               CASE WHEN l.token IS NULL THEN $9::timestamptz END),
           listed = l.listed + $16::bigint,
           unnamed = l.unnamed + $17::bigint,
           empty_pages = CASE WHEN $16::bigint > 0 THEN 0
                              WHEN $6::boolean THEN l.empty_pages + 1
                              ELSE l.empty_pages END,
           is_ended = $7::boolean,
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
    RETURNING l.repository_id, l.harvest_id, h.metadata_prefix, h.set_spec,
              (SELECT sheaf.clock()) AS at, pg_current_xact_id() AS changed_in,
              (SELECT s.next_from
                 FROM sheaf.selection AS s
                WHERE s.repository_id = l.repository_id
                  AND s.metadata_prefix = h.metadata_prefix
                  AND s.set_spec = h.set_spec) AS next_from,
              EXISTS (
                  SELECT 1
                    FROM sheaf.absence AS a
                   WHERE a.repository_id = l.repository_id) AS has_absences
), header AS MATERIALIZED (
    SELECT f.*, i.identifier, i.instant, i.is_deleted, r.status,
           r.header_hash IS DISTINCT FROM i.header_hash AS is_other
      FROM fence AS f
     CROSS JOIN unnest($18::text[], $19::bigint[], $20::timestamptz[],
                       $21::boolean[])
           AS i(identifier, header_hash, instant, is_deleted)
      LEFT JOIN LATERAL (
           SELECT status, header_hash
             FROM sheaf.record
            WHERE repository_id = f.repository_id
              AND identifier = i.identifier
              AND metadata_prefix = f.metadata_prefix
            LIMIT 1) AS r ON true
), listed AS (
    INSERT INTO sheaf.listed (repository_id, harvest_id, hash)
    SELECT repository_id, harvest_id,
           hashtextextended(identifier COLLATE "C", 0)
      FROM header
     WHERE NOT is_deleted
     UNION
    SELECT f.repository_id, f.harvest_id,
           hashtextextended(i.identifier COLLATE "C", 0)
      FROM fence AS f, unnest($28::text[]) AS i(identifier)
    ON CONFLICT (repository_id, harvest_id, hash) DO NOTHING
    RETURNING 1
), changed AS (
    UPDATE sheaf.record AS r
       SET status = CASE WHEN i.is_deleted THEN 'deleted' ELSE 'live' END,
           datestamp = coalesce(i.datestamp, r.datestamp),
           datestamp_at = CASE WHEN i.is_deleted THEN i.datestamp_at
                               ELSE r.datestamp_at END,
           set_specs = coalesce(i.set_specs::text[], r.set_specs),
           content_hash = coalesce(i.content_hash, r.content_hash),
           header_hash = coalesce(i.header_hash, r.header_hash),
           harvest_id = i.harvest_id,
           changed_at = i.at,
           changed_in = i.changed_in
      -- The whole key from one subquery, see page_store.sql; in order of
      -- identifier, as everybody locks records.
      FROM (SELECT h.*, d.datestamp, d.datestamp_at, d.set_specs,
                   d.content_hash, d.header_hash
              FROM header AS h
              LEFT JOIN unnest($22::text[], $23::text[], $24::timestamptz[],
                               $25::text[], $26::bigint[], $27::bigint[])
                   AS d(identifier, datestamp, datestamp_at, set_specs,
                        content_hash, header_hash) USING (identifier)
             WHERE CASE WHEN h.is_deleted THEN h.status <> 'deleted'
                        ELSE h.status IN ('missing', 'gone') END
             ORDER BY h.identifier
            OFFSET 0) AS i
     WHERE r.repository_id = i.repository_id
       AND r.identifier = i.identifier
       AND r.metadata_prefix = i.metadata_prefix
       -- It may have changed since it was looked at.
       AND CASE WHEN i.is_deleted THEN r.status <> 'deleted'
                ELSE r.status IN ('missing', 'gone') END
    RETURNING r.repository_id, r.identifier, i.is_deleted
), found AS (
    DELETE FROM sheaf.absence AS a
     USING header AS h
     WHERE h.has_absences
       AND a.repository_id = h.repository_id
       AND a.identifier = h.identifier
       AND a.metadata_prefix = h.metadata_prefix
       AND a.set_spec IN ('', h.set_spec)
), marked AS (
    -- As in page_store.sql.
    INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
    SELECT repository_id, identifier
      FROM changed
     ORDER BY identifier
    ON CONFLICT (repository_id, identifier) DO UPDATE
       SET crashes = 0,
           is_held = false
     WHERE s.crashes > 0
), news AS (
    SELECT *,
           status IS NULL AS is_unknown,
           -- Days are asked for whole.
           (status IS NULL OR status = 'deleted')
               AND instant < next_from - interval '1 day' AS is_behind
      FROM header
     WHERE NOT is_deleted
       AND is_other
), wanted AS (
    -- By sweep_ask.sql's list request.
    INSERT INTO sheaf.wanted (repository_id, harvest_id, n, identifier)
    SELECT n.repository_id, n.harvest_id, 2, n.identifier
      FROM news AS n
     WHERE n.is_behind
       AND (SELECT behind
              FROM sheaf.sweep
             WHERE repository_id = $1::bigint
               AND harvest_id = $2::bigint) < $29::bigint
    ON CONFLICT (repository_id, harvest_id, n, identifier) DO NOTHING
), drifted AS (
    SELECT count(*) FILTER (WHERE is_unknown) AS unknown,
           count(*) FILTER (WHERE NOT is_unknown) AS changed,
           count(*) FILTER (WHERE is_behind) AS behind
      FROM news
), counted AS (
    SELECT count(*) FILTER (WHERE is_deleted) AS deleted,
           count(*) FILTER (WHERE NOT is_deleted) AS back
      FROM changed
), noted AS (
    UPDATE sheaf.sweep AS s
       SET hashes = s.hashes + (SELECT count(*) FROM listed),
           unknown = s.unknown + d.unknown,
           changed = s.changed + d.changed,
           behind = s.behind + d.behind,
           back = s.back + c.back
      FROM fence AS f, drifted AS d, counted AS c
     WHERE s.repository_id = f.repository_id
       AND s.harvest_id = f.harvest_id
)
UPDATE sheaf.harvest AS h
   SET records = h.records + $13::bigint,
       updated = h.updated + c.back,
       deleted = h.deleted + c.deleted,
       unchanged = h.unchanged + $13::bigint - c.back - c.deleted,
       repaired = h.repaired + $14::bigint,
       pages = h.pages + ($6::boolean)::integer,
       bytes = h.bytes + $15::bigint,
       requests = h.requests + ($6::boolean)::integer
  FROM fence AS f, counted AS c
 WHERE h.repository_id = f.repository_id
   AND h.harvest_id = f.harvest_id
RETURNING c.back, c.deleted
