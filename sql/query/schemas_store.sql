-- What ships: terms, and spellings. The first of several that are the same
-- counts.
-- of terms: $1 schemes, $2 codes, $3 labels, $4 URIs, $5 broader codes,
-- $6 sources; of spellings: $7 schemes, $8 platforms ('': any), $9 keys,
-- $10 as written, $11 codes ('': says nothing), $12 sources
WITH terms AS (
    INSERT INTO sheaf.vocabulary (scheme, code, label, uri, broader, source)
    SELECT scheme, code, label, uri, broader, source
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
                  $6::text[])
           WITH ORDINALITY
           AS t(scheme, code, label, uri, broader, source, n)
     ORDER BY n
    ON CONFLICT DO NOTHING
)
INSERT INTO sheaf.synonym (scheme, platform, key, spelling, code, source,
       is_own)
SELECT scheme, platform, key, spelling, code, source, false
  FROM unnest($7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
              $12::text[])
       WITH ORDINALITY
       AS s(scheme, platform, key, spelling, code, source, n)
 WHERE key <> ''
 ORDER BY n
ON CONFLICT DO NOTHING
