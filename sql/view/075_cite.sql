-- Items as people cite them. The Harvard style is the one that Haplo prints;
-- harvester/normalise/cite.c writes the same of the same record, and a test
-- holds both against each other.

-- The year or years of a date, for people: 2014 of 2014-07, 1650? as it is,
-- c. 1800 of 1800~, 1960s of 196X, 1900-1999 of 19XX, 1940-1949 of 1940/1949.
CREATE OR REPLACE FUNCTION sheaf.cite_years(issued text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    WITH part AS (
        SELECT min(p.n) AS n, s.shown
          FROM regexp_split_to_table($1, '/') WITH ORDINALITY AS p(date, n),
               LATERAL (SELECT
                   CASE WHEN p.date ~ '^[0-9]{3}X' THEN left(p.date, 3) || '0s'
                        WHEN p.date ~ '^[0-9]{2}XX'
                        THEN left(p.date, 2) || '00-' || left(p.date, 2)
                             || '99'
                        WHEN p.date LIKE '%~' THEN 'c. ' || left(p.date, 4)
                        WHEN p.date LIKE '%?' THEN left(p.date, 4) || '?'
                        ELSE left(p.date, 4) END AS shown) AS s
         GROUP BY s.shown
    )
    SELECT regexp_replace(string_agg(shown, '-' ORDER BY n),
                          '^(c\. .*-)c\. ', '\1')
      FROM part
$$;

-- The same of an item, where mostly the year is all there is to say.
CREATE OR REPLACE FUNCTION sheaf.cite_year(issued text, year integer)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN $2 IS NOT NULL AND $1 !~ '[?~]' THEN $2::text
                ELSE coalesce(sheaf.cite_years($1), $2::text) END
$$;

-- The year of the container, where that is another one and what stands in the
-- container (volume, issue, pages) is cited: it is that of the printed work. NULL:
-- the date of the item is right.
CREATE OR REPLACE FUNCTION sheaf.cite_container_year(year integer,
    container_year integer, container text, place text)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN $2 IS DISTINCT FROM $1 AND $3 <> '' AND $4 <> ''
                THEN $2 END
$$;

-- As a path of a URL has it: what may not stand there as %41.
CREATE OR REPLACE FUNCTION sheaf.in_url(value text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    SELECT string_agg(
               CASE WHEN c.sign COLLATE "C" ~ '[-A-Za-z0-9/._~:;,@!$&=''()*+]'
                    THEN c.sign
                    ELSE upper(regexp_replace(
                             encode(convert_to(c.sign, 'UTF8'), 'hex'),
                             '(..)', '%\1', 'g')) END,
               '' ORDER BY c.n)
      FROM regexp_split_to_table($1, '') WITH ORDINALITY AS c(sign, n)
$$;

-- The address of what an identifier of an item names, of the kinds that have one,
-- the first row's first; for items that are served without a page. Handles under
-- 123456789 are nobody's, and no identifiers here. NULL: there is none.
CREATE OR REPLACE FUNCTION sheaf.identifier_url(identifiers text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT r.address || sheaf.in_url(substr(i.line, length(r.scheme) + 2))
      FROM (VALUES (1, 'doi', 'https://doi.org/'),
                   (2, 'handle', 'https://hdl.handle.net/'),
                   (3, 'arxiv', 'https://arxiv.org/abs/'),
                   (4, 'pmcid', 'https://www.ncbi.nlm.nih.gov/pmc/articles/'),
                   (5, 'pmid', 'https://pubmed.ncbi.nlm.nih.gov/'))
           AS r(n, scheme, address)
      JOIN unnest($1) WITH ORDINALITY AS i(line, n)
        ON starts_with(i.line, r.scheme || ':')
     ORDER BY r.n, i.n
     LIMIT 1
$$;

-- What a citation is made of, of one item. NULL: there is none.
CREATE OR REPLACE FUNCTION sheaf.cite_record(repository text, identifier text)
RETURNS jsonb
LANGUAGE sql STABLE
AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'authors', (
            SELECT jsonb_agg(
                       CASE WHEN a.author ->> 'organisation' = 'true'
                              OR a.author ->> 'guess' = 'true'
                            THEN jsonb_build_object(
                                     'literal', a.author ->> 'name')
                            WHEN a.author ? 'family'
                            THEN to_jsonb(concat_ws(', ',
                                     a.author ->> 'family',
                                     a.author ->> 'given',
                                     a.author ->> 'suffix'))
                            WHEN position(',' IN a.author ->> 'name') > 0
                            THEN a.author -> 'name'
                            ELSE jsonb_build_object(
                                     'literal', a.author ->> 'name') END
                       ORDER BY a.n)
              FROM jsonb_array_elements(i.creators)
                   WITH ORDINALITY AS a(author, n)),
        'year', coalesce(
            sheaf.cite_container_year(i.year, i.container_year, i.container,
                concat(i.volume, i.issue, i.page_start,
                       i.article_number))::text,
            sheaf.cite_year(i.issued, i.year)),
        'title', i.title,
        'thesis', CASE WHEN i.type LIKE '%thesis'
                       THEN upper(left(i.type, 1)) || substr(i.type, 2) END,
        'container', i.container,
        'volume', i.volume,
        'issue', i.issue,
        'page_start', i.page_start,
        'page_end', i.page_end,
        'article_number', i.article_number,
        'publisher', i.publisher[1],
        'doi', i.doi,
        'url', coalesce(i.landing_url,
                        sheaf.identifier_url(i.identifiers))))
      FROM api.item AS i
     WHERE i.repository = $1
       AND i.identifier = $2
$$;

-- "D.J." of "Daniel J.", "K.V." of "KV", "J.-L." of "Jean-Luc", "J. de" of
-- "Julia de", "L. da C.M." of "Lucas da Costa Maria".
CREATE OR REPLACE FUNCTION sheaf.cite_initials(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT
AS $$
    SELECT string_agg(
               CASE WHEN w.n > 1 AND w.hyphen = ''
                     AND (w.is_whole OR w.is_behind_whole) THEN ' '
                    ELSE w.hyphen END
               || CASE WHEN w.is_whole THEN w.word
                       WHEN w.word COLLATE "C" ~ '^[A-Z]{2,3}$'
                       THEN regexp_replace(w.word, '(.)', '\1.', 'g')
                       ELSE left(w.word, 1) || '.' END,
               '' ORDER BY w.n)
      FROM (SELECT p.n, p.hyphen, p.word, p.is_whole,
                   lag(p.is_whole, 1, false) OVER (ORDER BY p.n)
                       AS is_behind_whole
              FROM (SELECT m.n, m.part[1] AS hyphen, m.part[2] AS word,
                           m.part[1] = '' AND m.part[2] COLLATE "C" ~ '^[a-z]'
                               AS is_whole
                      FROM regexp_matches($1, '(-?)([^-. ]+)', 'g')
                           WITH ORDINALITY AS m(part, n)) AS p) AS w
$$;

-- "Gillard, S." of "Gillard, Steven"; an author of cite_record().
CREATE OR REPLACE FUNCTION sheaf.cite_name(author jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT
AS $$
    SELECT CASE WHEN $1 ? 'literal' THEN $1 ->> 'literal'
                ELSE concat_ws(', ',
                         trim(split_part($1 #>> '{}', ',', 1)),
                         sheaf.cite_initials(
                             nullif(trim(split_part($1 #>> '{}', ',', 2)),
                                    '')),
                         nullif(trim(substr($1 #>> '{}',
                             length(split_part($1 #>> '{}', ',', 1)
                                    || split_part($1 #>> '{}', ',', 2)) + 3)),
                             '')) END
$$;

-- With a dot, unless it ends with a sign of its own.
CREATE OR REPLACE FUNCTION sheaf.cite_sentence(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT
AS $$
    SELECT CASE WHEN right($1, 1) IN ('.', '?', '!') THEN $1
                ELSE $1 || '.' END
$$;

CREATE OR REPLACE FUNCTION sheaf.cite_names(record jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT
AS $$
    SELECT array_agg(sheaf.cite_name(a.author) ORDER BY a.n)
      FROM jsonb_array_elements($1 -> 'authors')
           WITH ORDINALITY AS a(author, n)
$$;

-- https://doi.org/..., or else the page of it.
CREATE OR REPLACE FUNCTION sheaf.cite_link(record jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT
AS $$
    SELECT coalesce('https://doi.org/' || ($1 ->> 'doi'), $1 ->> 'url')
$$;

CREATE OR REPLACE FUNCTION sheaf.cite_harvard(record jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT
AS $$
    WITH part AS (
        SELECT sheaf.cite_names($1) AS names,
               sheaf.cite_sentence(coalesce($1 ->> 'year', 'n.d.')) AS year,
               sheaf.cite_sentence($1 ->> 'title') AS title,
               concat_ws(', ',
                   nullif(concat_ws(' ', $1 ->> 'volume',
                       '(' || ($1 ->> 'issue') || ')'), ''),
                   CASE WHEN $1 ? 'page_start' AND $1 ? 'page_end'
                        THEN 'pp. ' || ($1 ->> 'page_start') || '-'
                             || ($1 ->> 'page_end')
                        WHEN $1 ->> 'page_start' ~ '^[0-9]'
                        THEN 'p. ' || ($1 ->> 'page_start')
                        ELSE coalesce($1 ->> 'page_start',
                                 $1 ->> 'article_number') END) AS place
    )
    SELECT concat_ws(' ',
               CASE WHEN names IS NULL THEN concat_ws(' ', title, year)
                    ELSE concat_ws(' ',
                             concat_ws(' and ',
                                 nullif(array_to_string(names[
                                     :cardinality(names) - 1], ', '), ''),
                                 names[cardinality(names)]),
                             year, title) END,
               sheaf.cite_sentence($1 ->> 'thesis'),
               sheaf.cite_sentence(
                   coalesce($1 ->> 'container', $1 ->> 'publisher')),
               CASE WHEN $1 ? 'container'
                    THEN nullif(place, '') || '.' END,
               sheaf.cite_link($1))
      FROM part
$$;

-- The seventh edition: of more than twenty authors the first nineteen and the
-- last.
CREATE OR REPLACE FUNCTION sheaf.cite_apa(record jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT
AS $$
    WITH name AS (
        SELECT array_agg(CASE WHEN a.author ? 'literal'
                              THEN sheaf.cite_name(a.author)
                              ELSE regexp_replace(sheaf.cite_name(a.author),
                                  '\.(?=[^-.,[:space:]])', '. ', 'g') END
                         ORDER BY a.n) AS names
          FROM jsonb_array_elements($1 -> 'authors')
               WITH ORDINALITY AS a(author, n)
    ), part AS (
        SELECT CASE WHEN cardinality(names) = 1 THEN names[1]
                    WHEN cardinality(names) > 20
                    THEN array_to_string(names[:19], ', ') || ', . . . '
                         || names[cardinality(names)]
                    ELSE array_to_string(names[:cardinality(names) - 1],
                             ', ') || ', & ' || names[cardinality(names)]
                    END AS names,
               '(' || coalesce(replace($1 ->> 'year', '-', U&'\2013'), 'n.d.')
                   || ').' AS year,
               sheaf.cite_sentence(($1 ->> 'title') || coalesce(
                   ' [' || ($1 ->> 'thesis')
                   || coalesce(', ' || ($1 ->> 'publisher'), '') || ']',
                   '')) AS title,
               replace(coalesce(($1 ->> 'page_start')
                       || coalesce('-' || ($1 ->> 'page_end'), ''),
                   'Article ' || ($1 ->> 'article_number')), '-',
                   U&'\2013') AS pages
          FROM name
    )
    SELECT concat_ws(' ',
               CASE WHEN names IS NULL THEN concat_ws(' ', title, year)
                    ELSE concat_ws(' ', sheaf.cite_sentence(names), year,
                             title) END,
               CASE WHEN $1 ? 'container'
                    THEN sheaf.cite_sentence(concat_ws(', ',
                             $1 ->> 'container',
                             nullif(concat(
                                 $1 ->> 'volume',
                                 '(' || ($1 ->> 'issue') || ')'), ''),
                             pages))
                    WHEN NOT $1 ? 'thesis'
                    THEN sheaf.cite_sentence($1 ->> 'publisher') END,
               sheaf.cite_link($1))
      FROM part
$$;

CREATE OR REPLACE FUNCTION api.cite(repository text, identifier text,
    style text DEFAULT 'harvard') RETURNS text
LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    record jsonb;
BEGIN
    IF $3 IS NULL OR lower($3) NOT IN ('harvard', 'apa') THEN
        RAISE EXCEPTION 'no such style: %', $3
              USING HINT = 'say harvard or apa',
                    ERRCODE = 'invalid_parameter_value';
    END IF;
    record := sheaf.cite_record($1, $2);
    IF NOT record ?| ARRAY['authors', 'title', 'container'] THEN
        RETURN NULL;
    END IF;
    RETURN CASE lower($3) WHEN 'apa' THEN sheaf.cite_apa(record)
                          ELSE sheaf.cite_harvard(record) END;
END
$$;

COMMENT ON FUNCTION api.cite(text, text, text) IS
    'An item as people cite it: the style is harvard (as Haplo prints it) or apa (the seventh edition). NULL: there is no such item, or nothing of it is known that it could be cited by.';
