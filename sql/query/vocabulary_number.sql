-- How often a person changed the vocabulary: read before the vocabulary is.
SELECT value
  FROM sheaf.setting
 WHERE name = 'vocabulary'
