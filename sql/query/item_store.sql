-- Items that are new or changed, and their words, in order of identifier.
-- $1 repository_id; then one array a column: $2 identifier, $3 title,
-- $4 creators, $5 creator_keys (array literals), $6 contributors, $7 abstract,
-- $8 subjects, $9 issued, $10 issued_from, $11 issued_to, $12 year,
-- $13 date_quality, $14 type, $15 language (array literals), $16 publisher
-- (array literals), $17 identifiers (array literals), $18 doi, $19 rights
-- (array literals), $20 license, $21 landing_url, $22 dublin_core, $23 why,
-- $24 unmapped (array literals), $25 issues (array literals),
-- $26 rule_version, $27 hash, $28 is deleted, $29 words
WITH incoming AS (
    SELECT i.*, (SELECT sheaf.clock()) AS at
      FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                  $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
                  $12::integer[], $13::text[], $14::text[], $15::text[],
                  $16::text[], $17::text[], $18::text[], $19::text[],
                  $20::text[], $21::text[], $22::text[], $23::text[],
                  $24::text[], $25::text[], $26::integer[], $27::bigint[],
                  $28::boolean[], $29::text[])
           AS i(identifier, title, creators, creator_keys, contributors,
                abstract, subjects, issued, issued_from, issued_to, year,
                date_quality, type, language, publisher, identifiers, doi,
                rights, license, landing_url, dublin_core, why, unmapped,
                issues, rule_version, hash, is_deleted, words)
), stored AS (
    INSERT INTO sheaf.item AS t
           (repository_id, identifier, title, creators, creator_keys,
            contributors, abstract, subjects, issued, issued_from, issued_to,
            year, date_quality, type, language, publisher, identifiers, doi,
            rights, license, landing_url, dublin_core, why, unmapped, issues,
            rule_version, hash, deleted_at, changed_at, changed_in)
    SELECT $1::bigint, identifier, title, creators::jsonb,
           creator_keys::text[], contributors::jsonb, abstract,
           subjects::jsonb, issued, issued_from::date, issued_to::date, year,
           date_quality, type, language::text[], publisher::text[],
           identifiers::text[], doi, rights::text[], license, landing_url,
           dublin_core::jsonb, why::jsonb, unmapped::text[], issues::text[],
           rule_version, hash, CASE WHEN is_deleted THEN at END, at,
           pg_current_xact_id()
      FROM incoming
    ON CONFLICT (repository_id, identifier) DO UPDATE
       SET title = excluded.title,
           creators = excluded.creators,
           creator_keys = excluded.creator_keys,
           contributors = excluded.contributors,
           abstract = excluded.abstract,
           subjects = excluded.subjects,
           issued = excluded.issued,
           issued_from = excluded.issued_from,
           issued_to = excluded.issued_to,
           year = excluded.year,
           date_quality = excluded.date_quality,
           type = excluded.type,
           language = excluded.language,
           publisher = excluded.publisher,
           identifiers = excluded.identifiers,
           doi = excluded.doi,
           rights = excluded.rights,
           license = excluded.license,
           landing_url = excluded.landing_url,
           dublin_core = excluded.dublin_core,
           why = excluded.why,
           unmapped = excluded.unmapped,
           issues = excluded.issues,
           rule_version = excluded.rule_version,
           hash = excluded.hash,
           deleted_at = CASE WHEN excluded.deleted_at IS NULL THEN NULL
                             ELSE coalesce(t.deleted_at, excluded.deleted_at)
                        END,
           changed_at = excluded.changed_at,
           changed_in = excluded.changed_in
     WHERE t.hash IS DISTINCT FROM excluded.hash
    RETURNING 1
), gone AS (
    DELETE FROM sheaf.item_text AS t
     USING incoming AS i
     WHERE t.repository_id = $1::bigint
       AND t.identifier = i.identifier
       AND i.is_deleted
    RETURNING 1
), indexed AS (
    INSERT INTO sheaf.item_text AS t (repository_id, identifier, words)
    SELECT $1::bigint, identifier, words::tsvector
      FROM incoming
     WHERE NOT is_deleted
    ON CONFLICT (repository_id, identifier) DO UPDATE
       SET words = excluded.words
     WHERE t.words IS DISTINCT FROM excluded.words
    RETURNING 1
)
SELECT (SELECT count(*) FROM stored), (SELECT count(*) FROM indexed),
       (SELECT count(*) FROM gone)
