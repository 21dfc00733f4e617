-- The last sweep of each format and set that concluded something, unless that
-- was undone; or one by its number.
-- $1 repository_id, $2 harvest_id; NULL: the last ones
SELECT l.harvest_id
  FROM (SELECT DISTINCT ON (h.metadata_prefix, h.set_spec)
               h.harvest_id, s.outcome
          FROM sheaf.harvest AS h
          JOIN sheaf.sweep AS s USING (repository_id, harvest_id)
         WHERE h.repository_id = $1::bigint
           AND s.outcome IN ('found', 'confirmed', 'undone')
           AND (h.harvest_id = $2::bigint OR $2::bigint IS NULL)
         ORDER BY h.metadata_prefix, h.set_spec, h.harvest_id DESC) AS l
 WHERE l.outcome <> 'undone'
 ORDER BY l.harvest_id
