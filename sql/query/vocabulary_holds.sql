-- Items that were made of the vocabulary of this number may be stored: a row, and
-- nobody changes it until we commit. No row: it was changed, or is about to be.
-- Never waits: whoever changes it waits for marks that we have locked.
-- $1 number
SELECT 1
  FROM sheaf.setting
 WHERE name = 'vocabulary'
   AND value = $1::text
   FOR SHARE SKIP LOCKED
