-- In which columns items would be otherwise than they are stored: a row for
-- each, with both values in words, cut; one that is not stored yet would be new
-- in all. Writes nothing.
-- $1 to $58: as item_store.sql
WITH incoming AS (
    SELECT identifier, title, other_titles::jsonb, title_key, creators::jsonb,
           creator_keys::text[], contributors::jsonb, abstract,
           subjects::jsonb, issued, issued_from::date, issued_to::date, year,
           date_quality, printed, online, accepted, deposited, type,
           types::text[], version, peer_reviewed, language::text[],
           language_basis, publisher::text[], container, volume, issue,
           page_start, page_end, article_number, container_year, series::jsonb,
           issn::jsonb, identifiers::text[], doi, relations::jsonb, funding::jsonb,
           degree::jsonb, access, access_basis, embargo_end::date, license,
           license_uri, rights_statement, rights::text[], format::text[],
           extent::jsonb, sets::text[], landing_url, full_text_url,
           statements::jsonb, why::jsonb, unmapped::text[], issues::text[]
      FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                  $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
                  $12::text[], $13::text[], $14::integer[], $15::text[],
                  $16::text[], $17::text[], $18::text[], $19::text[],
                  $20::text[], $21::text[], $22::text[], $23::boolean[],
                  $24::text[], $25::text[], $26::text[], $27::text[],
                  $28::text[], $29::text[], $30::text[], $31::text[],
                  $32::text[], $33::integer[], $34::text[], $35::text[],
                  $36::text[], $37::text[], $38::text[], $39::text[], $40::text[],
                  $41::text[], $42::text[], $43::text[], $44::text[],
                  $45::text[], $46::text[], $47::text[], $48::text[],
                  $49::text[], $50::text[], $51::text[], $52::text[],
                  $53::text[], $54::text[], $55::text[], $56::text[],
                  $57::bigint[], $58::boolean[])
           AS i(identifier, title, other_titles, title_key, creators,
                creator_keys, contributors, abstract, subjects, issued,
                issued_from, issued_to, year, date_quality, printed, online,
                accepted, deposited, type, types, version, peer_reviewed,
                language, language_basis, publisher, container, volume, issue,
                page_start, page_end, article_number, container_year, series,
                issn, identifiers, doi, relations, funding, degree, access,
                access_basis, embargo_end, license, license_uri,
                rights_statement, rights, format, extent, sets, landing_url,
                full_text_url, statements, why, unmapped, issues, hash,
                is_deleted)
), made AS (
    SELECT n.identifier, to_jsonb(n) - 'identifier' AS columns
      FROM incoming AS n
)
SELECT m.identifier, k.key, left(sheaf.in_words(s.columns -> k.key), 400),
       left(sheaf.in_words(k.value), 400)
  FROM made AS m
  LEFT JOIN LATERAL (
       SELECT to_jsonb(t) || jsonb_build_object(
                  'statements', sheaf.item_statements(t),
                  'why', sheaf.item_why(t)) AS columns
         FROM sheaf.item AS t
        WHERE t.repository_id = $1::bigint
          AND t.identifier = m.identifier
       OFFSET 0) AS s ON true
 CROSS JOIN LATERAL jsonb_each(m.columns) AS k
 WHERE nullif(k.value, 'null')
           IS DISTINCT FROM nullif(s.columns -> k.key, 'null')
 ORDER BY m.identifier, k.key
