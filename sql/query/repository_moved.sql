-- Where a repository answered from; counted once a harvest. Told when it was
-- the same place often enough in a row.
-- $1 repository_id, $2 harvest_id
-- $3 base URL that permanent redirects led to; NULL: none did
-- $4 how many harvests are often enough
-- $5 lease_id: nothing is counted when it is lost, or the harvest has ended
WITH held AS (
    -- As in repository_identified.sql.
    SELECT r.repository_id
      FROM sheaf.host AS x
      JOIN sheaf.repository AS r USING (host)
      JOIN sheaf.harvest AS h USING (repository_id)
     WHERE r.repository_id = $1::bigint
       AND x.lease_id = $5::uuid
       AND h.harvest_id = $2::bigint
       AND h.verdict IS NULL
       FOR UPDATE OF x
       FOR SHARE OF h
), counted AS (
    UPDATE sheaf.repository AS r
       SET moved_times = CASE WHEN $3::text IS NULL THEN 0
                              WHEN r.moved_to = $3::text THEN r.moved_times + 1
                              ELSE 1 END,
           moved_to = $3::text,
           moved_in = $2::bigint
      FROM held
     WHERE r.repository_id = held.repository_id
       AND (r.moved_to IS DISTINCT FROM $3::text
            OR (r.moved_to IS NOT NULL
                AND r.moved_in IS DISTINCT FROM $2::bigint))
    RETURNING r.repository_id, r.name, r.moved_times,
              sheaf.masked_url(r.moved_to) AS place
)
INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
SELECT repository_id, (SELECT sheaf.clock()), $2::bigint, 'moved',
       format('it has moved to %s: %s harvests in a row were led there by permanent redirects; "sheaf move %s %s" asks there from now on',
              place, moved_times, name, place)
  FROM counted
 WHERE moved_times = $4::integer
