-- The last try of each format at a record in quarantine, standing or not.
-- $1 repository_id; $2 identifier, or quarantine_id as text
WITH meant AS (
    SELECT q.quarantine_id, q.identifier, q.metadata_prefix
      FROM sheaf.quarantine AS q
     WHERE q.repository_id = $1::bigint
       AND (q.identifier = $2::text
            OR q.quarantine_id::text = $2::text)
), tried AS (
    SELECT q.*,
           count(*) OVER w AS times,
           min(q.at) OVER w AS first_at,
           row_number() OVER (PARTITION BY q.metadata_prefix, q.identifier
                                  ORDER BY q.quarantine_id DESC) AS position
      FROM sheaf.quarantine AS q
     WHERE q.repository_id = $1::bigint
       AND (q.quarantine_id IN (SELECT quarantine_id FROM meant)
            OR (q.identifier, q.metadata_prefix) IN (
                   SELECT identifier, metadata_prefix FROM meant))
    WINDOW w AS (PARTITION BY q.metadata_prefix, q.identifier)
)
SELECT t.quarantine_id, t.identifier, t.metadata_prefix, t.reason, t.rule,
       encode(t.bytes, 'hex'), t.length, t.harvest_id, h.kind, t.page_number,
       to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), t.times,
       to_char(t.first_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       CASE WHEN t.read_at IS NOT NULL THEN 'read'
            WHEN t.dropped_at IS NOT NULL THEN 'dropped'
            WHEN EXISTS (SELECT 1
                           FROM api.quarantine AS s
                          WHERE s.repository = r.name
                            AND s.quarantine_id = t.quarantine_id)
            THEN 'standing'
            WHEN EXISTS (SELECT 1
                           FROM sheaf.suppressed AS d
                          WHERE d.repository_id = t.repository_id
                            AND d.identifier = t.identifier)
            THEN 'suppressed' ELSE 'over' END,
       to_char(coalesce(t.read_at, t.dropped_at) AT TIME ZONE 'UTC',
               'YYYY-MM-DD HH24:MI'),
       c.status, c.datestamp,
       to_char(c.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       row_to_json(j)::text
  FROM tried AS t
  JOIN sheaf.repository AS r USING (repository_id)
  LEFT JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
  LEFT JOIN sheaf.record AS c
         ON c.repository_id = t.repository_id
        AND c.identifier = t.identifier
        AND c.metadata_prefix = t.metadata_prefix
  CROSS JOIN LATERAL (
       SELECT r.name AS repository, t.quarantine_id, t.identifier,
              t.metadata_prefix, t.reason, t.rule, t.length, t.at,
              t.first_at, t.times, t.harvest_id, h.kind AS harvest_kind,
              t.page_number, t.read_at, t.dropped_at,
              (SELECT row_to_json(f)
                 FROM (SELECT c.status, c.datestamp, c.changed_at) AS f
                WHERE c.status IS NOT NULL) AS stored,
              replace(encode(t.bytes, 'base64'), E'\n', '')
                  AS bytes_base64) AS j
 WHERE t.position = 1
 ORDER BY t.metadata_prefix, t.quarantine_id
