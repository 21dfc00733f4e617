-- Full-text search, for readers. Ranks at most 10,000 matches: a common word
-- must not sort a million rows.

CREATE OR REPLACE FUNCTION api.search(query text,
    hit_limit integer DEFAULT 20, in_repository text DEFAULT NULL)
RETURNS TABLE (repository text, identifier text, title text, year integer,
    score real)
LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH match AS (
        SELECT t.repository_id, t.identifier, t.words, q.query
          FROM api.query($1) AS q(query)
          JOIN sheaf.item_text AS t ON t.words @@ q.query
         WHERE $3 IS NULL
            OR t.repository_id = (SELECT repository_id
                                    FROM sheaf.repository
                                   WHERE name = $3)
         LIMIT 10000
    ), hit AS (
        SELECT m.repository_id, m.identifier,
               ts_rank_cd(m.words, m.query) AS score
          FROM match AS m
         ORDER BY score DESC, m.repository_id, m.identifier
         LIMIT least(greatest($2, 0), 10000)
    )
    SELECT r.name, h.identifier, i.title, i.year, h.score
      FROM hit AS h
      JOIN sheaf.repository AS r USING (repository_id)
      JOIN sheaf.item AS i USING (repository_id, identifier)
     ORDER BY h.score DESC, h.repository_id, h.identifier
$$;

COMMENT ON FUNCTION api.search(text, integer, text) IS
    'Items that match what a person types (see api.query), best first. At most hit_limit of them; in one repository, or in all (NULL). Where more than 10,000 match, some 10,000 of them are ranked.';
