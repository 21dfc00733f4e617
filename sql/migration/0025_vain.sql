-- How often a list was cut for nothing: see daemon/split.c.
ALTER TABLE sheaf.harvest
    ADD COLUMN vain integer NOT NULL DEFAULT 0;

COMMENT ON COLUMN sheaf.harvest.vain IS
    'times in a row that a list was cut by date, or asked for by its headers, since a list of records came whole';
