-- Groups of duplicates, a row each: rule, key, is it a suggestion, its items in
-- lines, all as JSON.
-- Each way of asking has a branch of its own, which an index is used for.
-- $1 of this DOI (NULL: of any), $2 of an item of this repository (NULL: of any),
-- $3 its identifier
SELECT g.rule, g.key, g.is_suggestion,
       string_agg(format('  %s  %s  %s%s', g.repository, g.identifier,
                      coalesce(g.title, '-'), CASE WHEN g.is_suggestion
                      THEN format('  (%s)', g.score) ELSE '' END),
                  E'\n' ORDER BY g.repository, g.identifier),
       json_build_object('rule', g.rule, 'key', g.key, 'is_suggestion',
           g.is_suggestion, 'items', json_agg(json_build_object('repository',
               g.repository, 'identifier', g.identifier, 'title', g.title,
               'year', g.year, 'type', g.type, 'doi', g.doi, 'score', g.score)
               ORDER BY g.repository, g.identifier))::text
  FROM (SELECT a.*
          FROM api.duplicate_group AS a
         WHERE $1::text IS NULL
           AND $2::text IS NULL
     UNION ALL
        SELECT a.*
          FROM api.duplicate_group AS a
         WHERE $2::text IS NULL
           AND a.rule = 'doi'
           AND a.key = lower($1::text)
     UNION ALL
        SELECT a.*
          FROM api.duplicate_group AS m
          JOIN api.duplicate_group AS a USING (rule, key)
         WHERE m.repository = $2::text
           AND m.identifier = $3::text
           AND ($1::text IS NULL
                OR a.rule = 'doi' AND a.key = lower($1::text))) AS g
 GROUP BY g.rule, g.key, g.is_suggestion
 ORDER BY g.is_suggestion, g.rule, g.key
