-- One repository, or those of a group.
-- $1 name, NULL: by group; $2 group, NULL: by name
SELECT r.repository_id, r.name, r.base_url, r.host, r.state, r.allow_private,
       r.http2, r.compression, (extract(epoch FROM h.delay) * 1000)::bigint,
       (SELECT count(*)
          FROM sheaf.repository AS o
         WHERE o.host = r.host
           AND o.repository_id <> r.repository_id),
       coalesce(r.credentials, ''), coalesce(r.proxy, ''),
       coalesce(r.ca_file, ''), coalesce(r.user_agent, ''),
       r.insecure_credentials, r.verify_tls
  FROM sheaf.repository AS r
  JOIN sheaf.host AS h USING (host)
 WHERE r.name = $1::text
    OR r.group_name = $2::text
 ORDER BY r.name
