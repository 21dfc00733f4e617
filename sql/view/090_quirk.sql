-- How repositories are asked otherwise than OAI-PMH says, for readers.

CREATE OR REPLACE VIEW api.quirk AS
SELECT r.name AS repository,
       q.quirk,
       q.setting,
       q.setting = 'on'
           OR (q.setting = 'learned' AND q.until > m.now) AS is_in_force,
       q.reason,
       q.since,
       CASE WHEN q.setting = 'learned' THEN q.until END AS until
  FROM sheaf.quirk AS q
  JOIN sheaf.repository AS r USING (repository_id)
 CROSS JOIN (SELECT sheaf.clock() AS now) AS m;

COMMENT ON VIEW api.quirk IS
    'how repositories are asked otherwise than OAI-PMH says, and why';
COMMENT ON COLUMN api.quirk.repository IS 'name of the repository';
COMMENT ON COLUMN api.quirk.quirk IS
    'its name, as in "sheaf edit NAME quirk.raw-token=on"; sheaf(1) says what each one does and costs';
COMMENT ON COLUMN api.quirk.setting IS
    'learned: found out by harvesting; on, off: a person said so';
COMMENT ON COLUMN api.quirk.is_in_force IS
    'false: a person ruled it out, or it is being looked whether it is still needed';
COMMENT ON COLUMN api.quirk.reason IS 'what showed it';
COMMENT ON COLUMN api.quirk.since IS 'when it was found out, or said';
COMMENT ON COLUMN api.quirk.until IS
    'of a learned one: from then on it is looked whether it is still needed';
