-- A person says how a repository is to be asked. What is found out does not
-- change that; "auto" leaves it to be found out again.
-- $1 repository_id, $2 quirk, $3 setting: on, off or auto
WITH moment AS (
    SELECT sheaf.clock() AS now
), gone AS (
    DELETE FROM sheaf.quirk
     WHERE repository_id = $1::bigint
       AND quirk = $2::text
       AND $3::text = 'auto'
), said AS (
    INSERT INTO sheaf.quirk AS q (repository_id, quirk, setting, reason, since,
           until)
    SELECT $1::bigint, $2::text, $3::text, 'a person said so', m.now,
           'infinity'
      FROM moment AS m
     WHERE $3::text <> 'auto'
    ON CONFLICT (repository_id, quirk) DO UPDATE
       SET setting = excluded.setting,
           reason = excluded.reason,
           since = excluded.since,
           until = excluded.until
)
INSERT INTO sheaf.event (repository_id, at, kind, text)
SELECT $1::bigint, m.now, 'quirk',
       format('quirk %s was set to %s by a person', $2::text, $3::text)
  FROM moment AS m
