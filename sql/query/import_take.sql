-- Takes an open import over; whoever worked on it before writes no more. What a
-- file that was not read to its end left behind in quarantine and in the counts
-- is taken back: that file is read again. No row: there is none.
-- $1 repository_id, $2 metadata_prefix, $3 set_spec, $4 source, $5 lease_id
-- $6 from the first file again
WITH taken AS (
    UPDATE sheaf.list_request AS l
       SET lease_id = $5::uuid,
           token = CASE WHEN $6::boolean THEN NULL ELSE l.token END,
           listed = CASE WHEN $6::boolean THEN 0 ELSE l.listed END,
           unnamed = CASE WHEN $6::boolean THEN 0 ELSE l.unnamed END
      FROM sheaf.harvest AS h
     WHERE h.repository_id = $1::bigint
       AND h.metadata_prefix = $2::text
       AND h.set_spec = $3::text
       AND h.source = $4::text
       AND h.kind = 'import'
       AND h.verdict IS NULL
       AND l.repository_id = h.repository_id
       AND l.harvest_id = h.harvest_id
    RETURNING l.repository_id, l.harvest_id, l.page_number, l.token, l.listed,
              l.unnamed
), undone AS (
    DELETE FROM sheaf.quarantine AS q
     USING taken AS t
     WHERE q.repository_id = t.repository_id
       AND q.harvest_id = t.harvest_id
       AND ($6::boolean OR q.page_number = t.page_number)
    RETURNING 1
), kept AS (
    SELECT t.*, (SELECT count(*) FROM undone) AS undone
      FROM taken AS t
)
UPDATE sheaf.harvest AS h
   SET records = k.listed,
       quarantined = h.quarantined - k.undone,
       unchanged = k.listed - h.inserted - h.updated - h.deleted
                   - (h.quarantined - k.undone),
       repaired = CASE WHEN $6::boolean THEN 0 ELSE h.repaired END,
       pages = CASE WHEN $6::boolean THEN 0 ELSE h.pages END,
       bytes = CASE WHEN $6::boolean THEN 0 ELSE h.bytes END
  FROM kept AS k
 WHERE h.repository_id = k.repository_id
   AND h.harvest_id = k.harvest_id
RETURNING h.harvest_id, k.page_number, k.token, k.listed, k.unnamed,
          h.inserted, h.updated, h.deleted, h.quarantined, h.repaired, h.bytes,
          EXISTS (SELECT 1
                    FROM sheaf.harvest AS o
                   WHERE o.repository_id = h.repository_id
                     AND o.metadata_prefix = h.metadata_prefix
                     AND (o.pages > 0 OR o.inserted > 0))
