-- Take-downs. What is suppressed is shown to nobody and harvested all the same,
-- so that taking it back needs no harvest. There are two doors, and every way
-- to readers leads through one of them:
--
-- records: view sheaf.shown_record leaves them out; whoever shows records reads
--     from it, and so does whoever makes items of them;
-- items: one whose records are not shown is as one whose records are gone: an
--     empty tombstone. Statement suppress.sql makes it at once, normalising
--     does it from then on. So searches and feeds cost what they cost before.
--
-- No view of schema api tells them: the reasons are nobody else's business.

CREATE TABLE sheaf.suppressed (
    repository_id bigint NOT NULL REFERENCES sheaf.repository ON DELETE CASCADE,
    identifier text COLLATE "C" NOT NULL,
    reason text,
    by text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (repository_id, identifier)
);

COMMENT ON COLUMN sheaf.suppressed.identifier IS
    'OAI identifier; there may be nothing of it here';
COMMENT ON COLUMN sheaf.suppressed.reason IS 'NULL: none was given';
COMMENT ON COLUMN sheaf.suppressed.by IS 'login of the person who did it';
