-- Terms and spellings. What ships with Sheaf is a copy of schemas/, so that it
-- can be asked for; what a person added (map) is here alone.

CREATE TABLE sheaf.vocabulary (
    scheme text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    label text,
    uri text,
    broader text,
    source text NOT NULL,
    PRIMARY KEY (scheme, code)
);

CREATE TABLE sheaf.synonym (
    scheme text COLLATE "C" NOT NULL,
    platform text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    spelling text NOT NULL,
    code text NOT NULL,
    source text NOT NULL,
    is_own boolean NOT NULL,
    PRIMARY KEY (scheme, platform, key, is_own)
);

COMMENT ON COLUMN sheaf.synonym.platform IS 'empty: of any';
COMMENT ON COLUMN sheaf.synonym.key IS 'the spelling as it is compared';
COMMENT ON COLUMN sheaf.synonym.code IS
    'of sheaf.vocabulary; empty: known to say nothing';
COMMENT ON COLUMN sheaf.synonym.is_own IS 'a person added it, and it goes before what ships';

COMMENT ON TABLE sheaf.setting IS
    'what the installation as a whole remembers: contact (the operator''s address), clock_offset (an interval that only tests set), vocabulary (how often a person changed it), schemas (which of them sheaf.vocabulary and sheaf.synonym are a copy of)';

-- What software a repository runs.
ALTER TABLE sheaf.repository
    ADD COLUMN platform text,
    ADD COLUMN platform_set text;

COMMENT ON COLUMN sheaf.repository.platform IS 'as it was told by what it shows';
COMMENT ON COLUMN sheaf.repository.platform_set IS
    'as a person said; empty: none of those we know; NULL: nobody said';
