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
), meant AS (
    -- Of one that has an identifier all tries, so that none comes to light
    -- behind the last.
    SELECT w.word, w.position, t.quarantine_id, t.metadata_prefix, t.identifier
      FROM word AS w
      JOIN sheaf.quarantine AS t
        ON w.word IS NULL
        OR t.identifier = w.word
        OR t.quarantine_id::text = w.word
        OR (t.identifier, t.metadata_prefix) IN (
               SELECT n.identifier, n.metadata_prefix
                 FROM sheaf.quarantine AS n
                WHERE n.repository_id = $1::bigint
                  AND n.quarantine_id::text = w.word)
     WHERE t.repository_id = $1::bigint
       AND t.read_at IS NULL
       AND (t.dropped_at IS NOT NULL) = $4::boolean
), dropped AS (
    UPDATE sheaf.quarantine AS q
       SET dropped_at = CASE WHEN NOT $4::boolean
                             THEN (SELECT sheaf.clock()) END
     WHERE q.repository_id = $1::bigint
       AND q.quarantine_id IN (SELECT quarantine_id FROM meant)
)
SELECT w.word,
       (SELECT count(DISTINCT (m.metadata_prefix,
                               coalesce(m.identifier, m.quarantine_id::text)))
          FROM meant AS m
         WHERE m.position = w.position)
  FROM word AS w
 ORDER BY w.position
