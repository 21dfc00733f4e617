-- What items are found by; those that are deleted are not.
-- $1 repository_id, $2 identifiers, in their order, $3 words, $4 identifiers of
-- deleted items
WITH gone AS (
    DELETE FROM sheaf.item_text AS t
     USING (SELECT $1::bigint AS repository_id, d.identifier
              FROM unnest($4::text[]) AS d(identifier)
            OFFSET 0) AS d
     WHERE t.repository_id = d.repository_id
       AND t.identifier = d.identifier
)
INSERT INTO sheaf.item_text AS t (repository_id, identifier, words)
SELECT $1::bigint, i.identifier, i.words
  FROM (SELECT unnest($2::text[]) AS identifier,
               unnest($3::tsvector[]) AS words) AS i
    ON CONFLICT (repository_id, identifier) DO UPDATE
   SET words = excluded.words
 WHERE t.words IS DISTINCT FROM excluded.words
