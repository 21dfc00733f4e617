-- What was applied, in order; number 0 stands for the views.
SELECT number, checksum
  FROM api.migration
 ORDER BY number
