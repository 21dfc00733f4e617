-- The term that a person means, by its code or label.
-- $1 scheme, $2 as written
SELECT code
  FROM sheaf.vocabulary
 WHERE scheme = $1::text
   AND (lower(code) = lower($2::text) OR lower(label) = lower($2::text))
 ORDER BY code = $2::text DESC, lower(code) = lower($2::text) DESC, code
 LIMIT 1
