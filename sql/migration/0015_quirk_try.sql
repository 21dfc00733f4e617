-- Why a quirk is being tried, to be said when it was learned; and when the
-- repository is asked again who it is (Identify).

ALTER TABLE sheaf.list_request
    ADD COLUMN trying_reason text;

COMMENT ON COLUMN sheaf.list_request.trying_reason IS
    'how the request failed in the usual way';

ALTER TABLE sheaf.repository
    ADD COLUMN identify_due timestamptz;

UPDATE sheaf.repository
   SET identify_due = coalesce(identified_at + interval '7 days', created_at);

ALTER TABLE sheaf.repository
    ALTER COLUMN identify_due SET NOT NULL;

ALTER TABLE sheaf.repository
    ALTER COLUMN identify_due SET DEFAULT sheaf.clock() + interval '7 days';

COMMENT ON COLUMN sheaf.repository.identify_due IS
    'when it is asked again who it is: before the next harvest from then on';

-- In force: said by a person, or learned and not to be looked for again yet.
CREATE FUNCTION sheaf.has_quirk(of_repository bigint, of_quirk text)
RETURNS boolean
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT EXISTS (
               SELECT 1
                 FROM sheaf.quirk AS q
                WHERE q.repository_id = of_repository
                  AND q.quirk = of_quirk
                  AND (q.setting = 'on'
                       OR (q.setting = 'learned'
                           AND q.until > (SELECT sheaf.clock()))));
END;
