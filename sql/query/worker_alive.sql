-- Is a daemon's worker of this kind alive? It writes every 10 seconds; now()
-- and not sheaf.clock(): processes live in real time.
-- $1 kind
SELECT count(*) > 0
  FROM sheaf.worker
 WHERE kind = $1::text
   AND is_daemon
   AND seen_at > now() - interval '35 seconds'
