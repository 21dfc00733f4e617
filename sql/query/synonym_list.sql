-- What people added; the last column is the row of api.synonym as JSON.
-- $1 scheme; NULL: all
SELECT s.scheme, s.spelling, s.code, s.platform, row_to_json(s)::text
  FROM api.synonym AS s
 WHERE s.is_own
   AND (s.scheme = $1::text OR $1::text IS NULL)
 ORDER BY s.scheme, s.spelling COLLATE "C", s.platform
