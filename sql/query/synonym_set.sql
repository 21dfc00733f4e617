-- $1 scheme, $2 platform ('': of any), $3 key, $4 spelling, $5 code ('': says
-- nothing)
INSERT INTO sheaf.synonym (scheme, platform, key, spelling, code, source,
       is_own)
VALUES ($1::text, $2::text, $3::text, $4::text, $5::text, 'sheaf map', true)
ON CONFLICT (scheme, platform, key, is_own) DO UPDATE
   SET spelling = excluded.spelling,
       code = excluded.code
