-- What people changed in the vocabularies, where not all items that say it are
-- marked yet: up to repository_id and identifier they are.
SELECT scheme, platform, spelling, was, repository_id, identifier
  FROM sheaf.mapping
 WHERE NOT is_marked
 ORDER BY scheme, platform, key
