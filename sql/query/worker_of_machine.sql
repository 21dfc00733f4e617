-- Processes of a machine, and whether they have written of late.
-- $1 machine
SELECT worker, pid, seen_at > now() - interval '35 seconds'
  FROM sheaf.worker
 WHERE machine = $1::text
