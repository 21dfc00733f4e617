-- What people added to the vocabularies: scheme, platform, spelling, code.
SELECT scheme, platform, spelling, code
  FROM sheaf.synonym
 WHERE is_own
 ORDER BY scheme, platform, key
