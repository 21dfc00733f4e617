-- Notes what the same transaction applies. It happened at the server's own
-- time: sheaf.clock() may not be there yet.
-- $1 number, $2 name, $3 checksum
INSERT INTO sheaf.migration AS m (number, name, checksum, at)
SELECT $1::integer, $2::text, $3::bigint, now()
ON CONFLICT (number) DO UPDATE
   SET name = excluded.name,
       checksum = excluded.checksum,
       at = excluded.at
 WHERE m.checksum <> excluded.checksum
