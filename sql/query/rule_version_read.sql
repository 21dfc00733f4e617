-- Whether items are made by these rules: a row if they are. To be asked behind
-- the statement that locks marks: see rule_version_mark.sql.
-- $1 version of the rules, $2 hash of schemas/
SELECT 1
  FROM sheaf.rule_version
 WHERE version = $1::integer
   AND schemas = $2::bigint
