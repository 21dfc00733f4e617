-- What people ask for besides words: identifiers, and values of a vocabulary.

-- Identifiers as items have them, where what was typed is one and nothing else;
-- NULL: it is none. An ISBN of ten digits is one of thirteen.
CREATE OR REPLACE FUNCTION sheaf.search_identifiers(typed text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    WITH said AS (
        SELECT rtrim(btrim($1, E' \t\n\r"<>'), '.,;') AS value
    ), part AS (
        SELECT (regexp_match(value, '^(?:https?://(?:dx\.|www\.)?doi\.org/'
                   '|info:doi/|doi:? *)?(10\.\d{4,9}(?:\.\d+)*/\S+)$', 'i'))[1]
                   AS doi,
               (regexp_match(value, '^(?:https?://(?:www\.)?arxiv\.org/'
                   '(?:abs|pdf)/|arxiv: *)?(\d{4}\.\d{4,5}'
                   '|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?$', 'i'))[1]
                   AS arxiv,
               translate((regexp_match(value,
                   '^(?:isbn(?:-1[03])?:? *)?(97[89][0-9 -]{10,14})$', 'i'))[1],
                   ' -', '') AS isbn,
               left(translate((regexp_match(value,
                   '^(?:isbn(?:-10)?:? *)?([0-9][0-9 -]{8,11}[0-9x])$', 'i'))[1],
                   ' -', ''), 10) AS isbn10,
               (regexp_match(value, '^(?:https?://hdl\.handle\.net/|hdl:'
                   '|handle:) *(\S+/\S+)$', 'i'))[1] AS handle,
               (regexp_match(value, '^pmid:? *(\d+)$', 'i'))[1] AS pmid,
               (regexp_match(value, '^(?:pmcid:? *)?(pmc\d+)$', 'i'))[1] AS pmcid,
               (regexp_match(value, '^(https?://\S+)$', 'i'))[1] AS url,
               (regexp_match(value, '^(urn:\S+)$', 'i'))[1] AS urn
          FROM said
         WHERE length(value) <= 1000
    ), whole AS (
        SELECT p.*, (
               SELECT '978' || left(isbn10, 9)
                      || (1000 - 38 - sum(substr(isbn10, n, 1)::integer
                                          * CASE n % 2 WHEN 1 THEN 3
                                            ELSE 1 END)) % 10
                 FROM generate_series(1, 9) AS n
                WHERE isbn10 ~ '^\d{9}[\dxX]$') AS isbn13
          FROM part AS p
    )
    SELECT nullif(array_remove(ARRAY['doi:' || lower(doi),
               'arxiv:' || lower(arxiv),
               CASE WHEN length(isbn) = 13 THEN 'isbn:' || isbn END,
               'isbn:' || isbn13, 'handle:' || handle, 'pmid:' || pmid,
               'pmcid:' || upper(pmcid), 'url:' || url, urn], NULL), '{}')
      FROM whole
$$;

-- An ISSN as it stands among the words of an item, whatever was said before it.
CREATE OR REPLACE FUNCTION sheaf.search_text(typed text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT regexp_replace($1,
        '^\s*(?:[ep]?-?issn(?:-l)?:?\s*)?(\d{4})-?(\d{3}[\dxX])\s*$',
        '"\1-\2"', 'i')
$$;

-- Terms that may be meant: what is spelled so, and what has that in it; only
-- where there are none, what is spelled most alike. Codes of three letters are
-- all alike ("ger" would be Gew), and what is longer than any term is meant for
-- none.
CREATE OR REPLACE FUNCTION sheaf.search_meant(scheme text, value text)
RETURNS text
LANGUAGE sql STABLE
AS $$
    WITH asked AS MATERIALIZED (
        SELECT lower($2) AS value
         WHERE length($2) <= 100
    ), spelled AS MATERIALIZED (
        SELECT v.code, lower(s.spelling COLLATE "default") AS spelling,
               s.is_compared
          FROM sheaf.vocabulary AS v,
               LATERAL (VALUES (v.code, length(v.code) > 3),
                               (v.label, length(v.label) > 3))
                   AS s(spelling, is_compared)
         WHERE v.scheme = $1
           AND EXISTS (SELECT FROM asked)
         UNION
        SELECT s.code, lower(s.spelling), true
          FROM sheaf.synonym AS s
         WHERE s.scheme = $1
           AND s.code <> ''
           AND EXISTS (SELECT FROM asked)
    ), said AS MATERIALIZED (
        SELECT s.code, CASE WHEN s.spelling = a.value THEN 2 ELSE 1 END AS alike
          FROM asked AS a
          JOIN spelled AS s
            ON s.spelling = a.value
            OR length(a.value) > 3 AND strpos(s.code, a.value) > 0
    ), compared AS (
        SELECT s.code, c.alike
          FROM asked AS a
         CROSS JOIN LATERAL sheaf.alike(a.value, ARRAY(
                   SELECT DISTINCT o.spelling
                     FROM spelled AS o
                    WHERE o.is_compared)) AS c
          JOIN spelled AS s ON s.spelling = c.other AND s.is_compared
         WHERE length(a.value) > 3
           AND NOT EXISTS (SELECT FROM said)
    ), term AS MATERIALIZED (
        SELECT t.code, max(t.alike) AS alike
          FROM (SELECT code, alike FROM said
             UNION ALL
                SELECT code, alike FROM compared) AS t
         GROUP BY t.code
    )
    SELECT string_agg(quote_literal(n.code), ', ' ORDER BY n.alike DESC, n.code)
      FROM (SELECT t.code, t.alike
              FROM term AS t
             WHERE t.alike >= 0.75 * (SELECT least(max(alike), 1) FROM term)
             ORDER BY t.alike DESC, t.code
             LIMIT 5) AS n
$$;

-- A word that is not of the vocabulary finds nothing: that is said. Without a
-- vocabulary (nothing was normalised yet) there is nothing to say.
CREATE OR REPLACE FUNCTION sheaf.search_check(scheme text, value text)
RETURNS void
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    meant text;
BEGIN
    IF $2 IS NULL
    OR EXISTS (SELECT FROM sheaf.vocabulary AS v
                WHERE v.scheme = $1 AND v.code = $2)
    OR NOT EXISTS (SELECT FROM sheaf.vocabulary AS v WHERE v.scheme = $1) THEN
        RETURN;
    END IF;
    meant := sheaf.search_meant($1, $2);
    RAISE EXCEPTION '% "%" is not known', $1, $2
        USING ERRCODE = 'invalid_parameter_value',
              HINT = CASE WHEN meant IS NOT NULL
                          THEN 'Perhaps ' || meant || '. '
                          WHEN $1 = 'language' AND length($2) <= 3
                          THEN 'Codes are those of ISO 639-3: deu, eng. '
                          ELSE '' END
                     || format('All are in api.vocabulary: SELECT code, label'
                               ' FROM api.vocabulary WHERE scheme = %L', $1);
END
$$;

CREATE OR REPLACE FUNCTION sheaf.search_repository(name text) RETURNS bigint
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    found bigint := (SELECT r.repository_id
                       FROM sheaf.repository AS r
                      WHERE r.name = $1);
BEGIN
    IF $1 IS NOT NULL AND found IS NULL THEN
        RAISE EXCEPTION 'repository "%" is not known', $1
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = coalesce('Perhaps ' || (
                             SELECT quote_literal(r.name)
                               FROM sheaf.alike(lower($1), ARRAY(
                                        SELECT lower(o.name)
                                          FROM sheaf.repository AS o)) AS a
                               JOIN sheaf.repository AS r
                                 ON lower(r.name) = a.other
                              WHERE length($1) <= 100
                              ORDER BY a.alike DESC, r.name
                              LIMIT 1) || '. ', '')
                         || 'Their names are in api.repository.';
    END IF;
    RETURN found;
END
$$;
