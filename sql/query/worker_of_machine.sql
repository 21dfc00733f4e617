-- Processes of a machine, whether they have written of late, and whether they
-- are a daemon's.
-- $1 machine
SELECT worker, pid, seen_at > now() - interval '35 seconds', is_daemon
  FROM sheaf.worker
 WHERE machine = $1::text
