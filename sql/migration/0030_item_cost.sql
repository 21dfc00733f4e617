-- What storing an item costs. JSON that is kept to be shown is text, which the
-- server need not take apart: why and statements are two thirds of an item, and
-- are read one item at a time. Items that are there keep theirs where it is, to
-- write millions again takes hours: whoever reads asks sheaf.item_why() and
-- sheaf.item_statements(), and the columns from before are empty once an item
-- is stored again. Until views are applied again they, and what people built on
-- them, read the columns that they were made of.
ALTER TABLE sheaf.item RENAME COLUMN why TO why_before;

ALTER TABLE sheaf.item RENAME COLUMN statements TO statements_before;

ALTER TABLE sheaf.item
    ADD COLUMN why text,
    ADD COLUMN statements text;

COMMENT ON COLUMN sheaf.item.why_before IS
    'of items that were not stored since why is text';
COMMENT ON COLUMN sheaf.item.statements_before IS
    'of items that were not stored since statements is text';

DO $$
BEGIN
    ALTER TABLE sheaf.item ALTER COLUMN why SET COMPRESSION lz4;
    ALTER TABLE sheaf.item ALTER COLUMN statements SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL;
END $$;

-- Nothing asks for one line of it; api.unmapped reads all.
DROP INDEX sheaf.item_unmapped;

-- Two to a page, rather than most of each put aside in pieces: as much space,
-- and half the time.
ALTER TABLE sheaf.item SET (toast_tuple_target = 4080);
