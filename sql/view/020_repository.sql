-- What is harvested, for readers.

CREATE OR REPLACE VIEW api.repository AS
SELECT r.name AS repository,
       sheaf.masked_url(r.base_url) AS base_url,
       r.repository_name,
       r.state,
       r.every,
       ARRAY(SELECT DISTINCT s.metadata_prefix
               FROM sheaf.selection AS s
              WHERE s.repository_id = r.repository_id
              ORDER BY 1) AS metadata_prefixes,
       ARRAY(SELECT DISTINCT s.set_spec
               FROM sheaf.selection AS s
              WHERE s.repository_id = r.repository_id
                AND s.set_spec <> ''
              ORDER BY 1) AS set_specs,
       CASE WHEN r.state NOT IN ('held', 'paused', 'retired')
            THEN (SELECT min(s.next_due)
                    FROM sheaf.selection AS s
                   WHERE s.repository_id = r.repository_id) END AS next_due,
       r.protocol_version,
       r.granularity,
       r.deleted_record,
       r.earliest_datestamp,
       r.admin_emails,
       r.descriptions,
       r.identified_at,
       r.created_at,
       r.overlap,
       r.allow_private,
       r.http2,
       r.compression,
       r.host,
       x.delay,
       x.connections,
       nullif(x.not_before, '-infinity') AS not_before,
       x.worker,
       nullif(x.lease_until, '-infinity') AS lease_until,
       r.group_name,
       r.credentials,
       r.insecure_credentials,
       r.proxy,
       r.ca_file,
       r.verify_tls,
       r.user_agent,
       sheaf.masked_url(r.moved_to) AS moved_to,
       r.moved_times,
       r.sweep,
       nullif(coalesce(r.platform_set, r.platform), '') AS platform,
       r.platform_set IS NOT NULL AS platform_is_set
  FROM sheaf.repository AS r
  JOIN sheaf.host AS x USING (host);

COMMENT ON VIEW api.repository IS 'the repositories that are harvested, one a row';
COMMENT ON COLUMN api.repository.repository IS
    'its name here; the same in every view';
COMMENT ON COLUMN api.repository.base_url IS
    'where it answers OAI-PMH requests; keys and the like in it are masked';
COMMENT ON COLUMN api.repository.repository_name IS
    'what it calls itself (Identify)';
COMMENT ON COLUMN api.repository.state IS
    'active; late, failing or blocked: harvested, but not well; held, paused or retired: not harvested';
COMMENT ON COLUMN api.repository.every IS 'interval between two harvests';
COMMENT ON COLUMN api.repository.metadata_prefixes IS
    'the formats that are harvested';
COMMENT ON COLUMN api.repository.set_specs IS
    'the sets that are harvested; empty: the whole repository';
COMMENT ON COLUMN api.repository.next_due IS
    'when it is harvested next; NULL: never';
COMMENT ON COLUMN api.repository.protocol_version IS
    'of OAI-PMH, as it says (Identify)';
COMMENT ON COLUMN api.repository.granularity IS
    'of its datestamps, as it says: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ';
COMMENT ON COLUMN api.repository.deleted_record IS
    'what it promises about deletions: no, transient or persistent';
COMMENT ON COLUMN api.repository.earliest_datestamp IS
    'of all its records, as it says';
COMMENT ON COLUMN api.repository.admin_emails IS 'who runs it, as it says';
COMMENT ON COLUMN api.repository.descriptions IS
    'the description elements of Identify, XML, one after the other';
COMMENT ON COLUMN api.repository.identified_at IS 'when it was asked that';
COMMENT ON COLUMN api.repository.created_at IS 'when it was added here';
COMMENT ON COLUMN api.repository.overlap IS
    'how far each harvest reaches back behind the one before';
COMMENT ON COLUMN api.repository.allow_private IS
    'whether it may be at an address that is not public; one that is link-local has to stand in base_url as well';
COMMENT ON COLUMN api.repository.http2 IS 'whether it is asked by HTTP/2';
COMMENT ON COLUMN api.repository.compression IS
    'whether compressed answers are asked for';
COMMENT ON COLUMN api.repository.host IS
    'host of base_url, with its port unless that is the scheme''s own; the columns from here on are of the host, and the same for all repositories at it';
COMMENT ON COLUMN api.repository.delay IS 'pause before each request to the host';
COMMENT ON COLUMN api.repository.connections IS
    'requests to the host at the same time';
COMMENT ON COLUMN api.repository.not_before IS
    'the host is not asked before then (Retry-After, or the pause); NULL: it never had to wait';
COMMENT ON COLUMN api.repository.worker IS
    'the process that has the host for itself; NULL: none';
COMMENT ON COLUMN api.repository.lease_until IS
    'until when it has; NULL: no process has the host';
COMMENT ON COLUMN api.repository.group_name IS
    'the group that people put it in; NULL: none';
COMMENT ON COLUMN api.repository.credentials IS
    'where its credentials stand: the path of a file, or a name; NULL: it wants none';
COMMENT ON COLUMN api.repository.insecure_credentials IS
    'whether they may be sent by http, or to a server that is not verified';
COMMENT ON COLUMN api.repository.proxy IS 'by which it is asked; NULL: by none';
COMMENT ON COLUMN api.repository.ca_file IS
    'the file of authorities that its certificate may be of; NULL: those that the machine knows';
COMMENT ON COLUMN api.repository.verify_tls IS
    'false: whoever answers by https is believed';
COMMENT ON COLUMN api.repository.user_agent IS
    'the User-Agent it is told; NULL: that of all';
COMMENT ON COLUMN api.repository.moved_to IS
    'the base URL that permanent redirects lead to; NULL: none do';
COMMENT ON COLUMN api.repository.moved_times IS
    'how many harvests in a row were led there';
COMMENT ON COLUMN api.repository.sweep IS
    'interval between two sweeps, where it needs any: see api.sweep; NULL: only when asked for';
COMMENT ON COLUMN api.repository.platform IS
    'the software it runs: dspace, eprints, ...; NULL: not told, or none of those that Sheaf knows';
COMMENT ON COLUMN api.repository.platform_is_set IS
    'true: a person said so; false: it is told by what it shows';
