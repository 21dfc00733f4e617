-- The last sweep of each format and set from which something could be
-- concluded, and the last that ended where that is a later one; or one by its
-- number. With some of what it missed.
-- $1 repository_id, $2 harvest_id; NULL: the last ones; $3 how many examples
SELECT w.harvest_id, w.metadata_prefix, w.set_spec,
       to_char(w.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       w.verdict, w.outcome, w.reason, w.live, w.missed, w.missing, w.gone,
       to_char(s.sweep_due AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       array_to_string(e.shown, E'\n'), row_to_json(j)::text
  FROM (SELECT DISTINCT ON (h.metadata_prefix, h.set_spec,
                            x.outcome = 'void')
               h.harvest_id, h.metadata_prefix, h.set_spec, h.ended_at,
               h.verdict, h.reason, x.outcome, x.live, x.missed, x.missing,
               x.gone, x.unknown, x.changed, x.behind, x.back
          FROM sheaf.harvest AS h
          JOIN sheaf.sweep AS x USING (repository_id, harvest_id)
         WHERE h.repository_id = $1::bigint
           AND h.verdict IS NOT NULL
           AND (h.harvest_id = $2::bigint OR $2::bigint IS NULL)
         ORDER BY h.metadata_prefix, h.set_spec, x.outcome = 'void',
                  h.harvest_id DESC) AS w
  JOIN sheaf.repository AS r ON r.repository_id = $1::bigint
  LEFT JOIN sheaf.selection AS s
         ON s.repository_id = r.repository_id
        AND s.metadata_prefix = w.metadata_prefix
        AND s.set_spec = w.set_spec
 CROSS JOIN LATERAL (
       SELECT coalesce(array_agg(concat_ws('  ', a.identifier,
                           CASE WHEN a.is_concluded OR c.status = 'gone'
                                THEN CASE WHEN w.set_spec = '' THEN 'gone'
                                          ELSE 'left the set' END
                                WHEN a.spared_until IS NOT NULL
                                THEN 'spared until ' || to_char(a.spared_until
                                         AT TIME ZONE 'UTC', 'YYYY-MM-DD')
                                WHEN a.strikes > 0 THEN 'missing' END,
                           '"' || i.title || '"') ORDER BY a.identifier), '{}')
                  AS shown,
              coalesce(json_agg(json_build_object(
                           'identifier', a.identifier, 'status', c.status,
                           'strikes', a.strikes, 'since', a.since,
                           'answer', a.answer, 'title', i.title)
                           ORDER BY a.identifier), '[]') AS examples
         FROM (SELECT *
                 FROM sheaf.absence AS m
                WHERE m.repository_id = r.repository_id
                  AND m.missed_in = w.harvest_id
                  AND NOT EXISTS (
                      SELECT 1
                        FROM sheaf.suppressed AS d
                       WHERE d.repository_id = m.repository_id
                         AND d.identifier = m.identifier)
                ORDER BY m.identifier
                LIMIT $3::bigint) AS a
         LEFT JOIN sheaf.record AS c USING (repository_id, identifier,
                                            metadata_prefix)
         LEFT JOIN sheaf.item AS i USING (repository_id, identifier)) AS e
 CROSS JOIN LATERAL (
       SELECT r.name AS repository, w.harvest_id, w.metadata_prefix,
              w.set_spec, w.ended_at, w.verdict, w.outcome, w.reason, w.live,
              w.missed, w.missing, w.gone, w.unknown, w.changed, w.behind,
              w.back, s.sweep_due AS next_due, e.examples) AS j
 WHERE $2::bigint IS NOT NULL
    OR w.outcome <> 'void'
    OR NOT EXISTS (
           SELECT 1
             FROM sheaf.harvest AS o
             JOIN sheaf.sweep AS n USING (repository_id, harvest_id)
            WHERE o.repository_id = r.repository_id
              AND o.metadata_prefix = w.metadata_prefix
              AND o.set_spec = w.set_spec
              AND o.harvest_id > w.harvest_id
              AND n.outcome <> 'void')
 ORDER BY w.metadata_prefix, w.set_spec, w.harvest_id DESC
