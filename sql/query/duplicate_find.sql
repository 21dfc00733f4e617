-- Looks at the next few items that changed: makes the groups again of all keys
-- that they have, or had. How many items that was. The cursor is locked, see
-- duplicate_lock.sql. In a group is what agrees with the item that most agree
-- with, one that has a DOI if any has: so no two of a group have different ones.
-- A key of more than 50 items is flagged only. Rules and keys are of collation
-- "C"; an index on what is not would not be used for them.
WITH cursor AS MATERIALIZED (
    SELECT changed_in, repository_id, identifier
      FROM sheaf.duplicate_cursor
), changed AS MATERIALIZED (
    SELECT i.repository_id, i.identifier, i.changed_in, i.deleted_at,
           i AS item
      FROM sheaf.item AS i
     WHERE i.changed_in >= (SELECT changed_in FROM cursor)
       AND i.changed_in < pg_snapshot_xmin(pg_current_snapshot())
       AND (i.changed_in > (SELECT changed_in FROM cursor)
            OR (i.repository_id, i.identifier)
               > (SELECT repository_id, identifier FROM cursor))
     ORDER BY i.changed_in, i.repository_id, i.identifier
     LIMIT 200
), affected AS MATERIALIZED (
    SELECT d.rule, d.key
      FROM changed AS c
      JOIN sheaf.duplicate AS d USING (repository_id, identifier)
     UNION
    SELECT k.rule, k.key
      FROM changed AS c
     CROSS JOIN LATERAL sheaf.duplicate_keys(c.item) AS k
     WHERE c.deleted_at IS NULL
), candidate AS MATERIALIZED (
    SELECT a.rule, a.key, i.repository_id, i.identifier, i.doi, i.type, i.year,
           sheaf.title_keys(i.title_key, i.other_titles) AS titles,
           coalesce(jsonb_array_length(i.creators), 0) AS creators,
           count(*) OVER (PARTITION BY a.rule, a.key) AS items
      FROM affected AS a
     CROSS JOIN LATERAL (
           (SELECT o.*
              FROM sheaf.item AS o
             WHERE a.rule = 'doi'
               AND o.doi = a.key
               AND o.deleted_at IS NULL
             LIMIT 51)
         UNION ALL
           (SELECT o.*
              FROM sheaf.item AS o
             WHERE a.rule NOT IN ('doi', 'title')
               AND o.identifiers
                   @> ARRAY[(a.rule || ':' || a.key) COLLATE "default"]
               AND o.deleted_at IS NULL
             LIMIT 51)
         UNION ALL
           (SELECT o.*
              FROM sheaf.item AS o
             WHERE a.rule = 'title'
               AND o.title_key = split_part(a.key, '/', 1)
               AND length(o.title_key) >= 22
               AND o.creator_keys[1] COLLATE "C" = split_part(a.key, '/', 2)
               AND o.deleted_at IS NULL
             LIMIT 51)) AS i
), gathered AS MATERIALIZED (
    SELECT rule, key,
           array_agg((repository_id, identifier, doi, type, year, titles,
                      creators)::sheaf.duplicate_candidate) AS candidates
      FROM candidate
     WHERE items BETWEEN 2 AND 50
     GROUP BY rule, key
), pair AS MATERIALIZED (
    SELECT g.rule, g.key, a.repository_id AS of_repository,
           a.identifier AS of_identifier, a.doi IS NOT NULL AS has_doi,
           b.repository_id, b.identifier,
           CASE WHEN g.rule <> 'title' THEN 1
                ELSE 0.7 + 0.1 * (a.year IS NOT DISTINCT FROM b.year)::integer
                     + 0.1 * (a.type IS NOT DISTINCT FROM b.type)::integer
                     + 0.1 * (a.creators = b.creators)::integer END AS score
      FROM gathered AS g,
           unnest(g.candidates) AS a,
           unnest(g.candidates) AS b
     WHERE CASE WHEN g.rule = 'title'
                THEN coalesce(abs(a.year - b.year) <= 1, true)
                     AND coalesce(a.doi = b.doi, true)
                     AND abs(a.creators - b.creators) <= 1
                     AND coalesce(sheaf.type_branch(a.type)
                                  = sheaf.type_branch(b.type), true)
                ELSE ('book' = a.type AND 'book part' = b.type
                      OR 'book' = b.type AND 'book part' = a.type)
                     IS NOT TRUE
                     AND NOT sheaf.titles_conflict(a.titles, b.titles) END
), anchor AS (
    SELECT DISTINCT ON (rule, key) rule, key, of_repository, of_identifier
      FROM (SELECT rule, key, of_repository, of_identifier, has_doi,
                   count(*) AS n
              FROM pair
             GROUP BY rule, key, of_repository, of_identifier, has_doi
            HAVING count(DISTINCT repository_id) > 1) AS p
     ORDER BY rule, key, has_doi DESC, n DESC, of_repository, of_identifier
), member AS MATERIALIZED (
    SELECT rule, key, repository_id, identifier, score
      FROM anchor
      JOIN pair USING (rule, key, of_repository, of_identifier)
), parted AS (
    DELETE FROM sheaf.duplicate AS d
     USING affected AS a
     WHERE d.rule = a.rule
       AND d.key = a.key
       AND NOT EXISTS (
               SELECT 1
                 FROM member AS m
                WHERE (m.rule, m.key, m.repository_id, m.identifier)
                      = (d.rule, d.key, d.repository_id, d.identifier))
), joined AS (
    INSERT INTO sheaf.duplicate AS d (rule, key, repository_id, identifier,
           score)
    SELECT rule, key, repository_id, identifier, score
      FROM member
    ON CONFLICT (repository_id, identifier, rule, key) DO UPDATE
       SET score = excluded.score
     WHERE d.score <> excluded.score
), made AS MATERIALIZED (
    SELECT rule, key, false AS is_flagged
      FROM anchor
     UNION
    SELECT rule, key, true
      FROM candidate
     WHERE items > 50
), unmade AS (
    DELETE FROM sheaf.duplicate_group AS g
     USING affected AS a
     WHERE g.rule = a.rule
       AND g.key = a.key
       AND NOT EXISTS (
               SELECT 1
                 FROM made AS m
                WHERE m.rule = g.rule
                  AND m.key = g.key)
), grouped AS (
    INSERT INTO sheaf.duplicate_group AS g (rule, key, is_flagged, at)
    SELECT rule, key, is_flagged, (SELECT sheaf.clock())
      FROM made
    ON CONFLICT (rule, key) DO UPDATE
       SET is_flagged = excluded.is_flagged,
           at = excluded.at
     WHERE g.is_flagged <> excluded.is_flagged
), moved AS (
    UPDATE sheaf.duplicate_cursor AS t
       SET changed_in = c.changed_in,
           repository_id = c.repository_id,
           identifier = c.identifier
      FROM (SELECT changed_in, repository_id, identifier
              FROM changed
             ORDER BY changed_in DESC, repository_id DESC, identifier DESC
             LIMIT 1) AS c
)
SELECT count(*)
  FROM changed
