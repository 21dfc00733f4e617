-- What a repository says of itself now. What it says otherwise than before is
-- told; what it does not say stays. No row: the lease is lost, or the harvest
-- that asked has ended: the repository may have been moved.
-- $1 repository_id, $2 lease_id, $3 harvest_id
-- Identify: $4 repositoryName, $5 protocolVersion, $6 adminEmail (one a line),
-- $7 earliestDatestamp, $8 deletedRecord, $9 granularity, $10 descriptions
WITH old AS (
    -- The host first, as everybody locks them; the harvest as whoever held
    -- that left it.
    SELECT r.*, (SELECT sheaf.clock()) AS now
      FROM sheaf.host AS x
      JOIN sheaf.repository AS r USING (host)
      JOIN sheaf.harvest AS h USING (repository_id)
     WHERE r.repository_id = $1::bigint
       AND x.lease_id = $2::uuid
       AND h.harvest_id = $3::bigint
       AND h.verdict IS NULL
       FOR UPDATE OF x
       FOR SHARE OF h
       FOR UPDATE OF r
), said AS (
    UPDATE sheaf.repository AS r
       SET repository_name = coalesce(nullif($4::text, ''), o.repository_name),
           protocol_version = coalesce(nullif($5::text, ''),
                                       o.protocol_version),
           admin_emails = CASE WHEN coalesce($6::text, '') = ''
                               THEN o.admin_emails
                               ELSE array_remove(
                                   string_to_array($6::text, E'\n'), '') END,
           earliest_datestamp = coalesce(nullif($7::text, ''),
                                         o.earliest_datestamp),
           deleted_record = coalesce(nullif($8::text, ''), o.deleted_record),
           granularity = coalesce(nullif($9::text, ''), o.granularity),
           descriptions = coalesce(nullif($10::text, ''), o.descriptions),
           identified_at = o.now,
           -- One that speaks another version is asked before each harvest.
           identify_due = o.now
               + CASE WHEN coalesce(nullif($5::text, ''),
                                    o.protocol_version, '') ~ '^\s*1'
                      THEN interval '1 hour' ELSE interval '7 days' END,
           state = CASE WHEN r.state = 'blocked' THEN 'active'
                        ELSE r.state END
      FROM old AS o
     WHERE r.repository_id = o.repository_id
    RETURNING r.repository_id
), told AS (
    INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
    SELECT o.repository_id, o.now, $3::bigint, 'identify',
           format('Identify says %s "%s" now; before it was "%s"',
                  c.what, left(c.after, 100),
                  left(coalesce(c.before, ''), 100))
      FROM old AS o
     CROSS JOIN LATERAL (
           VALUES ('granularity', o.granularity, $9::text),
                  ('deletedRecord', o.deleted_record, $8::text),
                  ('earliestDatestamp', o.earliest_datestamp, $7::text),
                  ('protocolVersion', o.protocol_version, $5::text))
           AS c(what, before, after)
     WHERE coalesce(c.after, '') <> ''
       AND c.after IS DISTINCT FROM c.before
    UNION ALL
    SELECT o.repository_id, o.now, $3::bigint, 'identify',
           'the repository was blocked; it answers Identify, so its lists are asked for'
      FROM old AS o
     WHERE o.state = 'blocked'
       -- Some go on refusing these.
       AND NOT EXISTS (
               SELECT 1
                 FROM sheaf.event AS e
                WHERE e.repository_id = o.repository_id
                  AND e.kind = 'identify'
                  AND e.text LIKE 'the repository was blocked; %'
                  AND e.at > o.now - interval '7 days')
)
SELECT repository_id FROM said
