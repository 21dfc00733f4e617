-- The same work in several repositories, for readers; and what statement
-- duplicate_find.sql goes by.

-- All titles of an item, for comparing.
CREATE OR REPLACE FUNCTION sheaf.title_keys(title_key text, other_titles jsonb)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT array_remove($1 || ARRAY(
               SELECT regexp_replace(sheaf.fold(t.title ->> 'title')
                      COLLATE "C", '[' || sheaf.separators() || ']+', '', 'g')
                 FROM jsonb_array_elements($2) AS t(title)
                LIMIT 10), NULL)
$$;

-- In no language alike.
CREATE OR REPLACE FUNCTION sheaf.titles_conflict(a text[], b text[])
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT cardinality(a) > 0 AND cardinality(b) > 0 AND NOT EXISTS (
               SELECT 1
                 FROM unnest(a) AS x(title), unnest(b) AS y(title)
                WHERE sheaf.similarity(x.title, y.title) >= 0.3)
$$;

-- What is of one of these is nothing of another.
CREATE OR REPLACE FUNCTION sheaf.type_branch(type text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN type IS NULL OR type = 'text' THEN NULL
                WHEN type ~ 'thesis' THEN 'thesis'
                WHEN type ~ 'data' AND type !~ 'article|paper' THEN 'data'
                WHEN type ~ 'image|video|sound|music|map|software|object'
                THEN 'other'
                ELSE 'article' END
$$;

-- What has more than 20 identifiers of that kind is a list of works and none of
-- them. A key fits into an index beside the longest OAI identifier.
CREATE OR REPLACE FUNCTION sheaf.duplicate_keys(item sheaf.item)
RETURNS TABLE (rule text, key text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT k.rule, k.key
      FROM (SELECT 'doi', ($1).doi, 1
             WHERE ($1).doi IS NOT NULL
         UNION ALL
            SELECT split_part(i.value, ':', 1),
                   substr(i.value, strpos(i.value, ':') + 1),
                   count(*) OVER ()
              FROM unnest(($1).identifiers) AS i(value)
             WHERE split_part(i.value, ':', 1) IN ('arxiv', 'pmid', 'pmcid')
                OR i.value LIKE 'urn:nbn:%'
         UNION ALL
            SELECT 'title', ($1).title_key || '/' || ($1).creator_keys[1], 1
             WHERE length(($1).title_key) >= 22
               AND ($1).creator_keys[1] IS NOT NULL) AS k(rule, key, keys)
     WHERE k.keys <= 20
       AND octet_length(k.key) <= 512
$$;

-- Members are counted group by group, at most 50 each: a window over all groups
-- would be read to its end for one item.
CREATE OR REPLACE VIEW api.duplicate_group AS
SELECT d.rule,
       d.key,
       r.name AS repository,
       i.identifier,
       i.title,
       i.year,
       i.type,
       i.doi,
       d.score,
       d.rule = 'title' AS is_suggestion,
       g.members
  FROM sheaf.duplicate AS d
  JOIN sheaf.item AS i USING (repository_id, identifier)
  JOIN sheaf.repository AS r USING (repository_id)
 CROSS JOIN LATERAL (
       SELECT count(*) AS members
         FROM sheaf.duplicate AS o
         JOIN sheaf.item AS m USING (repository_id, identifier)
        WHERE o.rule = d.rule
          AND o.key = d.key
          AND m.deleted_at IS NULL) AS g
 WHERE i.deleted_at IS NULL
   AND g.members > 1;

COMMENT ON VIEW api.duplicate_group IS
    'items of several repositories that are of the same work, one a row: those of the same rule and key are a group; found within an hour of their change by a daemon, else at the end of harvest and normalise';
COMMENT ON COLUMN api.duplicate_group.rule IS
    'what they have in common: doi, arxiv, pmid, pmcid, urn; title: title and first creator';
COMMENT ON COLUMN api.duplicate_group.key IS 'that which they have in common';
COMMENT ON COLUMN api.duplicate_group.repository IS 'name of the repository';
COMMENT ON COLUMN api.duplicate_group.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.duplicate_group.title IS 'as in api.item';
COMMENT ON COLUMN api.duplicate_group.year IS 'as in api.item';
COMMENT ON COLUMN api.duplicate_group.type IS 'as in api.item';
COMMENT ON COLUMN api.duplicate_group.doi IS 'as in api.item';
COMMENT ON COLUMN api.duplicate_group.score IS
    'how much speaks for it, up to 1: of a suggestion, same year, same type and same number of creators';
COMMENT ON COLUMN api.duplicate_group.is_suggestion IS
    'no identifier says so';
COMMENT ON COLUMN api.duplicate_group.members IS 'items in the group';
