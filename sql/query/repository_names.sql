-- All names, for "did you mean".
SELECT name
  FROM sheaf.repository
 ORDER BY name
