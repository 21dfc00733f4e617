-- A new repository with what it said of itself, and what is to be harvested.
-- An open lease of its host sees it by asked.
-- $1 name, $2 base_url, $3 host, $4 every, $5 overlap (both in seconds)
-- $6 allow_private
-- of the host: $7 delay in ms, $8 connections (NULL: as it is, or the default)
-- $9 default delay in ms, $10 default connections
-- Identify: $11 repositoryName, $12 protocolVersion, $13 adminEmail (one a
-- line), $14 earliestDatestamp, $15 deletedRecord, $16 granularity,
-- $17 descriptions; no protocolVersion: it was not asked, and is at once
-- $18 metadata_prefixes, $19 set_specs ('': all): every pair is harvested
-- $20 first harvest in so many seconds, $21 group (NULL: none)
-- how it is reached, NULL or '': as usual: $22 credentials, $23 proxy,
-- $24 ca_file, $25 user_agent, $26 insecure_credentials, $27 verify_tls
-- $28 sweep in seconds (NULL: never)
WITH moment AS (
    SELECT sheaf.clock() AS now,
           sheaf.clock() + make_interval(secs => $20::double precision) AS due
), place AS (
    INSERT INTO sheaf.host AS x (host, next_due, delay, connections)
    SELECT $3::text, m.due,
           make_interval(secs => coalesce($7::bigint, $9::bigint) / 1000.0),
           coalesce($8::integer, $10::integer)
      FROM moment AS m
    ON CONFLICT (host) DO UPDATE
       SET asked = x.asked + 1,
           next_due = least(x.next_due, excluded.next_due),
           delay = CASE WHEN $7::bigint IS NULL THEN x.delay
                        ELSE excluded.delay END,
           connections = coalesce($8::integer, x.connections)
    RETURNING x.host
), added AS (
    INSERT INTO sheaf.repository (name, base_url, host, every, overlap,
           allow_private, repository_name, protocol_version, admin_emails,
           earliest_datestamp, deleted_record, granularity, descriptions,
           identified_at, identify_due, created_at, group_name, credentials, proxy,
           ca_file, user_agent, insecure_credentials, verify_tls, sweep)
    SELECT $1::text, $2::text, p.host,
           make_interval(secs => $4::bigint), make_interval(secs => $5::bigint),
           $6::boolean, $11::text, $12::text,
           array_remove(string_to_array(coalesce($13::text, ''), E'\n'), ''),
           $14::text, $15::text, $16::text, $17::text,
           CASE WHEN $12::text <> '' THEN m.now END,
           m.now + CASE WHEN $12::text <> '' THEN interval '7 days'
                        ELSE interval '0' END, m.now,
           $21::text, nullif($22::text, ''), nullif($23::text, ''),
           nullif($24::text, ''), nullif($25::text, ''),
           coalesce($26::boolean, false), coalesce($27::boolean, true),
           make_interval(secs => $28::bigint)
      FROM place AS p, moment AS m
    RETURNING repository_id
)
INSERT INTO sheaf.selection (repository_id, metadata_prefix, set_spec, next_due)
SELECT a.repository_id, p.metadata_prefix, s.set_spec, m.due
  FROM added AS a, moment AS m,
       unnest($18::text[]) AS p(metadata_prefix),
       unnest($19::text[]) AS s(set_spec)
RETURNING repository_id, next_due
