-- Lets records in quarantine go, or takes that back. A row a word that was
-- given (none: all of them): the word, how many records it stood for.
-- $1 repository_id; $2 identifiers, or quarantine_ids as text; $3 all
-- $4 take it back
WITH word AS (
    SELECT w.word, w.position
      FROM unnest($2::text[]) WITH ORDINALITY AS w(word, position)
    UNION ALL
    SELECT NULL, 0
     WHERE $3::boolean
), standing AS (
    SELECT t.quarantine_id, t.metadata_prefix, t.identifier
      FROM sheaf.quarantine AS t
     WHERE t.repository_id = $1::bigint
       AND t.read_at IS NULL
       AND (t.dropped_at IS NOT NULL) = $4::boolean
), numbered AS MATERIALIZED (
    -- Few: joined to what stands in one go, all of that might come first.
    SELECT w.position, n.identifier, n.metadata_prefix
      FROM word AS w
      JOIN sheaf.quarantine AS n ON n.quarantine_id::text = w.word
     WHERE n.repository_id = $1::bigint
), meant AS (
    -- Joins, no OR: that would look at each row for each of them.
    SELECT 0 AS position, t.*
      FROM standing AS t
     WHERE $3::boolean
    UNION
    SELECT w.position, t.*
      FROM word AS w
      JOIN standing AS t ON t.identifier = w.word
    UNION
    SELECT w.position, t.*
      FROM word AS w
      JOIN standing AS t ON t.quarantine_id::text = w.word
    UNION
    -- Of one that has an identifier all tries, so that none comes to light
    -- behind the last.
    SELECT n.position, t.*
      FROM numbered AS n
      JOIN standing AS t USING (identifier, metadata_prefix)
), dropped AS (
    UPDATE sheaf.quarantine AS q
       SET dropped_at = CASE WHEN NOT $4::boolean
                             THEN (SELECT sheaf.clock()) END
     WHERE q.repository_id = $1::bigint
       -- One look-up a row, whatever is known of how many there are.
       AND (q.quarantine_id IN (SELECT quarantine_id FROM meant)) IS TRUE
)
SELECT max(e.word),
       count(DISTINCT (e.metadata_prefix,
                       coalesce(e.identifier, e.quarantine_id::text)))
           FILTER (WHERE e.quarantine_id IS NOT NULL)
  FROM (SELECT w.word, w.position, NULL::bigint AS quarantine_id,
               NULL AS metadata_prefix, NULL AS identifier
          FROM word AS w
        UNION ALL
        SELECT NULL, m.position, m.quarantine_id, m.metadata_prefix,
               m.identifier
          FROM meant AS m) AS e
 GROUP BY e.position
 ORDER BY e.position
