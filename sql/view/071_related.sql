-- Other items by the same people, for readers: of names that very many have, the
-- best of the five hundred that are found first, unless more are wanted; of a
-- collaboration, the first fifty names.

-- Items that share names: those of the repository; where these are not so many
-- that no other would be shown, those of others that share two, and otherwise
-- those here that do, as they come first. Pairs of names are looked for, not all
-- items that have either; one that shares more is found with each pair, and so
-- ten times as many are looked at. PL/pgSQL plans the statement for the names:
-- whether it is them or the repository that few items have.
CREATE OR REPLACE FUNCTION sheaf.related_names(in_repository_id bigint,
    names text[], most bigint)
RETURNS TABLE (repository_id bigint, identifier text, creator_keys text[],
    title text, title_key text, doi text, year integer)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_custom_plan SET jit = off
SET enable_seqscan = off SET max_parallel_workers_per_gather = 0
AS $$
BEGIN
    RETURN QUERY
    WITH here AS MATERIALIZED (
        SELECT o.repository_id, o.identifier, o.creator_keys, o.title,
               o.title_key, o.doi, o.year
          FROM sheaf.item AS o
         WHERE o.creator_keys && $2
           AND o.repository_id = $1
           AND o.deleted_at IS NULL
         LIMIT $3
    ), pair AS (
        SELECT ARRAY[a.name, b.name] AS names
          FROM unnest($2) WITH ORDINALITY AS a(name, n)
          JOIN unnest($2) WITH ORDINALITY AS b(name, n)
            ON a.n < b.n AND a.name <> b.name
         ORDER BY b.n, a.n
    )
    SELECT h.*
      FROM here AS h
     UNION ALL
   (SELECT o.*
      FROM (SELECT o.*
              FROM pair AS p
             CROSS JOIN LATERAL (
                   SELECT i.repository_id, i.identifier, i.creator_keys,
                          i.title, i.title_key, i.doi, i.year
                     FROM sheaf.item AS i
                    WHERE i.creator_keys @> p.names
                      AND i.deleted_at IS NULL
                   OFFSET 0) AS o
             LIMIT 10 * $3) AS o
     WHERE (o.repository_id = $1)
           = coalesce((SELECT count(*) FROM here) = $3, false)
     LIMIT $3);
END
$$;

CREATE OR REPLACE FUNCTION api.related(repository text, identifier text,
    hit_limit integer DEFAULT 20)
RETURNS TABLE (repository text, identifier text, title text, year integer,
    reason text)
LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
    WITH this AS MATERIALIZED (
        SELECT i.repository_id, i.identifier, i.title_key, i.doi,
               i.creator_keys[:50] AS creator_keys,
               ARRAY(SELECT jsonb_array_elements_text(
                         jsonb_path_query_array(i.creators, '$[*].orcid')))
                   AS orcids,
               CASE WHEN $3 IS NOT NULL THEN greatest($3, 500) END AS most
          FROM sheaf.item AS i
          JOIN sheaf.repository AS r USING (repository_id)
         WHERE r.name = $1
           AND i.identifier = $2
           AND i.deleted_at IS NULL
    ), either AS (
       (SELECT o.repository_id, o.identifier, o.creator_keys, o.title,
               o.title_key, o.doi, o.year, true AS has_orcid
          FROM this
          JOIN sheaf.item AS o
            ON jsonb_path_query_array(o.creators, '$[*].orcid')
               ?| this.orcids
           AND jsonb_path_exists(o.creators, '$[*].orcid')
         WHERE o.deleted_at IS NULL
         LIMIT (SELECT most FROM this))
         UNION ALL
        SELECT n.*, false
          FROM this,
               sheaf.related_names(this.repository_id, this.creator_keys,
                   this.most) AS n
    ), related AS (
        SELECT DISTINCT ON (repository_id, identifier) *
          FROM either
         ORDER BY repository_id, identifier, has_orcid DESC
    )
    SELECT r.name, o.identifier, o.title, o.year,
           CASE WHEN o.has_orcid THEN 'same ORCID iD'
                WHEN n.names = 1 THEN 'one name in the same repository'
                ELSE format('%s names', n.names) END
      FROM related AS o
      JOIN sheaf.repository AS r USING (repository_id)
     CROSS JOIN this
     CROSS JOIN LATERAL (
           SELECT count(DISTINCT k.name) AS names
             FROM unnest(o.creator_keys) AS k(name)
            WHERE k.name = ANY (this.creator_keys)) AS n
     WHERE (o.repository_id, o.identifier)
           <> (this.repository_id, this.identifier)
       AND (o.repository_id = this.repository_id
            OR (o.title_key IS DISTINCT FROM this.title_key
                AND (o.doi IS NULL OR o.doi IS DISTINCT FROM this.doi)))
     ORDER BY o.repository_id = this.repository_id DESC, o.has_orcid DESC,
              n.names DESC, o.year DESC NULLS LAST, r.name, o.identifier
     LIMIT CASE WHEN $3 IS NOT NULL THEN greatest($3, 0) END
$$;

COMMENT ON FUNCTION api.related(text, text, integer) IS
    'Other items by the authors of this one: in the same repository those that share a name, in others those that share an ORCID iD or two names, and are not the same work. reason says which. At most hit_limit; NULL: all.';
