-- How alike two texts are.

CREATE OR REPLACE FUNCTION sheaf.trigrams(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT array_agg(DISTINCT substr('  ' || left(value, 300) || ' ', n, 3))
      FROM generate_series(1, least(length(value), 300) + 1) AS s(n)
$$;

-- Of 0 to 1: of the groups of three letters in either, how many are in both.
CREATE OR REPLACE FUNCTION sheaf.similarity(a text, b text) RETURNS real
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT CASE WHEN a = b THEN 1 ELSE (
               SELECT (count(*) FILTER (WHERE n = 2))::real / count(*)
                 FROM (SELECT count(*) AS n
                         FROM (SELECT unnest(sheaf.trigrams(a))
                            UNION ALL
                               SELECT unnest(sheaf.trigrams(b))) AS t(three)
                        GROUP BY three) AS c) END
$$;
