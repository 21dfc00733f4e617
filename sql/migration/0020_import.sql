-- Response files that another harvester left, taken as if harvested.

ALTER TABLE sheaf.harvest ADD COLUMN source text;

COMMENT ON COLUMN sheaf.harvest.source IS
    'of an import: the directory that its files are in; NULL: it was harvested';

-- The same command goes on with it.
CREATE UNIQUE INDEX harvest_import ON sheaf.harvest
       (repository_id, metadata_prefix, set_spec, left(source, 1000))
 WHERE kind = 'import' AND verdict IS NULL;

COMMENT ON COLUMN sheaf.list_request.token IS
    'resumptionToken that asks for that page; NULL: the list''s first. Of GetRecord: the identifier that is asked for next. Of an import: counts, and the file that was read last';
