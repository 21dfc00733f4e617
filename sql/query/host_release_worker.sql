-- Gives back at once what an earlier life of this worker held.
-- $1 worker
UPDATE sheaf.host
   SET worker = NULL,
       lease_id = NULL,
       lease_until = '-infinity'
 WHERE worker = $1::text
