-- Suppresses identifiers, behind suppress_lock.sql: their items become
-- tombstones here and now, so that nothing is left to normalise. A row for each:
-- is there anything of it here, was it suppressed before; the other repositories
-- of which it is shown: the first, some in words (NULL: in none), all as JSON.
-- $1 repository_id, $2 identifiers, $3 reason (NULL: none, or as it was)
-- $4 by whom
WITH word AS (
    SELECT w.identifier, min(w.position) AS position
      FROM unnest($2::text[]) WITH ORDINALITY AS w(identifier, position)
     GROUP BY w.identifier
), suppressed AS (
    INSERT INTO sheaf.suppressed AS s (repository_id, identifier, reason, by, at)
    SELECT $1::bigint, w.identifier, $3::text, $4::text, (SELECT sheaf.clock())
      FROM word AS w
    ON CONFLICT (repository_id, identifier) DO UPDATE
       SET reason = coalesce(excluded.reason, s.reason)
    RETURNING s.identifier, s.xmax = 0 AS is_new
), gone AS (
    DELETE FROM sheaf.item AS i
     USING word AS w
     WHERE i.repository_id = $1::bigint
       AND i.identifier = w.identifier
       AND i.deleted_at IS NULL
    RETURNING i.repository_id, i.identifier, i.rule_version
), entombed AS (
    -- Whatever columns an item has, they are empty. No item has this hash.
    INSERT INTO sheaf.item (repository_id, identifier, rule_version, hash,
           deleted_at, changed_at, changed_in)
    SELECT repository_id, identifier, rule_version, 0, (SELECT sheaf.clock()),
           (SELECT sheaf.clock()), pg_current_xact_id()
      FROM gone
), unindexed AS (
    DELETE FROM sheaf.item_text AS t
     USING word AS w
     WHERE t.repository_id = $1::bigint
       AND t.identifier = w.identifier
), settled AS (
    DELETE FROM sheaf.stale_item AS s
     USING word AS w
     WHERE s.repository_id = $1::bigint
       AND s.identifier = w.identifier
), told AS (
    -- Not which: events are for everybody.
    INSERT INTO sheaf.event (repository_id, at, kind, text)
    SELECT $1::bigint, (SELECT sheaf.clock()), 'suppressed',
           CASE WHEN count(*) = 1 THEN 'an item was suppressed'
                ELSE format('%s items were suppressed', count(*)) END
      FROM suppressed AS n
     WHERE n.is_new
    HAVING count(*) > 0
)
SELECT w.identifier,
       EXISTS (
           SELECT 1
             FROM sheaf.record AS c
            WHERE c.repository_id = $1::bigint
              AND c.identifier = w.identifier),
       NOT n.is_new, o.names[1],
       array_to_string(o.names[1:10], ', ')
           || CASE WHEN cardinality(o.names) > 10
                   THEN format(' and %s more', cardinality(o.names) - 10)
                   ELSE '' END,
       coalesce(to_json(o.names), '[]')::text
  FROM word AS w
  JOIN suppressed AS n USING (identifier)
 CROSS JOIN LATERAL (
       SELECT array_agg(r.name ORDER BY r.name) AS names
         FROM sheaf.repository AS r
        CROSS JOIN LATERAL (
              SELECT 1
                FROM sheaf.shown_record AS c
               WHERE c.repository_id = r.repository_id
                 AND c.identifier = w.identifier
               LIMIT 1) AS shown
        WHERE r.repository_id <> $1::bigint) AS o
 ORDER BY w.position
