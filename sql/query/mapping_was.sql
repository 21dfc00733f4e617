-- What it stood for until now in the items to be marked, besides what it stood
-- for in those that an earlier change left unmarked. Behind mapping_begin.sql and
-- vocabulary_change.sql, in their transaction: nobody else changes it any more.
-- $1 scheme, $2 platform ('': of any), $3 key, $4 code ('-': nothing; '': it was
-- not known)
UPDATE sheaf.mapping
   SET was = concat_ws(E'\n', nullif(was, ''), nullif($4::text, ''))
 WHERE scheme = $1::text
   AND platform = $2::text
   AND key = $3::text
