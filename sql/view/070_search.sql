-- Full-text search, for readers. Whoever wants the best few does not wait for a
-- common word's million rows to be ranked: at most 10,000 of them are, or as
-- many as are wanted, and ranked_of says so. No limit: all that match.
--
-- ts_rank(), not ts_rank_cd(): a word is asked for in twenty languages, and of
-- ten thousand items that is a quarter of the time, nearly that of one word.

CREATE OR REPLACE FUNCTION sheaf.is_wanted(item sheaf.item, in_type text,
    from_year integer, to_year integer, in_language text, in_access text)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT ($2 IS NULL OR ($1).type = $2 OR $2 = ANY (($1).types))
       AND ($3 IS NULL
            OR ($1).issued_to >= make_date(least(greatest($3, 1), 9999),
                   1, 1))
       AND ($4 IS NULL
            OR ($1).issued_from <= make_date(least(greatest($4, 1), 9999),
                   12, 31))
       AND ($5 IS NULL OR $5 = ANY (($1).language))
       AND ($6 IS NULL OR ($1).access = $6)
$$;

-- Of a word that most have, its form in each language is asked for too, and of
-- each item that is nearly all the work: forms that nobody has are left out of
-- the query. Those that occur in a piece stay, that part of all, in per cent; of
-- the others, few items have any. No item is found or ranked otherwise.
CREATE OR REPLACE FUNCTION sheaf.search_present(query tsquery,
    share double precision)
RETURNS tsquery
LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET plan_cache_mode = force_custom_plan
SET jit = off SET max_parallel_workers_per_gather = 0
SET client_min_messages = warning
AS $$
DECLARE
    present tsquery := $1;
    most CONSTANT integer := 500;
    rare tsquery[];
    any_rare tsquery;
    found tsvector[];
    stem tsquery;
BEGIN
    rare := ARRAY(
        SELECT s.stem
          FROM (SELECT t.words
                  FROM sheaf.item_text AS t
                       TABLESAMPLE SYSTEM ($2) REPEATABLE (0)
                OFFSET 0) AS p,
               (SELECT DISTINCT part[1]::tsquery AS stem
                  FROM regexp_matches($1::text,
                           $q$'/(?:[^']|'')+'$q$, 'g') AS part
                OFFSET 0) AS s
         GROUP BY s.stem
        HAVING NOT bool_or(p.words @@ s.stem));
    IF cardinality(rare) = 0 THEN
        RETURN $1;
    END IF;
    any_rare := array_to_string(rare, ' | ')::tsquery;
    found := ARRAY(SELECT t.words
                     FROM sheaf.item_text AS t
                    WHERE t.words @@ any_rare
                    LIMIT most);
    IF cardinality(found) = most THEN
        RETURN $1;
    END IF;
    FOREACH stem IN ARRAY rare LOOP
        IF NOT EXISTS (SELECT FROM unnest(found) AS f(words)
                        WHERE f.words @@ stem) THEN
            present := ts_rewrite(present, stem, ''::tsquery);
        END IF;
    END LOOP;
    RETURN present;
END
$$;

-- What part of all items, in per cent, has to be read to find so many that
-- match, where most do, and for what: then reading them is faster than the index
-- of the words, which gives all of a common word's before it gives the first. No
-- row: ask the index. A fair piece of a thousand tells.
CREATE OR REPLACE FUNCTION sheaf.search_sample(query tsquery, most bigint)
RETURNS TABLE (share double precision, present tsquery)
LANGUAGE sql STABLE
AS $$
    WITH known AS MATERIALIZED (
        SELECT greatest(reltuples, 1)::double precision AS items
          FROM pg_catalog.pg_class
         WHERE oid = 'sheaf.item_text'::regclass
    ), piece AS MATERIALIZED (
        SELECT count(*) AS items,
               count(*) FILTER (WHERE t.words @@ $1) AS matches
          FROM sheaf.item_text AS t
               TABLESAMPLE SYSTEM (
                   (SELECT least(100000 / items, 100) FROM known))
               REPEATABLE (0)
         WHERE (SELECT items FROM known) > 10 * $2
    )
    SELECT least(130.0 * $2 * p.items / p.matches / k.items, 100),
           sheaf.search_present($1, 10000 / k.items)
      FROM known AS k
     CROSS JOIN piece AS p
     WHERE k.items > 10 * $2
       AND p.matches > p.items * 250 / sqrt(k.items)
$$;

-- Which items match, and how well: no more of them than that. Of a word that
-- most have, those of a fair piece of all; of others, what the index gives.
-- PL/pgSQL plans the statement for the words that are asked for.
CREATE OR REPLACE FUNCTION sheaf.search_match(query tsquery, most bigint,
    in_repository_id bigint, in_type text, from_year integer, to_year integer,
    in_language text, in_access text, is_ranked boolean)
RETURNS TABLE (repository_id bigint, identifier text, score real)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_custom_plan SET jit = off
SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    share double precision;
    present tsquery;
    repository_ids bigint[];
    identifiers text[];
    scores real[];
BEGIN
    IF num_nulls($3, $4, $5, $6, $7, $8) = 6 THEN
        SELECT s.share, s.present
          INTO share, present
          FROM sheaf.search_sample($1, $2) AS s;
    END IF;
    IF share IS NOT NULL THEN
        SELECT array_agg(p.repository_id), array_agg(p.identifier),
               array_agg(p.score)
          INTO repository_ids, identifiers, scores
          FROM (SELECT t.repository_id, t.identifier,
                       CASE WHEN $9 THEN ts_rank(t.words, present) END
                           AS score
                  FROM sheaf.item_text AS t
                       TABLESAMPLE SYSTEM (share) REPEATABLE (0)
                 WHERE t.words @@ present
                 LIMIT $2) AS p;
        IF cardinality(identifiers) = $2 THEN
            RETURN QUERY
            SELECT * FROM unnest(repository_ids, identifiers, scores);
            RETURN;
        END IF;
    END IF;
    RETURN QUERY
    SELECT t.repository_id, t.identifier,
           CASE WHEN $9 THEN ts_rank(t.words, $1) END
      FROM sheaf.item_text AS t
     WHERE t.words @@ $1
       AND ($3 IS NULL OR t.repository_id = $3)
       AND (num_nulls($4, $5, $6, $7, $8) = 5 OR (
               SELECT sheaf.is_wanted(i, $4, $5, $6, $7, $8)
                 FROM sheaf.item AS i
                WHERE i.repository_id = t.repository_id
                  AND i.identifier = t.identifier))
     LIMIT $2;
END
$$;

-- The newest, where more match than anybody ranks: down the years until there
-- are enough, and common words are soon found. The items come first, in the
-- order of an index, of all or of one repository: read by that of the words it
-- would be all of them. PL/pgSQL plans the statement for what is wanted.
CREATE OR REPLACE FUNCTION sheaf.search_newest(query tsquery,
    hit_limit integer, in_repository_id bigint, in_type text,
    from_year integer, to_year integer, in_language text, in_access text)
RETURNS TABLE (repository_id bigint, identifier text)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_custom_plan SET jit = off
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_sort = off SET max_parallel_workers_per_gather = 0
AS $$
BEGIN
    RETURN QUERY
    SELECT i.repository_id, i.identifier
      FROM sheaf.item AS i,
           LATERAL (
               SELECT
                 FROM sheaf.item_text AS t
                WHERE t.repository_id = i.repository_id
                  AND t.identifier = i.identifier
                  AND t.words @@ $1
               OFFSET 0) AS t
     WHERE i.year <= least(greatest(coalesce($6, 9999), 1), 9999)
       AND ($3 IS NULL OR i.repository_id = $3)
       AND sheaf.is_wanted(i, $4, $5, $6, $7, $8)
     ORDER BY i.year DESC, i.issued_from DESC
     LIMIT $2;
END
$$;

CREATE OR REPLACE FUNCTION api.search(query text,
    hit_limit integer DEFAULT NULL, in_repository text DEFAULT NULL,
    in_type text DEFAULT NULL, from_year integer DEFAULT NULL,
    to_year integer DEFAULT NULL, in_language text DEFAULT NULL,
    in_access text DEFAULT NULL, newest_first boolean DEFAULT false)
RETURNS TABLE (repository text, identifier text, title text, year integer,
    score real, ranked_of bigint)
LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
    WITH asked AS MATERIALIZED (
        SELECT api.query(sheaf.search_text($1)) AS query,
               sheaf.search_identifiers($1) AS identifiers,
               sheaf.search_repository($3) AS repository_id,
               sheaf.search_check('type', $4),
               sheaf.search_check('language', $7),
               sheaf.search_check('access', $8),
               greatest($2, 0) AS hits,
               CASE WHEN $2 IS NOT NULL THEN greatest($2, 10000) END AS most
    ), identified AS MATERIALIZED (
        SELECT i.repository_id, i.identifier, 1::real AS score
          FROM asked AS a
          JOIN sheaf.item AS i ON i.identifiers && a.identifiers
         WHERE (a.repository_id IS NULL
                OR i.repository_id = a.repository_id)
           AND sheaf.is_wanted(i, $4, $5, $6, $7, $8)
         LIMIT (SELECT most FROM asked)
    ), match AS MATERIALIZED (
        SELECT *
          FROM identified
         UNION ALL
        SELECT m.*
          FROM asked AS a,
               sheaf.search_match(a.query, a.most, a.repository_id,
                   $4, $5, $6, $7, $8, $9 IS NOT TRUE) AS m
         WHERE NOT EXISTS (SELECT FROM identified)
    ), total AS MATERIALIZED (
        SELECT count(*) AS matches,
               $9 AND count(*) >= (SELECT most FROM asked)
                  AND NOT EXISTS (SELECT FROM identified) AS is_walk
          FROM match
    ), hit AS (
       (SELECT m.repository_id, m.identifier, m.score
          FROM match AS m
         WHERE $9 IS NOT TRUE
         ORDER BY m.score DESC, m.repository_id, m.identifier
         LIMIT CASE WHEN $2 IS NOT NULL THEN greatest($2, 0) END)
     UNION ALL
       (SELECT m.repository_id, m.identifier, NULL
          FROM match AS m
          JOIN sheaf.item AS i USING (repository_id, identifier)
         WHERE $9 AND (SELECT is_walk FROM total) IS NOT TRUE
         ORDER BY i.year DESC NULLS LAST, i.issued_from DESC,
                  m.repository_id, m.identifier
         LIMIT CASE WHEN $2 IS NOT NULL THEN greatest($2, 0) END)
     UNION ALL
        SELECT n.repository_id, n.identifier, NULL
          FROM asked AS a,
               sheaf.search_newest(a.query, a.hits, a.repository_id,
                   $4, $5, $6, $7, $8) AS n
         WHERE (SELECT is_walk FROM total)
    )
    SELECT r.name, h.identifier, i.title, i.year, w.score, s.matches
      FROM hit AS h
      JOIN sheaf.repository AS r USING (repository_id)
      JOIN sheaf.item AS i USING (repository_id, identifier)
     CROSS JOIN total AS s
     CROSS JOIN LATERAL (
           SELECT coalesce(h.score, (
                      SELECT ts_rank(t.words, a.query)
                        FROM asked AS a, sheaf.item_text AS t
                       WHERE t.repository_id = h.repository_id
                         AND t.identifier = h.identifier)) AS score) AS w
     ORDER BY CASE WHEN $9 THEN i.year END DESC NULLS LAST,
              CASE WHEN $9 THEN i.issued_from END DESC NULLS LAST,
              w.score DESC, h.repository_id, h.identifier
$$;

COMMENT ON FUNCTION api.search(text, integer, text, text, integer, integer,
    text, text, boolean) IS
    'Items that match what a person types (see api.query), best first: all of them, or at most hit_limit. Then the best of 10,000 are found, where more match: ranked_of says how many were ranked, and less than 10,000 is all that match. A DOI, ISBN, arXiv or PubMed number, handle or URL that is all of the query finds the items that have it; an ISSN what is in the journal; not more than 10,000 where there is a limit. in_repository: of this one only; in_type, in_language, in_access: as in api.item, and a value that there is not is an error; from_year, to_year: published, or maybe published, in these years. newest_first: by year of publication, of all that match.';
