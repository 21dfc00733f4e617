-- The fields that can be explained: columns of api.item, but for those that
-- are about it as a whole.
SELECT a.attname
  FROM pg_attribute AS a
 WHERE a.attrelid = 'api.item'::regclass
   AND a.attnum > 0
   AND a.attname NOT IN ('repository', 'identifier', 'why', 'unmapped',
                         'issues', 'changed_at', 'access_now')
 ORDER BY a.attnum
