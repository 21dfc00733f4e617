-- The politeness key of http and https is the same where their ports are the
-- schemes' own: one server, not asked twice at once.

INSERT INTO sheaf.host AS x (host, next_due, not_before, delay, connections,
       asked)
SELECT regexp_replace(host, ':(80|443)$', ''), min(next_due), max(not_before),
       max(delay), min(connections), max(asked)
  FROM sheaf.host
 WHERE host ~ ':(80|443)$'
 GROUP BY 1;

UPDATE sheaf.repository
   SET host = regexp_replace(host, ':(80|443)$', '')
 WHERE host ~ ':(80|443)$';

DELETE FROM sheaf.host
 WHERE host ~ ':(80|443)$';

COMMENT ON COLUMN sheaf.host.host IS
    'of base URLs: host, and port unless it is the scheme''s own';
