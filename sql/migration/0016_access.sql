-- How a repository is reached: with which credentials, by which proxy, trusting
-- whom; and where it has moved to.

ALTER TABLE sheaf.repository
    ADD COLUMN credentials text,
    ADD COLUMN insecure_credentials boolean NOT NULL DEFAULT false,
    ADD COLUMN proxy text,
    ADD COLUMN ca_file text,
    ADD COLUMN verify_tls boolean NOT NULL DEFAULT true,
    ADD COLUMN user_agent text,
    ADD COLUMN moved_to text,
    ADD COLUMN moved_times integer NOT NULL DEFAULT 0,
    ADD COLUMN moved_in bigint;

COMMENT ON COLUMN sheaf.repository.credentials IS
    'of a file: its path, or its name where credentials are; never what is in it';
COMMENT ON COLUMN sheaf.repository.insecure_credentials IS
    'they may be sent by http, or to a server that is not verified';
COMMENT ON COLUMN sheaf.repository.ca_file IS
    'certificates of authorities, instead of the machine''s';
COMMENT ON COLUMN sheaf.repository.user_agent IS 'NULL: that of all';
COMMENT ON COLUMN sheaf.repository.moved_to IS
    'where permanent redirects lead from base_url';
COMMENT ON COLUMN sheaf.repository.moved_times IS
    'harvests in a row that were led there';
COMMENT ON COLUMN sheaf.repository.moved_in IS 'the last of them';

-- As a URL may be shown; the same words as in base/url.c.
CREATE FUNCTION sheaf.masked_url(url text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(url,
        '([?&;][^=&;#]*(key|token|secret|pass)[^=&;#]*=)[^&;#]*',
        '\1***', 'gi');
