-- All that terms are called, in small letters.
-- $1 scheme
SELECT lower(n.name)
  FROM sheaf.vocabulary AS v
 CROSS JOIN LATERAL (VALUES (v.code), (v.label)) AS n(name)
 WHERE v.scheme = $1::text
   AND n.name IS NOT NULL
 ORDER BY v.code
