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

-- Of some texts those that are alike by a quarter or more. To look for three
-- letters in a text is far cheaper than to make all of its groups: what is too
-- short, or has too few of them, is not compared.
CREATE OR REPLACE FUNCTION sheaf.alike(value text, others text[])
RETURNS TABLE (other text, alike real)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    WITH asked AS MATERIALIZED (
        SELECT sheaf.trigrams($1) AS threes
    ), sought AS MATERIALIZED (
        SELECT unnest(a.threes) AS three, cardinality(a.threes) AS threes
          FROM asked AS a
    ), candidate AS MATERIALIZED (
        SELECT o.other
          FROM unnest($2) AS o(other)
          JOIN sought AS s
            ON 4 * (length(o.other) + 1) >= s.threes
           AND strpos('  ' || o.other || ' ', s.three) > 0
         GROUP BY o.other
        HAVING 4 * count(DISTINCT s.three) >= max(s.threes)
    ), compared AS MATERIALIZED (
        SELECT c.other, sheaf.similarity(c.other, $1) AS alike
          FROM candidate AS c
    )
    SELECT c.other, c.alike
      FROM compared AS c
     WHERE c.alike >= 0.25
$$;
