-- What stands in quarantine, by rule: some examples each, the newest first, with
-- how many there are and since when. What was imported is in files.
-- $1 repository_id, $2 days, $3 examples
SELECT rule, identifier, metadata_prefix, reason, records, first_at, last_at
  FROM (SELECT q.rule, q.identifier, q.metadata_prefix, q.reason,
               count(*) OVER w AS records,
               extract(epoch FROM min(f.first_at) OVER w)::bigint AS first_at,
               extract(epoch FROM max(q.at) OVER w)::bigint AS last_at,
               row_number() OVER (PARTITION BY q.rule
                                      ORDER BY q.identifier IS NULL,
                                               q.quarantine_id DESC) AS position
          FROM sheaf.repository AS r
          JOIN api.quarantine AS q ON q.repository = r.name
          CROSS JOIN LATERAL (
               SELECT least(min(t.at), q.at) AS first_at
                 FROM sheaf.quarantine AS t
                 LEFT JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
                WHERE t.repository_id = r.repository_id
                  AND h.kind IS DISTINCT FROM 'import'
                  AND t.identifier = q.identifier
                  AND t.metadata_prefix = q.metadata_prefix
                  AND t.read_at IS NULL) AS f
         WHERE r.repository_id = $1::bigint
           AND q.rule IS NOT NULL
           AND NOT EXISTS (
                   SELECT 1
                     FROM sheaf.harvest AS h
                    WHERE h.repository_id = r.repository_id
                      AND h.harvest_id = q.harvest_id
                      AND h.kind = 'import')
           AND q.at >= (SELECT sheaf.clock())
                       - make_interval(days => $2::integer)
        WINDOW w AS (PARTITION BY q.rule)) AS e
 WHERE position <= $3::integer
 ORDER BY records DESC, rule, position
