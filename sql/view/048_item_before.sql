-- Items that were stored before why and statements were text (migration 30)
-- have them in the columns of then.

CREATE OR REPLACE FUNCTION sheaf.item_why(i sheaf.item)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(i.why::jsonb, i.why_before)
$$;

CREATE OR REPLACE FUNCTION sheaf.item_statements(i sheaf.item)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(i.statements::jsonb, i.statements_before)
$$;
