-- Processes that live: they write every 10 seconds, in real time.
SELECT kind, split_part(machine, '/', 1), pid, is_daemon, version,
       extract(epoch FROM now() - started_at)::bigint,
       json_build_object('worker', worker, 'kind', kind, 'machine', machine,
                         'pid', pid, 'is_daemon', is_daemon,
                         'version', version, 'started_at', started_at,
                         'seen_at', seen_at)::text
  FROM sheaf.worker
 WHERE seen_at > now() - interval '35 seconds'
 ORDER BY is_daemon DESC, kind, machine, pid
