-- All items that say this are to be marked, from the first one on. In the
-- transaction that changes the vocabulary: with it, or not at all.
-- $1 scheme, $2 platform ('': of any), $3 key, $4 spelling, $5 what it stood for
-- ('-': nothing; '': it was not known)
INSERT INTO sheaf.mapping AS m (scheme, platform, key, spelling, was)
VALUES ($1::text, $2::text, $3::text, $4::text, $5::text)
ON CONFLICT (scheme, platform, key) DO UPDATE
   SET spelling = excluded.spelling,
       was = CASE WHEN m.is_marked THEN excluded.was
                  ELSE concat_ws(E'\n', nullif(m.was, ''),
                                 nullif(excluded.was, '')) END,
       is_marked = false,
       items = 0,
       repository_id = 0,
       identifier = ''
