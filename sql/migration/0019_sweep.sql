-- Sweeps (design, rule 9): what a repository does not list any more, where it
-- does not say its deletions, and what has left a set. A sweep is a harvest of
-- kind sweep without a selection_id: it is nobody's last harvest.

ALTER TABLE sheaf.repository
    ADD COLUMN sweep interval DEFAULT '30 days'
        CHECK (sweep >= interval '1 hour');

COMMENT ON COLUMN sheaf.repository.sweep IS
    'interval between two sweeps; NULL: only when asked for';

ALTER TABLE sheaf.selection
    ADD COLUMN sweep_due timestamptz,
    ADD COLUMN sweep_again boolean NOT NULL DEFAULT false,
    ADD COLUMN sweep_failures integer NOT NULL DEFAULT 0;

COMMENT ON COLUMN sheaf.selection.sweep_due IS
    'NULL: to be planned when it was harvested once';
COMMENT ON COLUMN sheaf.selection.sweep_again IS
    'the last sweep found something, and the next decides: it comes by itself even where none else does';
COMMENT ON COLUMN sheaf.selection.sweep_failures IS
    'sweeps in a row from which nothing could be concluded';

-- Is it swept by itself? OAI-PMH 2.5.1: whoever keeps deletions persistently
-- says them all; but nobody says that a record has left a set.
CREATE FUNCTION sheaf.is_swept(deleted_record text, set_spec text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN set_spec <> ''
    OR coalesce(lower(btrim(deleted_record, E' \t\r\n')), '') <> 'persistent';

-- What a sweep is made of, beside its row in sheaf.harvest.
CREATE TABLE sheaf.sweep (
    repository_id bigint NOT NULL,
    harvest_id bigint NOT NULL,
    phase text NOT NULL DEFAULT 'comparing'
        CHECK (phase IN ('comparing', 'compared', 'matching', 'matched',
                         'asked', 'marking', 'marked')),
    after text COLLATE "C" NOT NULL DEFAULT '',
    is_urgent boolean NOT NULL DEFAULT false,
    hashes bigint NOT NULL DEFAULT 0,
    unknown bigint NOT NULL DEFAULT 0,
    changed bigint NOT NULL DEFAULT 0,
    behind bigint NOT NULL DEFAULT 0,
    back bigint NOT NULL DEFAULT 0,
    live bigint NOT NULL DEFAULT 0,
    missed bigint NOT NULL DEFAULT 0,
    sample bigint[],
    sample_seen timestamptz,
    matched bigint[] NOT NULL DEFAULT '{}',
    control text COLLATE "C",
    is_doubtful boolean NOT NULL DEFAULT false,
    missing bigint NOT NULL DEFAULT 0,
    gone bigint NOT NULL DEFAULT 0,
    outcome text
        CHECK (outcome IN ('void', 'whole', 'found', 'refused', 'confirmed',
                           'undone')),
    PRIMARY KEY (repository_id, harvest_id),
    FOREIGN KEY (repository_id, harvest_id)
        REFERENCES sheaf.harvest ON DELETE CASCADE
) WITH (fillfactor = 50);

COMMENT ON COLUMN sheaf.sweep.phase IS 'what is under way, once its list has ended';
COMMENT ON COLUMN sheaf.sweep.after IS 'identifier that the phase has come to';
COMMENT ON COLUMN sheaf.sweep.is_urgent IS
    'it counts although the one before was a moment ago';
COMMENT ON COLUMN sheaf.sweep.hashes IS
    'rows of sheaf.listed that there must be: it is unlogged, and a crash of the server empties it';
COMMENT ON COLUMN sheaf.sweep.unknown IS 'listed, and not here';
COMMENT ON COLUMN sheaf.sweep.changed IS 'listed with another header than here';
COMMENT ON COLUMN sheaf.sweep.behind IS
    'of the unknown, those with a datestamp that no later harvest asks for';
COMMENT ON COLUMN sheaf.sweep.back IS 'missing or gone here, and listed again';
COMMENT ON COLUMN sheaf.sweep.live IS 'records here that could have been listed';
COMMENT ON COLUMN sheaf.sweep.missed IS 'of these, not listed';
COMMENT ON COLUMN sheaf.sweep.sample IS 'content hashes of some that were missed';
COMMENT ON COLUMN sheaf.sweep.sample_seen IS 'when the last of these was first seen';
COMMENT ON COLUMN sheaf.sweep.matched IS
    'those of the sample that came later under another identifier';
COMMENT ON COLUMN sheaf.sweep.control IS
    'a listed identifier that is asked for too: is GetRecord to be believed?';
COMMENT ON COLUMN sheaf.sweep.is_doubtful IS 'it is not';
COMMENT ON COLUMN sheaf.sweep.missing IS 'of the missed: the first time';
COMMENT ON COLUMN sheaf.sweep.gone IS 'of the missed: for good';
COMMENT ON COLUMN sheaf.sweep.outcome IS
    'NULL: under way; void: nothing can be concluded from it';

-- What a running sweep has seen.
CREATE UNLOGGED TABLE sheaf.listed (
    repository_id bigint NOT NULL,
    harvest_id bigint NOT NULL,
    hash bigint NOT NULL,
    PRIMARY KEY (repository_id, harvest_id, hash)
);

COMMENT ON COLUMN sheaf.listed.hash IS
    'hashtextextended(identifier, 0); of two identifiers with the same hash none is ever missed';

-- What sweeps did not see.
CREATE TABLE sheaf.absence (
    repository_id bigint NOT NULL,
    identifier text COLLATE "C" NOT NULL,
    metadata_prefix text COLLATE "C" NOT NULL,
    set_spec text COLLATE "C" NOT NULL,
    strikes integer NOT NULL DEFAULT 0,
    since timestamptz NOT NULL,
    missed_in bigint NOT NULL,
    counted_in bigint,
    answer text,
    is_concluded boolean NOT NULL DEFAULT false,
    spared_until timestamptz,
    PRIMARY KEY (repository_id, identifier, metadata_prefix, set_spec)
);

CREATE INDEX absence_missed ON sheaf.absence
       (repository_id, missed_in, identifier);

COMMENT ON COLUMN sheaf.absence.set_spec IS
    'what was swept; empty: the whole repository';
COMMENT ON COLUMN sheaf.absence.strikes IS 'sweeps that counted, and answers';
COMMENT ON COLUMN sheaf.absence.since IS 'start of the first sweep that missed it';
COMMENT ON COLUMN sheaf.absence.missed_in IS 'harvest_id of the last one';
COMMENT ON COLUMN sheaf.absence.counted_in IS
    'harvest_id of the last one that counted; NULL: none has';
COMMENT ON COLUMN sheaf.absence.answer IS
    'to GetRecord in the sweep missed_in: idDoesNotExist, ...';
COMMENT ON COLUMN sheaf.absence.is_concluded IS
    'the record is gone, or has left the set';
COMMENT ON COLUMN sheaf.absence.spared_until IS
    'undone by a person: not missed until then';
