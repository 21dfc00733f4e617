-- Full-text search, for readers. Whoever wants the best few does not wait for a
-- common word's million rows to be ranked: at most 10,000 of them are, or as
-- many as are wanted. No limit: all that match.

CREATE OR REPLACE FUNCTION api.search(query text,
    hit_limit integer DEFAULT NULL, in_repository text DEFAULT NULL)
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
         LIMIT CASE WHEN $2 IS NOT NULL THEN greatest($2, 10000) END
    ), hit AS (
        SELECT m.repository_id, m.identifier,
               ts_rank_cd(m.words, m.query) AS score
          FROM match AS m
         ORDER BY score DESC, m.repository_id, m.identifier
         LIMIT CASE WHEN $2 IS NOT NULL THEN greatest($2, 0) END
    )
    SELECT r.name, h.identifier, i.title, i.year, h.score
      FROM hit AS h
      JOIN sheaf.repository AS r USING (repository_id)
      JOIN sheaf.item AS i USING (repository_id, identifier)
     ORDER BY h.score DESC, h.repository_id, h.identifier
$$;

COMMENT ON FUNCTION api.search(text, integer, text) IS
    'Items that match what a person types (see api.query), best first: all of them, or at most hit_limit (the best of 10,000, where more match). in_repository: of this one only.';
