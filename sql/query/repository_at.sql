-- Names of the repositories at a base URL; http and https, and a last slash,
-- are the same.
-- $1 base URL
SELECT name
  FROM sheaf.repository
 WHERE regexp_replace(base_url, '^https?|/$', '', 'g')
       = regexp_replace($1::text, '^https?|/$', '', 'g')
 ORDER BY name
