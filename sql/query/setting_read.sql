-- $1 name
SELECT value
  FROM sheaf.setting
 WHERE name = $1::text
