-- Sweeps, and what they did not find, for readers.

CREATE OR REPLACE VIEW api.sweep AS
SELECT r.name AS repository,
       s.harvest_id,
       h.metadata_prefix,
       h.set_spec,
       h.asked_by,
       h.started_at,
       h.ended_at,
       h.verdict,
       s.outcome,
       h.reason,
       s.live,
       s.missed,
       s.missing,
       s.gone,
       s.back,
       s.unknown,
       s.changed,
       s.behind
  FROM sheaf.sweep AS s
  JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
  JOIN sheaf.repository AS r USING (repository_id);

COMMENT ON VIEW api.sweep IS
    'sweeps: harvests of identifiers alone, by which it is seen what a repository, or a set of it, does not have any more';
COMMENT ON COLUMN api.sweep.repository IS 'name of the repository';
COMMENT ON COLUMN api.sweep.harvest_id IS 'its number, as in api.harvest';
COMMENT ON COLUMN api.sweep.metadata_prefix IS 'the format that was swept';
COMMENT ON COLUMN api.sweep.set_spec IS
    'the set that was swept; empty: the whole repository';
COMMENT ON COLUMN api.sweep.asked_by IS 'schedule or operator';
COMMENT ON COLUMN api.sweep.started_at IS 'when it began; NULL: it waits';
COMMENT ON COLUMN api.sweep.ended_at IS 'when it ended; NULL: it has not';
COMMENT ON COLUMN api.sweep.verdict IS
    'on the list of identifiers, as in api.harvest; NULL: it is under way';
COMMENT ON COLUMN api.sweep.outcome IS
    'void: nothing can be concluded from it; whole: nothing is missed; found: something is; refused: so much that a person has to confirm it; confirmed, undone: a person did; NULL: it is under way';
COMMENT ON COLUMN api.sweep.reason IS 'what came of it in one sentence, and what a person did with it';
COMMENT ON COLUMN api.sweep.live IS 'records here that could have been listed';
COMMENT ON COLUMN api.sweep.missed IS 'of these, how many were not';
COMMENT ON COLUMN api.sweep.missing IS
    'of the missed, those that another sweep decides about; none once it is undone';
COMMENT ON COLUMN api.sweep.gone IS
    'of the missed, those that are gone or have left the set; none once it is undone';
COMMENT ON COLUMN api.sweep.back IS
    'records that were missing or gone here and were listed again';
COMMENT ON COLUMN api.sweep.unknown IS
    'records that were listed and are not here; the next harvest brings them';
COMMENT ON COLUMN api.sweep.changed IS
    'records that were listed with another header than here; the same';
COMMENT ON COLUMN api.sweep.behind IS
    'of the unknown, those with datestamps so old that no harvest would; they are asked for one by one';

CREATE OR REPLACE VIEW api.absence AS
SELECT r.name AS repository,
       a.identifier,
       a.metadata_prefix,
       a.set_spec,
       CASE WHEN a.is_concluded AND a.set_spec = '' OR c.status = 'gone'
            THEN 'gone'
            WHEN a.is_concluded THEN 'left'
            WHEN a.strikes > 0 THEN 'missing'
            WHEN a.spared_until IS NOT NULL THEN 'spared'
            ELSE 'unconfirmed' END AS state,
       a.since,
       a.strikes,
       a.answer,
       a.missed_in AS harvest_id,
       a.spared_until
  FROM sheaf.absence AS a
  JOIN sheaf.repository AS r USING (repository_id)
  LEFT JOIN sheaf.record AS c USING (repository_id, identifier,
                                     metadata_prefix)
 WHERE NOT EXISTS (
           SELECT 1
             FROM sheaf.suppressed AS s
            WHERE s.repository_id = a.repository_id
              AND s.identifier = a.identifier);

COMMENT ON VIEW api.absence IS
    'records that the last sweep of their format and set did not find';
COMMENT ON COLUMN api.absence.repository IS 'name of the repository';
COMMENT ON COLUMN api.absence.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.absence.metadata_prefix IS 'the format that was swept';
COMMENT ON COLUMN api.absence.set_spec IS
    'the set that was swept; empty: the whole repository';
COMMENT ON COLUMN api.absence.state IS
    'missing: another sweep decides; gone: the repository does not have it; left: it is not in the set any more; unconfirmed: the sweep was refused, or is under way; spared: a person took it back';
COMMENT ON COLUMN api.absence.since IS
    'when the first sweep began that did not find it';
COMMENT ON COLUMN api.absence.strikes IS
    'how many sweeps, and answers, say so; two are enough';
COMMENT ON COLUMN api.absence.answer IS
    'what the repository answered when it was asked for the record alone: idDoesNotExist, cannotDisseminateFormat; NULL: it was not, or did not say so';
COMMENT ON COLUMN api.absence.harvest_id IS
    'the last sweep that did not find it, as in api.sweep';
COMMENT ON COLUMN api.absence.spared_until IS
    'until then it is not missed: a person took it back; NULL: nobody did';
