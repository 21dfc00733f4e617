-- Of a work that appeared before the journal it is cited with, as preprints do:
-- when the journal appeared.
ALTER TABLE sheaf.item
    ADD COLUMN container_year integer;
