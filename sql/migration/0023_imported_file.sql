-- What an import could not read is of a file, and read again with that.
ALTER TABLE sheaf.quarantine
    ADD COLUMN file text;

COMMENT ON COLUMN sheaf.quarantine.file IS
    'the file that it was imported from; NULL: it was harvested';
