-- Shows identifiers again, behind suppress_lock.sql, whose marks stay where
-- there is something to normalise. A row for each: is there anything of it
-- here, was it suppressed.
-- $1 repository_id, $2 identifiers
WITH word AS (
    SELECT w.identifier, min(w.position) AS position,
           EXISTS (
               SELECT 1
                 FROM sheaf.record AS c
                WHERE c.repository_id = $1::bigint
                  AND c.identifier = w.identifier) AS is_here
      FROM unnest($2::text[]) WITH ORDINALITY AS w(identifier, position)
     GROUP BY w.identifier
), shown AS (
    DELETE FROM sheaf.suppressed AS s
     USING word AS w
     WHERE s.repository_id = $1::bigint
       AND s.identifier = w.identifier
    RETURNING s.identifier
), unmarked AS (
    DELETE FROM sheaf.stale_item AS s
     USING word AS w
     WHERE s.repository_id = $1::bigint
       AND s.identifier = w.identifier
       AND NOT w.is_here
), told AS (
    INSERT INTO sheaf.event (repository_id, at, kind, text)
    SELECT $1::bigint, (SELECT sheaf.clock()), 'suppressed',
           CASE WHEN count(*) = 1
                THEN 'an item that was suppressed is shown again'
                ELSE format('%s items that were suppressed are shown again',
                            count(*)) END
      FROM shown AS n
    HAVING count(*) > 0
)
SELECT w.identifier, w.is_here, n.identifier IS NOT NULL
  FROM word AS w
  LEFT JOIN shown AS n USING (identifier)
 ORDER BY w.position
