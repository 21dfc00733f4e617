-- Marks a batch of all items, to be made again by these rules; whether there are
-- none left. No row: they are marked already, or it is by other rules by now.
-- Several may do it at the same time, one batch after the other.
--
-- Whoever locked marks before these rules took over may go on with older ones:
-- we wait for that at these marks, and mark again what they stood for. That may
-- be no item yet, so that marks are looked at as items are. Whoever locks marks
-- later knows better (rule_version_read.sql).
-- $1 version of the rules, $2 hash of schemas/, $3 how many to look at
WITH place AS (
    SELECT repository_id, identifier
      FROM sheaf.rule_version
     WHERE version = $1::integer
       AND schemas = $2::bigint
       AND NOT is_marked
       FOR UPDATE
), looked_at AS (
    (SELECT repository_id, identifier
       FROM sheaf.item
      WHERE (repository_id, identifier)
                > ((SELECT repository_id FROM place),
                   (SELECT identifier FROM place))
      ORDER BY repository_id, identifier
      LIMIT $3::bigint)
    UNION
    (SELECT repository_id, identifier
       FROM sheaf.stale_item
      WHERE (repository_id, identifier)
                > ((SELECT repository_id FROM place),
                   (SELECT identifier FROM place))
      ORDER BY repository_id, identifier
      LIMIT $3::bigint)
    ORDER BY repository_id, identifier
    LIMIT $3::bigint
), marked AS (
    INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
    SELECT repository_id, identifier
      FROM looked_at
     ORDER BY repository_id, identifier
        ON CONFLICT (repository_id, identifier) DO UPDATE
       SET crashes = 0,
           is_held = false
     WHERE s.crashes > 0
)
UPDATE sheaf.rule_version AS v
   SET repository_id = coalesce(l.repository_id, p.repository_id),
       identifier = coalesce(l.identifier, p.identifier),
       is_marked = l.identifier IS NULL
  FROM place AS p
  LEFT JOIN (SELECT repository_id, identifier
               FROM looked_at
              ORDER BY repository_id DESC, identifier DESC
              LIMIT 1) AS l ON true
RETURNING v.is_marked
