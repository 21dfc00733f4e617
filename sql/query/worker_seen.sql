-- $1 worker, $2 kind, $3 belongs to a daemon, $4 pid, $5 machine, $6 version
INSERT INTO sheaf.worker AS w (worker, kind, is_daemon, pid, machine, version,
       started_at, seen_at)
SELECT $1::text, $2::text, $3::boolean, $4::integer, $5::text, $6::text, c.now,
       c.now
  FROM (SELECT now()) AS c(now)
ON CONFLICT (worker) DO UPDATE
   SET pid = excluded.pid,
       version = excluded.version,
       is_daemon = excluded.is_daemon,
       machine = excluded.machine,
       started_at = CASE WHEN w.pid = excluded.pid THEN w.started_at
                         ELSE excluded.started_at END,
       seen_at = excluded.seen_at
