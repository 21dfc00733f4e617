-- The groups that repositories are in.
SELECT DISTINCT group_name
  FROM sheaf.repository
 WHERE group_name IS NOT NULL
 ORDER BY group_name
