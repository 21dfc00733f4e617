-- How well fields are served and understood, for readers.

CREATE OR REPLACE VIEW api.quality AS
SELECT r.name AS repository,
       q.field,
       q.items,
       q.counted,
       q.present,
       q.normalised,
       q.at
  FROM sheaf.quality AS q
  JOIN sheaf.repository AS r USING (repository_id);

COMMENT ON VIEW api.quality IS
    'of each repository and field of api.item, in how many items something is served about it, and in how many we made something of that; counted once a day by a daemon, else at the end of harvest and normalise';
COMMENT ON COLUMN api.quality.repository IS 'name of the repository';
COMMENT ON COLUMN api.quality.field IS 'as the columns of api.item';
COMMENT ON COLUMN api.quality.items IS 'items of the repository';
COMMENT ON COLUMN api.quality.counted IS
    'of these, how many were looked at: all, or of many a fair sample';
COMMENT ON COLUMN api.quality.present IS
    'of the counted, those in which something is served for the field: its element of Dublin Core says something, of doi, license, rights_statement and the URLs something that looks like one; or what its value was made of; or a DOI anywhere';
COMMENT ON COLUMN api.quality.normalised IS
    'of the counted, those in which the field has a value';
COMMENT ON COLUMN api.quality.at IS 'when it was counted';
