-- Processes that live: they write every 10 seconds, in real time.
SELECT w.kind, split_part(w.machine, '/', 1), w.pid, w.is_daemon, w.version,
       extract(epoch FROM now() - w.started_at)::bigint, row_to_json(j)::text
  FROM sheaf.worker AS w,
       LATERAL (
           SELECT w.worker, w.kind, w.machine, w.pid, w.is_daemon, w.version,
                  w.started_at, w.seen_at) AS j
 WHERE w.seen_at > now() - interval '35 seconds'
 ORDER BY w.is_daemon DESC, w.kind, w.machine, w.pid
