-- All items that say this are to be marked, from the first one on. In the
-- transaction that changes the vocabulary: with it, or not at all. What it stood
-- for is added when the vocabulary is locked (mapping_was.sql).
-- $1 scheme, $2 platform ('': of any), $3 key, $4 spelling
INSERT INTO sheaf.mapping AS m (scheme, platform, key, spelling, was)
VALUES ($1::text, $2::text, $3::text, $4::text, '')
ON CONFLICT (scheme, platform, key) DO UPDATE
   SET spelling = excluded.spelling,
       was = CASE WHEN m.is_marked THEN '' ELSE m.was END,
       is_marked = false,
       items = 0,
       repository_id = 0,
       identifier = ''
