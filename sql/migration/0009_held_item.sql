-- Items that ended the workers that normalised them. See query/stale_charge.sql.

ALTER TABLE sheaf.stale_item
    ADD COLUMN crashes integer NOT NULL DEFAULT 0,
    ADD COLUMN is_held boolean NOT NULL DEFAULT false,
    ADD COLUMN version text,
    ADD COLUMN reason text,
    ADD COLUMN charged_at timestamptz;

COMMENT ON COLUMN sheaf.stale_item.crashes IS
    'workers that normalising it ended, since its records last changed';
COMMENT ON COLUMN sheaf.stale_item.is_held IS
    'it is left alone until its records change, or another version starts';
COMMENT ON COLUMN sheaf.stale_item.version IS 'of Sheaf, when it was charged';

-- Nearly always empty.
CREATE INDEX stale_item_held ON sheaf.stale_item (repository_id, identifier)
 WHERE is_held;
