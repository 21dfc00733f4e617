-- The schema of Sheaf's own tables, and the one clock.

CREATE SCHEMA IF NOT EXISTS sheaf;

CREATE SCHEMA IF NOT EXISTS api;

CREATE TABLE sheaf.setting (
    name text PRIMARY KEY,
    value text NOT NULL
);

COMMENT ON TABLE sheaf.setting IS
    'what the installation as a whole remembers: contact (the operator''s address), clock_offset (an interval that only tests set)';

-- Every moment that decides comes from here. One look-up a statement: call it
-- as (SELECT sheaf.clock()).
CREATE FUNCTION sheaf.clock() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN now() + coalesce(
    (SELECT value::interval FROM sheaf.setting WHERE name = 'clock_offset'),
    interval '0');
