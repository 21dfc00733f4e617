-- A worker died of this list request. Once too often, its repository is held,
-- and the bytes that were being read go into quarantine.
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: what it
-- worked for; the lease may have gone on to somebody else since
-- $6 the bytes (an array of one), $7 reason, $8 how many deaths hold it
WITH charged AS (
    UPDATE sheaf.list_request AS l
       SET crashes = l.crashes + 1,
           retry_at = (SELECT sheaf.clock()) + interval '1 minute',
           fault = 'malformed',
           reason = $7::text
     WHERE l.repository_id = $1::bigint
       AND l.harvest_id = $2::bigint
       AND l.n = $3::integer
       AND l.page_number = $5::integer
       AND $4::uuid IS NOT NULL
       AND NOT l.is_ended
    RETURNING l.repository_id, l.harvest_id, l.page_number, l.crashes
), held AS (
    UPDATE sheaf.repository AS r
       SET state = 'held'
      FROM charged AS c
     WHERE r.repository_id = c.repository_id
       AND c.crashes >= $8::integer
       AND r.state <> 'retired'
    RETURNING r.repository_id
), quarantined AS (
    INSERT INTO sheaf.quarantine (repository_id, harvest_id, page_number,
           metadata_prefix, bytes, length, reason, at)
    SELECT h.repository_id, h.harvest_id, c.page_number, h.metadata_prefix,
           ($6::bytea[])[1], length(($6::bytea[])[1]), $7::text,
           (SELECT sheaf.clock())
      FROM charged AS c
      JOIN held USING (repository_id)
      JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
    RETURNING 1
)
SELECT r.name, c.crashes,
       EXISTS (SELECT 1 FROM held) AND EXISTS (SELECT 1 FROM quarantined)
  FROM charged AS c
  JOIN sheaf.repository AS r USING (repository_id)
