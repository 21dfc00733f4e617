-- What is harvested of a repository.
-- $1 repository_id
SELECT metadata_prefix, set_spec
  FROM sheaf.selection
 WHERE repository_id = $1::bigint
 ORDER BY metadata_prefix, set_spec
