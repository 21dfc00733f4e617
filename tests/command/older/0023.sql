-- A database as migration 0023 left it, with what its release had harvested and
-- made of four items of the sample repository. Of pg_dump; without comments on
-- columns. For test_migrate.py, and never changed: databases like it are out
-- there.
SET check_function_bodies = false;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA api;
ALTER SCHEMA api OWNER TO sheaf_owner;
CREATE SCHEMA sheaf;
ALTER SCHEMA sheaf OWNER TO sheaf_owner;
CREATE FUNCTION api.query(value text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    SET client_min_messages TO 'warning'
    AS $_$
	WITH token AS (
		SELECT n, part[1] = '-' AS is_excluded,
			sheaf.words(coalesce(part[2], part[3])) AS words,
			coalesce(right(part[3], 1) = '*', false) AS is_prefix
		FROM regexp_matches(translate(sheaf.fold(
				CASE WHEN length(value) <= 1000 THEN value
				ELSE regexp_replace(left(value, 1000),
				'[^ ]{0,63}$', '') END),
			E'\t\n\u000B\f\r\u0085\u2028\u2029“”„‟«»〝〞',
			'        """"""""') COLLATE "C",
			'(-?)(?:"([^"]*)"?|([^ "]+))', 'g')
			WITH ORDINALITY AS t (part, n)
	), phrase AS (
		SELECT n, is_excluded, (
			SELECT string_agg(quote_literal(word) || CASE
				WHEN is_prefix AND i = cardinality(words)
				OR length(word) = 1 AND word ~ '['
				-- BEGIN unspaced
		'\u0E01-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF'
		'\u2E80-\u2FDF\u3005-\u3007\u3021-\u3029\u3031-\u3035'
		'\u3038-\u303C\u3041-\u312F\u3131-\u318E\u31A0-\u31BF'
		'\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uA960-\uA97F'
		'\uAC00-\uD7FF\uF900-\uFAFF\U0001B000-\U0001B16F'
		'\U00020000-\U0003FFFF'
		-- END unspaced
				']' THEN ':*' ELSE '' END, ' <-> ' ORDER BY i)
			FROM unnest(words) WITH ORDINALITY AS w (word, i)
		) AS text
		FROM token
	), query AS (
		SELECT string_agg(CASE WHEN is_excluded THEN '!' ELSE '' END
			|| '(' || text || ')', ' & ' ORDER BY n) AS text
		FROM phrase
	)
	SELECT CASE WHEN text IS NULL
		THEN websearch_to_tsquery('simple', '')
		ELSE text::tsquery END
	FROM query
$_$;
ALTER FUNCTION api.query(value text) OWNER TO sheaf_owner;
CREATE FUNCTION api.search(query text, hit_limit integer DEFAULT NULL::integer, in_repository text DEFAULT NULL::text) RETURNS TABLE(repository text, identifier text, title text, year integer, score real)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
    WITH match AS (
        SELECT t.repository_id, t.identifier, t.words, q.query
          FROM api.query($1) AS q(query)
          JOIN sheaf.item_text AS t ON t.words @@ q.query
         WHERE $3 IS NULL
            OR t.repository_id = (SELECT repository_id
                                    FROM sheaf.repository
                                   WHERE name = $3)
         LIMIT CASE WHEN $2 IS NOT NULL THEN greatest($2, 10000) END
    ), hit AS (
        SELECT m.repository_id, m.identifier,
               ts_rank_cd(m.words, m.query) AS score
          FROM match AS m
         ORDER BY score DESC, m.repository_id, m.identifier
         LIMIT CASE WHEN $2 IS NOT NULL THEN greatest($2, 0) END
    )
    SELECT r.name, h.identifier, i.title, i.year, h.score
      FROM hit AS h
      JOIN sheaf.repository AS r USING (repository_id)
      JOIN sheaf.item AS i USING (repository_id, identifier)
     ORDER BY h.score DESC, h.repository_id, h.identifier
$_$;
ALTER FUNCTION api.search(query text, hit_limit integer, in_repository text) OWNER TO sheaf_owner;
CREATE TABLE sheaf.setting (
    name text NOT NULL,
    value text NOT NULL
);
ALTER TABLE sheaf.setting OWNER TO sheaf_owner;
CREATE FUNCTION sheaf.clock() RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (now() + COALESCE((SELECT (setting.value)::interval AS value FROM sheaf.setting WHERE (setting.name = 'clock_offset'::text)), '00:00:00'::interval));
ALTER FUNCTION sheaf.clock() OWNER TO sheaf_owner;
CREATE FUNCTION sheaf.fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
	SELECT replace(replace(replace(replace(translate(
		normalize(regexp_replace(
		normalize(value COLLATE "C", NFKD),
		'(?<![иИ])\u0306|['
		-- BEGIN dropped
		'\u00AD\u02B9-\u02BF\u0300-\u0305\u0307-\u036F'
		'\u0591-\u05BD\u05BF\u05C1-\u05C2\u05C4-\u05C5\u05C7'
		'\u061C\u0640\u064B-\u0652\u0670\u1AB0-\u1ACE'
		'\u1DC0-\u1DFF\u200B-\u200F\u202A-\u202E\u2060-\u206F'
		'\u20D0-\u20F0\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF'
		'\U000E0100-\U000E01EF'
		-- END dropped
		']+', '', 'g'), NFC),
		-- BEGIN letters
		'ABCDEFGHIJKLMNOPQRSTUVWXYZÆÐØÞ'
		'ðøĐđĦħıŁłŊŒŦŧƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘ'
		'ƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃ'
		'ɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤ'
		'ΥΦΧΨΩςϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉ'
		'ЊЋЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪ'
		'ЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚ'
		'ҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶ'
		'ӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳ'
		'ԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑ'
		'ՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸ'
		'ႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮ'
		'ᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌ'
		'ᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪ'
		'ᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢ'
		'ᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿẞỺỼ'
		'ỾℲↃⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚ'
		'ⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮ'
		'ⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮ'
		'ⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀ'
		'ꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎ'
		'ꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒ'
		'ꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜ'
		'ꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖ'
		'ꟘꟵ𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓𐐔𐐕𐐖𐐗𐐘𐐙𐐚𐐛'
		'𐐜𐐝𐐞𐐟𐐠𐐡𐐢𐐣𐐤𐐥𐐦𐐧𐒰𐒱𐒲𐒳𐒴𐒵𐒶𐒷𐒸𐒹𐒺𐒻𐒼𐒽𐒾𐒿𐓀𐓁'
		'𐓂𐓃𐓄𐓅𐓆𐓇𐓈𐓉𐓊𐓋𐓌𐓍𐓎𐓏𐓐𐓑𐓒𐓓𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼'
		'𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐲀𐲁𐲂𐲃𐲄𐲅𐲆'
		'𐲇𐲈𐲉𐲊𐲋𐲌𐲍𐲎𐲏𐲐𐲑𐲒𐲓𐲔𐲕𐲖𐲗𐲘𐲙𐲚𐲛𐲜𐲝𐲞𐲟𐲠𐲡𐲢𐲣𐲤'
		'𐲥𐲦𐲧𐲨𐲩𐲪𐲫𐲬𐲭𐲮𐲯𐲰𐲱𐲲𑢠𑢡𑢢𑢣𑢤𑢥𑢦𑢧𑢨𑢩𑢪𑢫𑢬𑢭𑢮𑢯'
		'𑢰𑢱𑢲𑢳𑢴𑢵𑢶𑢷𑢸𑢹𑢺𑢻𑢼𑢽𑢾𑢿𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍'
		'𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈𞤉𞤊𞤋'
		'𞤌𞤍𞤎𞤏𞤐𞤑𞤒𞤓𞤔𞤕𞤖𞤗𞤘𞤙𞤚𞤛𞤜𞤝𞤞𞤟𞤠𞤡'
		-- END letters
		,
		-- BEGIN plain
		'abcdefghijklmnopqrstuvwxyzædoþ'
		'doddhhillŋœttɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙ'
		'ɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀ'
		'ʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστ'
		'υφχψωσϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљ'
		'њћџабвгдежзийклмнопрстуфхцчшщъ'
		'ыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқ'
		'ҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷ'
		'ӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգ'
		'դեզէըթժիլխծկհձղճմյնշոչպջռսվտրց'
		'ւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘ'
		'ⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾ'
		'ꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜ'
		'ꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺ'
		'ꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტ'
		'უფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿßỻỽ'
		'ỿⅎↄⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊ'
		'ⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱ'
		'ɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯ'
		'ⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁ'
		'ꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏ'
		'ꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓ'
		'ꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝ'
		'ꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗ'
		'ꟙꟶ𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳𐐴𐐵𐐶𐐷𐐸𐐹𐐺𐐻𐐼𐐽𐐾𐐿𐑀𐑁𐑂𐑃'
		'𐑄𐑅𐑆𐑇𐑈𐑉𐑊𐑋𐑌𐑍𐑎𐑏𐓘𐓙𐓚𐓛𐓜𐓝𐓞𐓟𐓠𐓡𐓢𐓣𐓤𐓥𐓦𐓧𐓨𐓩'
		'𐓪𐓫𐓬𐓭𐓮𐓯𐓰𐓱𐓲𐓳𐓴𐓵𐓶𐓷𐓸𐓹𐓺𐓻𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣'
		'𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐳀𐳁𐳂𐳃𐳄𐳅𐳆'
		'𐳇𐳈𐳉𐳊𐳋𐳌𐳍𐳎𐳏𐳐𐳑𐳒𐳓𐳔𐳕𐳖𐳗𐳘𐳙𐳚𐳛𐳜𐳝𐳞𐳟𐳠𐳡𐳢𐳣𐳤'
		'𐳥𐳦𐳧𐳨𐳩𐳪𐳫𐳬𐳭𐳮𐳯𐳰𐳱𐳲𑣀𑣁𑣂𑣃𑣄𑣅𑣆𑣇𑣈𑣉𑣊𑣋𑣌𑣍𑣎𑣏'
		'𑣐𑣑𑣒𑣓𑣔𑣕𑣖𑣗𑣘𑣙𑣚𑣛𑣜𑣝𑣞𑣟𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭'
		'𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪𞤫𞤬𞤭'
		'𞤮𞤯𞤰𞤱𞤲𞤳𞤴𞤵𞤶𞤷𞤸𞤹𞤺𞤻𞤼𞤽𞤾𞤿𞥀𞥁𞥂𞥃'
		-- END plain
		), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
$$;
ALTER FUNCTION sheaf.fold(value text) OWNER TO sheaf_owner;
CREATE TABLE sheaf.quirk (
    repository_id bigint NOT NULL,
    quirk text NOT NULL,
    setting text NOT NULL,
    reason text NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    CONSTRAINT quirk_setting_check CHECK ((setting = ANY (ARRAY['learned'::text, 'on'::text, 'off'::text])))
);
ALTER TABLE sheaf.quirk OWNER TO sheaf_owner;
CREATE FUNCTION sheaf.has_quirk(of_repository bigint, of_quirk text) RETURNS boolean
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT 1
            FROM sheaf.quirk q
           WHERE ((q.repository_id = has_quirk.of_repository) AND (q.quirk = has_quirk.of_quirk) AND ((q.setting = 'on'::text) OR ((q.setting = 'learned'::text) AND (q.until > ( SELECT sheaf.clock() AS clock))))))) AS "exists";
END;
ALTER FUNCTION sheaf.has_quirk(of_repository bigint, of_quirk text) OWNER TO sheaf_owner;
CREATE FUNCTION sheaf.is_swept(deleted_record text, set_spec text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((set_spec <> ''::text) OR (COALESCE(lower(btrim(deleted_record, ' 	
'::text)), ''::text) <> 'persistent'::text));
ALTER FUNCTION sheaf.is_swept(deleted_record text, set_spec text) OWNER TO sheaf_owner;
CREATE FUNCTION sheaf.masked_url(url text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(url, '([?&;][^=&;#]*(key|token|secret|pass)[^=&;#]*=)[^&;#]*'::text, '\1***'::text, 'gi'::text);
ALTER FUNCTION sheaf.masked_url(url text) OWNER TO sheaf_owner;
CREATE FUNCTION sheaf.words(value text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET jit TO 'off'
    AS $$
	WITH piece AS (
		SELECT word.n AS word_n, part.n AS part_n, part.text[1] AS text
		FROM regexp_split_to_table(sheaf.fold(value) COLLATE "C", '['
			-- BEGIN separators
		'\u0000-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9'
		'\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7'
		'\u02C2-\u02C5\u02D2-\u02DF\u02E5-\u02EB\u02ED'
		'\u02EF-\u02FF\u0375\u037E\u0384-\u0385\u0387\u03F6\u0482'
		'\u055A-\u055F\u0589-\u058F\u05BE\u05C0\u05C3\u05C6'
		'\u05F3-\u060F\u061B-\u061F\u066A-\u066D\u06D4'
		'\u06DD-\u06DE\u06E9\u06FD-\u06FE\u0700-\u070F'
		'\u07F6-\u07F9\u07FE-\u07FF\u0830-\u083E\u085E\u0888'
		'\u0890-\u0891\u08E2\u0964-\u0965\u0970\u09F2-\u09F3'
		'\u09FA-\u09FB\u09FD\u0A76\u0AF0-\u0AF1\u0B70'
		'\u0BF3-\u0BFA\u0C77\u0C7F\u0C84\u0D4F\u0D79\u0DF4\u0E3F'
		'\u0E4F\u0E5A-\u0E5B\u0F01-\u0F17\u0F1A-\u0F1F\u0F34'
		'\u0F36\u0F38\u0F3A-\u0F3D\u0F85\u0FBE-\u0FC5'
		'\u0FC7-\u0FDA\u104A-\u104F\u109E-\u109F\u10FB'
		'\u1360-\u1368\u1390-\u1399\u1400\u166D-\u166E\u1680'
		'\u169B-\u169C\u16EB-\u16ED\u1735-\u1736\u17D4-\u17D6'
		'\u17D8-\u17DB\u1800-\u180A\u180E\u1940-\u1945'
		'\u19DE-\u19FF\u1A1E-\u1A1F\u1AA0-\u1AA6\u1AA8-\u1AAD'
		'\u1B5A-\u1B6A\u1B74-\u1B7E\u1BFC-\u1BFF\u1C3B-\u1C3F'
		'\u1C7E-\u1C7F\u1CC0-\u1CC7\u1CD3\u1FBD\u1FBF-\u1FC1'
		'\u1FCD-\u1FCF\u1FDD-\u1FDF\u1FED-\u1FEF\u1FFD-\u206F'
		'\u207A-\u207E\u208A-\u208E\u20A0-\u20C0\u2100-\u2101'
		'\u2103-\u2106\u2108-\u2109\u2114\u2116-\u2118'
		'\u211E-\u2123\u2125\u2127\u2129\u212E\u213A-\u213B'
		'\u2140-\u2144\u214A-\u214D\u214F\u218A-\u244A'
		'\u249C-\u24E9\u2500-\u2775\u2794-\u2BFF\u2CE5-\u2CEA'
		'\u2CF9-\u2CFC\u2CFE-\u2CFF\u2D70\u2E00-\u2E2E'
		'\u2E30-\u3004\u3008-\u3020\u3030\u3036-\u3037'
		'\u303D-\u303F\u309B-\u309C\u30A0\u30FB\u3190-\u3191'
		'\u3196-\u319F\u31C0-\u31E3\u3200-\u321E\u322A-\u3247'
		'\u3250\u3260-\u327F\u328A-\u32B0\u32C0-\u33FF'
		'\u4DC0-\u4DFF\uA490-\uA4C6\uA4FE-\uA4FF\uA60D-\uA60F'
		'\uA673\uA67E\uA6F2-\uA716\uA720-\uA721\uA789-\uA78A'
		'\uA828-\uA82B\uA836-\uA839\uA874-\uA877\uA8CE-\uA8CF'
		'\uA8F8-\uA8FA\uA8FC\uA92E-\uA92F\uA95F\uA9C1-\uA9CD'
		'\uA9DE-\uA9DF\uAA5C-\uAA5F\uAA77-\uAA79\uAADE-\uAADF'
		'\uAAF0-\uAAF1\uAB5B\uAB6A-\uAB6B\uABEB\uD800-\uF8FF'
		'\uFB29\uFBB2-\uFBC2\uFD3E-\uFD4F\uFDCF\uFDFC-\uFDFF'
		'\uFE10-\uFE19\uFE30-\uFE6B\uFEFF-\uFF0F\uFF1A-\uFF20'
		'\uFF3B-\uFF40\uFF5B-\uFF65\uFFE0-\uFFFD'
		'\U00010100-\U00010102\U00010137-\U0001013F'
		'\U00010179-\U00010189\U0001018C-\U000101FC\U0001039F'
		'\U000103D0\U0001056F\U00010857\U00010877-\U00010878'
		'\U0001091F\U0001093F\U00010A50-\U00010A58\U00010A7F'
		'\U00010AC8\U00010AF0-\U00010AF6\U00010B39-\U00010B3F'
		'\U00010B99-\U00010B9C\U00010EAD\U00010F55-\U00010F59'
		'\U00010F86-\U00010F89\U00011047-\U0001104D'
		'\U000110BB-\U000110C1\U000110CD\U00011140-\U00011143'
		'\U00011174-\U00011175\U000111C5-\U000111C8\U000111CD'
		'\U000111DB\U000111DD-\U000111DF\U00011238-\U0001123D'
		'\U000112A9\U0001144B-\U0001144F\U0001145A-\U0001145D'
		'\U000114C6\U000115C1-\U000115D7\U00011641-\U00011643'
		'\U00011660-\U0001166C\U000116B9\U0001173C-\U0001173F'
		'\U0001183B\U00011944-\U00011946\U000119E2'
		'\U00011A3F-\U00011A46\U00011A9A-\U00011A9C'
		'\U00011A9E-\U00011AA2\U00011C41-\U00011C45'
		'\U00011C70-\U00011C71\U00011EF7-\U00011EF8'
		'\U00011FD5-\U00011FFF\U00012470-\U00012474'
		'\U00012FF1-\U00012FF2\U00013430-\U00013438'
		'\U00016A6E-\U00016A6F\U00016AF5\U00016B37-\U00016B3F'
		'\U00016B44-\U00016B45\U00016E97-\U00016E9A\U00016FE2'
		'\U0001BC9C\U0001BC9F-\U0001BCA3\U0001CF50-\U0001D164'
		'\U0001D16A-\U0001D16C\U0001D173-\U0001D17A'
		'\U0001D183-\U0001D184\U0001D18C-\U0001D1A9'
		'\U0001D1AE-\U0001D241\U0001D245\U0001D300-\U0001D356'
		'\U0001D6C1\U0001D6DB\U0001D6FB\U0001D715\U0001D735'
		'\U0001D74F\U0001D76F\U0001D789\U0001D7A9\U0001D7C3'
		'\U0001D800-\U0001D9FF\U0001DA37-\U0001DA3A'
		'\U0001DA6D-\U0001DA74\U0001DA76-\U0001DA83'
		'\U0001DA85-\U0001DA8B\U0001E14F\U0001E2FF'
		'\U0001E95E-\U0001E95F\U0001ECAC\U0001ECB0\U0001ED2E'
		'\U0001EEF0-\U0001F0F5\U0001F10D-\U0001FBCA'
		'\U000E0001-\U000E007F\U000F0000-\U0010FFFD'
		-- END separators
			']+') WITH ORDINALITY AS word (text, n),
		regexp_matches(word.text, '(['
			-- BEGIN unspaced
		'\u0E01-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF'
		'\u2E80-\u2FDF\u3005-\u3007\u3021-\u3029\u3031-\u3035'
		'\u3038-\u303C\u3041-\u312F\u3131-\u318E\u31A0-\u31BF'
		'\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uA960-\uA97F'
		'\uAC00-\uD7FF\uF900-\uFAFF\U0001B000-\U0001B16F'
		'\U00020000-\U0003FFFF'
		-- END unspaced
			']+|[^'
			-- BEGIN unspaced
		'\u0E01-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF'
		'\u2E80-\u2FDF\u3005-\u3007\u3021-\u3029\u3031-\u3035'
		'\u3038-\u303C\u3041-\u312F\u3131-\u318E\u31A0-\u31BF'
		'\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uA960-\uA97F'
		'\uAC00-\uD7FF\uF900-\uFAFF\U0001B000-\U0001B16F'
		'\U00020000-\U0003FFFF'
		-- END unspaced
			']+)', 'g') WITH ORDINALITY AS part (text, n)
	)
	SELECT coalesce(array_agg(
		CASE WHEN is_unspaced THEN substr(text, i, 2)
		ELSE left(text, 63) END ORDER BY word_n, part_n, i), '{}')
	FROM piece,
	LATERAL (SELECT text ~ '^['
		-- BEGIN unspaced
		'\u0E01-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF'
		'\u2E80-\u2FDF\u3005-\u3007\u3021-\u3029\u3031-\u3035'
		'\u3038-\u303C\u3041-\u312F\u3131-\u318E\u31A0-\u31BF'
		'\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uA960-\uA97F'
		'\uAC00-\uD7FF\uF900-\uFAFF\U0001B000-\U0001B16F'
		'\U00020000-\U0003FFFF'
		-- END unspaced
		']' AS is_unspaced) AS script,
	LATERAL generate_series(1, CASE WHEN is_unspaced
		THEN greatest(length(text) - 1, 1) ELSE 1 END) AS i
$$;
ALTER FUNCTION sheaf.words(value text) OWNER TO sheaf_owner;
CREATE TABLE sheaf.absence (
    repository_id bigint NOT NULL,
    identifier text NOT NULL COLLATE pg_catalog."C",
    metadata_prefix text NOT NULL COLLATE pg_catalog."C",
    set_spec text NOT NULL COLLATE pg_catalog."C",
    strikes integer DEFAULT 0 NOT NULL,
    since timestamp with time zone NOT NULL,
    missed_in bigint NOT NULL,
    counted_in bigint,
    answer text,
    is_concluded boolean DEFAULT false NOT NULL,
    spared_until timestamp with time zone
);
ALTER TABLE sheaf.absence OWNER TO sheaf_owner;
CREATE TABLE sheaf.record (
    repository_id bigint NOT NULL,
    identifier text NOT NULL COLLATE pg_catalog."C",
    metadata_prefix text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    datestamp text NOT NULL COLLATE pg_catalog."C",
    datestamp_at timestamp with time zone,
    set_specs text[] NOT NULL,
    metadata text COLLATE pg_catalog."C",
    about text[],
    content_hash bigint NOT NULL,
    header_hash bigint NOT NULL,
    harvest_id bigint NOT NULL,
    first_seen timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_in xid8 NOT NULL,
    CONSTRAINT record_status_check CHECK ((status = ANY (ARRAY['live'::text, 'deleted'::text, 'missing'::text, 'gone'::text])))
);
ALTER TABLE sheaf.record OWNER TO sheaf_owner;
CREATE TABLE sheaf.repository (
    repository_id bigint NOT NULL,
    name text NOT NULL,
    base_url text NOT NULL,
    host text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    every interval NOT NULL,
    allow_private boolean DEFAULT false NOT NULL,
    http2 boolean DEFAULT false NOT NULL,
    compression boolean DEFAULT true NOT NULL,
    overlap interval NOT NULL,
    repository_name text,
    protocol_version text,
    admin_emails text[] DEFAULT '{}'::text[] NOT NULL,
    earliest_datestamp text,
    deleted_record text,
    granularity text,
    descriptions text,
    identified_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    identify_due timestamp with time zone DEFAULT (sheaf.clock() + '7 days'::interval) NOT NULL,
    credentials text,
    insecure_credentials boolean DEFAULT false NOT NULL,
    proxy text,
    ca_file text,
    verify_tls boolean DEFAULT true NOT NULL,
    user_agent text,
    moved_to text,
    moved_times integer DEFAULT 0 NOT NULL,
    moved_in bigint,
    group_name text,
    sweep interval DEFAULT '30 days'::interval,
    CONSTRAINT repository_every_check CHECK ((every >= '00:01:00'::interval)),
    CONSTRAINT repository_group_name_check CHECK ((group_name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'::text)),
    CONSTRAINT repository_name_check CHECK ((name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'::text)),
    CONSTRAINT repository_overlap_check CHECK ((overlap >= '00:00:00'::interval)),
    CONSTRAINT repository_state_check CHECK ((state = ANY (ARRAY['active'::text, 'late'::text, 'failing'::text, 'blocked'::text, 'held'::text, 'paused'::text, 'retired'::text]))),
    CONSTRAINT repository_sweep_check CHECK ((sweep >= '01:00:00'::interval))
);
ALTER TABLE sheaf.repository OWNER TO sheaf_owner;
CREATE TABLE sheaf.suppressed (
    repository_id bigint NOT NULL,
    identifier text NOT NULL COLLATE pg_catalog."C",
    reason text,
    by text NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE sheaf.suppressed OWNER TO sheaf_owner;
CREATE VIEW api.absence AS
 SELECT r.name AS repository,
    a.identifier,
    a.metadata_prefix,
    a.set_spec,
        CASE
            WHEN ((a.is_concluded AND (a.set_spec = ''::text)) OR (c.status = 'gone'::text)) THEN 'gone'::text
            WHEN a.is_concluded THEN 'left'::text
            WHEN (a.strikes > 0) THEN 'missing'::text
            WHEN (a.spared_until IS NOT NULL) THEN 'spared'::text
            ELSE 'unconfirmed'::text
        END AS state,
    a.since,
    a.strikes,
    a.answer,
    a.missed_in AS harvest_id,
    a.spared_until
   FROM ((sheaf.absence a
     JOIN sheaf.repository r USING (repository_id))
     LEFT JOIN sheaf.record c USING (repository_id, identifier, metadata_prefix))
  WHERE (NOT (EXISTS ( SELECT 1
           FROM sheaf.suppressed s
          WHERE ((s.repository_id = a.repository_id) AND (s.identifier = a.identifier)))));
ALTER TABLE api.absence OWNER TO sheaf_owner;
CREATE TABLE sheaf.item (
    repository_id bigint NOT NULL,
    identifier text NOT NULL COLLATE pg_catalog."C",
    title text,
    creators jsonb,
    creator_keys text[],
    contributors jsonb,
    abstract text,
    subjects jsonb,
    issued text COLLATE pg_catalog."C",
    issued_from date,
    issued_to date,
    year integer,
    date_quality text,
    type text,
    language text[],
    publisher text[],
    identifiers text[],
    doi text COLLATE pg_catalog."C",
    rights text[],
    license text,
    landing_url text,
    dublin_core jsonb,
    why jsonb,
    unmapped text[],
    issues text[],
    rule_version integer NOT NULL,
    hash bigint NOT NULL,
    deleted_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    changed_in xid8 NOT NULL
);
ALTER TABLE sheaf.item OWNER TO sheaf_owner;
CREATE VIEW api.dublin_core AS
 SELECT r.name AS repository,
    i.identifier,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'title'::text)) AS jsonb_array_elements_text) AS title,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'creator'::text)) AS jsonb_array_elements_text) AS creator,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'subject'::text)) AS jsonb_array_elements_text) AS subject,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'description'::text)) AS jsonb_array_elements_text) AS description,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'publisher'::text)) AS jsonb_array_elements_text) AS publisher,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'contributor'::text)) AS jsonb_array_elements_text) AS contributor,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'date'::text)) AS jsonb_array_elements_text) AS date,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'type'::text)) AS jsonb_array_elements_text) AS type,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'format'::text)) AS jsonb_array_elements_text) AS format,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'identifier'::text)) AS jsonb_array_elements_text) AS dc_identifier,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'source'::text)) AS jsonb_array_elements_text) AS source,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'language'::text)) AS jsonb_array_elements_text) AS language,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'relation'::text)) AS jsonb_array_elements_text) AS relation,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'coverage'::text)) AS jsonb_array_elements_text) AS coverage,
    ARRAY( SELECT jsonb_array_elements_text((i.dublin_core -> 'rights'::text)) AS jsonb_array_elements_text) AS rights
   FROM (sheaf.item i
     JOIN sheaf.repository r USING (repository_id))
  WHERE (i.deleted_at IS NULL);
ALTER TABLE api.dublin_core OWNER TO sheaf_owner;
CREATE TABLE sheaf.event (
    repository_id bigint NOT NULL,
    event_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    harvest_id bigint,
    kind text NOT NULL,
    text text NOT NULL
);
ALTER TABLE sheaf.event OWNER TO sheaf_owner;
CREATE VIEW api.event AS
 SELECT r.name AS repository,
    e.at,
    e.kind,
    e.text,
    e.harvest_id
   FROM (sheaf.event e
     JOIN sheaf.repository r USING (repository_id));
ALTER TABLE api.event OWNER TO sheaf_owner;
CREATE TABLE sheaf.harvest (
    repository_id bigint NOT NULL,
    harvest_id bigint NOT NULL,
    selection_id bigint,
    metadata_prefix text NOT NULL,
    set_spec text DEFAULT ''::text NOT NULL,
    kind text NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    from_instant timestamp with time zone,
    until_instant timestamp with time zone,
    verdict text,
    proof text,
    fault text,
    reason text,
    records bigint DEFAULT 0 NOT NULL,
    inserted bigint DEFAULT 0 NOT NULL,
    updated bigint DEFAULT 0 NOT NULL,
    unchanged bigint DEFAULT 0 NOT NULL,
    deleted bigint DEFAULT 0 NOT NULL,
    quarantined bigint DEFAULT 0 NOT NULL,
    repaired bigint DEFAULT 0 NOT NULL,
    pages bigint DEFAULT 0 NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    requests bigint DEFAULT 0 NOT NULL,
    retries bigint DEFAULT 0 NOT NULL,
    source text,
    CONSTRAINT harvest_asked_by_check CHECK ((asked_by = ANY (ARRAY['schedule'::text, 'operator'::text]))),
    CONSTRAINT harvest_check CHECK (((verdict IS NULL) = (ended_at IS NULL))),
    CONSTRAINT harvest_check1 CHECK (((proof IS NOT NULL) = (NOT (verdict IS DISTINCT FROM 'complete'::text)))),
    CONSTRAINT harvest_kind_check CHECK ((kind = ANY (ARRAY['full'::text, 'incremental'::text, 'sweep'::text, 'one-off'::text, 'import'::text]))),
    CONSTRAINT harvest_proof_check CHECK ((proof = ANY (ARRAY['counted'::text, 'ended'::text]))),
    CONSTRAINT harvest_verdict_check CHECK ((verdict = ANY (ARRAY['complete'::text, 'partial'::text, 'failed'::text])))
)
WITH (fillfactor='70');
ALTER TABLE sheaf.harvest OWNER TO sheaf_owner;
CREATE VIEW api.harvest AS
 SELECT r.name AS repository,
    h.harvest_id,
    h.metadata_prefix,
    h.set_spec,
    h.kind,
    h.asked_by,
    h.asked_at,
    h.started_at,
    h.ended_at,
    h.from_instant,
    h.until_instant,
    h.verdict,
    h.proof,
    h.fault,
    h.reason,
    h.records,
    h.inserted,
    h.updated,
    h.unchanged,
    h.deleted,
    h.quarantined,
    h.repaired,
    h.pages,
    h.bytes,
    h.requests,
    h.retries,
    h.source
   FROM (sheaf.harvest h
     JOIN sheaf.repository r USING (repository_id));
ALTER TABLE api.harvest OWNER TO sheaf_owner;
CREATE TABLE sheaf.stale_item (
    repository_id bigint NOT NULL,
    identifier text NOT NULL COLLATE pg_catalog."C",
    crashes integer DEFAULT 0 NOT NULL,
    is_held boolean DEFAULT false NOT NULL,
    version text,
    reason text,
    charged_at timestamp with time zone
)
WITH (autovacuum_vacuum_scale_factor='0.02');
ALTER TABLE sheaf.stale_item OWNER TO sheaf_owner;
CREATE VIEW api.held_item AS
 SELECT r.name AS repository,
    s.identifier,
    s.crashes,
    s.reason,
    s.charged_at AS since
   FROM (sheaf.stale_item s
     JOIN sheaf.repository r USING (repository_id))
  WHERE s.is_held;
ALTER TABLE api.held_item OWNER TO sheaf_owner;
CREATE VIEW api.item AS
 SELECT r.name AS repository,
    i.identifier,
    i.title,
    i.creators,
    i.creator_keys,
    i.contributors,
    i.abstract,
    i.subjects,
    i.issued,
    i.issued_from,
    i.issued_to,
    i.year,
    i.date_quality,
    i.type,
    i.language,
    i.publisher,
    i.identifiers,
    i.doi,
    i.rights,
    i.license,
    i.landing_url,
    i.why,
    i.unmapped,
    i.issues,
    i.changed_at
   FROM (sheaf.item i
     JOIN sheaf.repository r USING (repository_id))
  WHERE (i.deleted_at IS NULL);
ALTER TABLE api.item OWNER TO sheaf_owner;
CREATE TABLE sheaf.migration (
    number integer NOT NULL,
    name text NOT NULL,
    checksum bigint NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE sheaf.migration OWNER TO sheaf_owner;
CREATE VIEW api.migration AS
 SELECT migration.number,
    migration.name,
    migration.checksum,
    migration.at
   FROM sheaf.migration;
ALTER TABLE api.migration OWNER TO sheaf_owner;
CREATE TABLE sheaf.quarantine (
    repository_id bigint NOT NULL,
    quarantine_id bigint NOT NULL,
    harvest_id bigint NOT NULL,
    page_number integer NOT NULL,
    metadata_prefix text NOT NULL,
    identifier text COLLATE pg_catalog."C",
    bytes bytea NOT NULL,
    length bigint NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    rule text,
    read_at timestamp with time zone,
    dropped_at timestamp with time zone,
    file text,
    CONSTRAINT quarantine_rule_check CHECK ((rule = ANY (ARRAY['xml'::text, 'namespace'::text, 'identifier'::text, 'datestamp'::text, 'set'::text, 'metadata'::text, 'limit'::text, 'database'::text, 'answer'::text])))
);
ALTER TABLE sheaf.quarantine OWNER TO sheaf_owner;
CREATE VIEW api.quarantine AS
 SELECT r.name AS repository,
    q.identifier,
    q.metadata_prefix,
    q.reason,
    q.length,
    q.at,
    q.harvest_id,
    q.quarantine_id,
    q.rule,
    q.page_number,
    q.file
   FROM (sheaf.repository r
     CROSS JOIN LATERAL ( SELECT DISTINCT ON (t.metadata_prefix, COALESCE(t.identifier, (t.quarantine_id)::text)) t.identifier,
            t.metadata_prefix,
            t.reason,
            t.length,
            t.at,
            t.harvest_id,
            t.quarantine_id,
            t.rule,
            t.page_number,
            t.file,
            t.dropped_at
           FROM sheaf.quarantine t
          WHERE ((t.repository_id = r.repository_id) AND (t.read_at IS NULL))
          ORDER BY t.metadata_prefix, COALESCE(t.identifier, (t.quarantine_id)::text), t.quarantine_id DESC) q)
  WHERE ((q.dropped_at IS NULL) AND ((EXISTS ( SELECT 1
           FROM sheaf.suppressed s
          WHERE ((s.repository_id = r.repository_id) AND (s.identifier = q.identifier)))) IS NOT TRUE) AND ((EXISTS ( SELECT 1
           FROM sheaf.harvest n
          WHERE ((n.repository_id = r.repository_id) AND (n.metadata_prefix = q.metadata_prefix) AND (n.started_at > q.at) AND (n.kind = 'full'::text) AND (n.verdict = 'complete'::text) AND ((n.set_spec = ''::text) OR (n.set_spec = ( SELECT h.set_spec
                   FROM sheaf.harvest h
                  WHERE ((h.repository_id = r.repository_id) AND (h.harvest_id = q.harvest_id)))))))) IS NOT TRUE) AND ((q.identifier IS NOT NULL) OR (NOT (EXISTS ( SELECT 1
           FROM sheaf.harvest n
          WHERE ((n.repository_id = r.repository_id) AND (n.selection_id = ( SELECT h.selection_id
                   FROM sheaf.harvest h
                  WHERE ((h.repository_id = r.repository_id) AND (h.harvest_id = q.harvest_id)))) AND (n.started_at > q.at) AND (n.verdict = ANY (ARRAY['complete'::text, 'partial'::text]))))))));
ALTER TABLE api.quarantine OWNER TO sheaf_owner;
CREATE VIEW api.quirk AS
 SELECT r.name AS repository,
    q.quirk,
    q.setting,
    ((q.setting = 'on'::text) OR ((q.setting = 'learned'::text) AND (q.until > m.now))) AS is_in_force,
    q.reason,
    q.since,
        CASE
            WHEN (q.setting = 'learned'::text) THEN q.until
            ELSE NULL::timestamp with time zone
        END AS until
   FROM ((sheaf.quirk q
     JOIN sheaf.repository r USING (repository_id))
     CROSS JOIN ( SELECT sheaf.clock() AS now) m);
ALTER TABLE api.quirk OWNER TO sheaf_owner;
CREATE VIEW sheaf.shown_record AS
 SELECT c.repository_id,
    c.identifier,
    c.metadata_prefix,
    c.status,
    c.datestamp,
    c.datestamp_at,
    c.set_specs,
    c.metadata,
    c.about,
    c.content_hash,
    c.header_hash,
    c.harvest_id,
    c.first_seen,
    c.changed_at,
    c.changed_in
   FROM sheaf.record c
  WHERE (NOT (EXISTS ( SELECT 1
           FROM sheaf.suppressed s
          WHERE ((s.repository_id = c.repository_id) AND (s.identifier = c.identifier)))));
ALTER TABLE sheaf.shown_record OWNER TO sheaf_owner;
CREATE VIEW api.record AS
 SELECT r.name AS repository,
    c.identifier,
    c.metadata_prefix,
    c.datestamp,
    c.status,
        CASE
            WHEN (EXISTS ( SELECT 1
               FROM sheaf.absence a
              WHERE ((a.repository_id = c.repository_id) AND (a.identifier = c.identifier) AND (a.metadata_prefix = c.metadata_prefix)))) THEN ARRAY( SELECT u.spec
               FROM unnest(c.set_specs) WITH ORDINALITY u(spec, n)
              WHERE (NOT (EXISTS ( SELECT 1
                       FROM sheaf.absence a
                      WHERE ((a.repository_id = c.repository_id) AND (a.identifier = c.identifier) AND (a.metadata_prefix = c.metadata_prefix) AND a.is_concluded AND (a.set_spec <> ''::text) AND ((u.spec = a.set_spec) OR starts_with(u.spec, (a.set_spec || ':'::text)))))))
              ORDER BY u.n)
            ELSE c.set_specs
        END AS set_specs,
    c.metadata,
    c.about,
    c.first_seen,
    c.changed_at,
    c.datestamp_at
   FROM (sheaf.shown_record c
     JOIN sheaf.repository r USING (repository_id));
ALTER TABLE api.record OWNER TO sheaf_owner;
CREATE TABLE sheaf.host (
    host text NOT NULL,
    next_due timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    not_before timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    delay interval NOT NULL,
    connections integer NOT NULL,
    worker text,
    lease_id uuid,
    lease_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    asked bigint DEFAULT 0 NOT NULL,
    CONSTRAINT host_connections_check CHECK (((connections >= 1) AND (connections <= 16)))
);
ALTER TABLE sheaf.host OWNER TO sheaf_owner;
CREATE TABLE sheaf.selection (
    repository_id bigint NOT NULL,
    selection_id bigint NOT NULL,
    metadata_prefix text NOT NULL,
    set_spec text DEFAULT ''::text NOT NULL,
    next_from timestamp with time zone,
    next_due timestamp with time zone NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    sweep_due timestamp with time zone,
    sweep_again boolean DEFAULT false NOT NULL,
    sweep_failures integer DEFAULT 0 NOT NULL
);
ALTER TABLE sheaf.selection OWNER TO sheaf_owner;
CREATE VIEW api.repository AS
 SELECT r.name AS repository,
    sheaf.masked_url(r.base_url) AS base_url,
    r.repository_name,
    r.state,
    r.every,
    ARRAY( SELECT DISTINCT s.metadata_prefix
           FROM sheaf.selection s
          WHERE (s.repository_id = r.repository_id)
          ORDER BY s.metadata_prefix) AS metadata_prefixes,
    ARRAY( SELECT DISTINCT s.set_spec
           FROM sheaf.selection s
          WHERE ((s.repository_id = r.repository_id) AND (s.set_spec <> ''::text))
          ORDER BY s.set_spec) AS set_specs,
        CASE
            WHEN (r.state <> ALL (ARRAY['held'::text, 'paused'::text, 'retired'::text])) THEN ( SELECT min(s.next_due) AS min
               FROM sheaf.selection s
              WHERE (s.repository_id = r.repository_id))
            ELSE NULL::timestamp with time zone
        END AS next_due,
    r.protocol_version,
    r.granularity,
    r.deleted_record,
    r.earliest_datestamp,
    r.admin_emails,
    r.descriptions,
    r.identified_at,
    r.created_at,
    r.overlap,
    r.allow_private,
    r.http2,
    r.compression,
    r.host,
    x.delay,
    x.connections,
    NULLIF(x.not_before, '-infinity'::timestamp with time zone) AS not_before,
    x.worker,
    NULLIF(x.lease_until, '-infinity'::timestamp with time zone) AS lease_until,
    r.group_name,
    r.credentials,
    r.insecure_credentials,
    r.proxy,
    r.ca_file,
    r.verify_tls,
    r.user_agent,
    sheaf.masked_url(r.moved_to) AS moved_to,
    r.moved_times,
    r.sweep
   FROM (sheaf.repository r
     JOIN sheaf.host x USING (host));
ALTER TABLE api.repository OWNER TO sheaf_owner;
CREATE TABLE sheaf.sweep (
    repository_id bigint NOT NULL,
    harvest_id bigint NOT NULL,
    phase text DEFAULT 'comparing'::text NOT NULL,
    after text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    is_urgent boolean DEFAULT false NOT NULL,
    hashes bigint DEFAULT 0 NOT NULL,
    unknown bigint DEFAULT 0 NOT NULL,
    changed bigint DEFAULT 0 NOT NULL,
    behind bigint DEFAULT 0 NOT NULL,
    back bigint DEFAULT 0 NOT NULL,
    live bigint DEFAULT 0 NOT NULL,
    missed bigint DEFAULT 0 NOT NULL,
    sample bigint[],
    sample_seen timestamp with time zone,
    matched bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    control text COLLATE pg_catalog."C",
    is_doubtful boolean DEFAULT false NOT NULL,
    missing bigint DEFAULT 0 NOT NULL,
    gone bigint DEFAULT 0 NOT NULL,
    outcome text,
    CONSTRAINT sweep_outcome_check CHECK ((outcome = ANY (ARRAY['void'::text, 'whole'::text, 'found'::text, 'refused'::text, 'confirmed'::text, 'undone'::text]))),
    CONSTRAINT sweep_phase_check CHECK ((phase = ANY (ARRAY['comparing'::text, 'compared'::text, 'matching'::text, 'matched'::text, 'asked'::text, 'marking'::text, 'marked'::text])))
)
WITH (fillfactor='50');
ALTER TABLE sheaf.sweep OWNER TO sheaf_owner;
CREATE VIEW api.sweep AS
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
   FROM ((sheaf.sweep s
     JOIN sheaf.harvest h USING (repository_id, harvest_id))
     JOIN sheaf.repository r USING (repository_id));
ALTER TABLE api.sweep OWNER TO sheaf_owner;
ALTER TABLE sheaf.event ALTER COLUMN event_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sheaf.event_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE sheaf.harvest ALTER COLUMN harvest_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sheaf.harvest_harvest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE sheaf.item_text (
    repository_id bigint NOT NULL,
    identifier text NOT NULL COLLATE pg_catalog."C",
    words tsvector NOT NULL
);
ALTER TABLE sheaf.item_text OWNER TO sheaf_owner;
CREATE TABLE sheaf.list_request (
    repository_id bigint NOT NULL,
    harvest_id bigint NOT NULL,
    n integer NOT NULL,
    from_instant timestamp with time zone,
    until_instant timestamp with time zone,
    lease_id uuid,
    page_number integer DEFAULT 0 NOT NULL,
    token text,
    token_expires timestamp with time zone,
    cursor bigint,
    complete_list_size bigint,
    listed bigint DEFAULT 0 NOT NULL,
    first_response_date timestamp with time zone,
    is_ended boolean DEFAULT false NOT NULL,
    fault text,
    reason text,
    tries integer DEFAULT 0 NOT NULL,
    token_failures integer DEFAULT 0 NOT NULL,
    restarts integer DEFAULT 0 NOT NULL,
    empty_pages integer DEFAULT 0 NOT NULL,
    crashes integer DEFAULT 0 NOT NULL,
    retry_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    unnamed bigint DEFAULT 0 NOT NULL,
    verb text DEFAULT 'ListRecords'::text NOT NULL,
    is_split boolean DEFAULT false NOT NULL,
    error text,
    trying text,
    tried text[] DEFAULT '{}'::text[] NOT NULL,
    is_extra boolean DEFAULT false NOT NULL,
    trying_reason text,
    CONSTRAINT list_request_verb_check CHECK ((verb = ANY (ARRAY['ListRecords'::text, 'ListIdentifiers'::text, 'GetRecord'::text])))
)
WITH (fillfactor='70');
ALTER TABLE sheaf.list_request OWNER TO sheaf_owner;
CREATE UNLOGGED TABLE sheaf.listed (
    repository_id bigint NOT NULL,
    harvest_id bigint NOT NULL,
    hash bigint NOT NULL
);
ALTER TABLE sheaf.listed OWNER TO sheaf_owner;
ALTER TABLE sheaf.quarantine ALTER COLUMN quarantine_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sheaf.quarantine_quarantine_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE sheaf.repository ALTER COLUMN repository_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sheaf.repository_repository_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE sheaf.selection ALTER COLUMN selection_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sheaf.selection_selection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE sheaf.wanted (
    repository_id bigint NOT NULL,
    harvest_id bigint NOT NULL,
    n integer DEFAULT 1 NOT NULL,
    identifier text NOT NULL COLLATE pg_catalog."C"
);
ALTER TABLE sheaf.wanted OWNER TO sheaf_owner;
CREATE TABLE sheaf.worker (
    worker text NOT NULL,
    kind text NOT NULL,
    is_daemon boolean NOT NULL,
    pid integer NOT NULL,
    machine text NOT NULL,
    version text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT worker_kind_check CHECK ((kind = ANY (ARRAY['harvest'::text, 'normalise'::text])))
);
ALTER TABLE sheaf.worker OWNER TO sheaf_owner;
INSERT INTO sheaf.harvest OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, 'oai_dc', '', 'full', 'operator', '2026-11-28 16:38:37.765773+00', '2026-11-28 16:38:37.873984+00', '2026-11-28 16:38:37.942567+00', NULL, NULL, 'complete', 'counted', NULL, 'the list ended properly, and all it announced came', 71, 65, 0, 0, 6, 0, 0, 2, 98419, 2, 0, NULL);
INSERT INTO sheaf.harvest OVERRIDING SYSTEM VALUE VALUES (1, 2, 2, 'rioxx', '', 'full', 'operator', '2026-11-28 16:38:37.772371+00', '2026-11-28 16:38:37.873984+00', '2026-11-28 16:38:37.98469+00', NULL, NULL, 'complete', 'counted', NULL, 'the list ended properly, and all it announced came', 71, 65, 0, 0, 6, 0, 0, 2, 136342, 2, 0, NULL);
INSERT INTO sheaf.host VALUES ('research.example.org:443', '2026-11-29 16:00:36.98469+00', '2026-11-28 16:38:37.988852+00', '00:00:00', 1, NULL, NULL, '-infinity', 2);
INSERT INTO sheaf.item VALUES (1, 'oai:research.example.org:83e8', 'Urban air quality in small towns: a literature review', '[{"name": "Ashdown, A."}]', '{"ashdown a"}', NULL, 'This paper asks what has changed and for whom. We evaluated 40 questionnaires and a series of interviews. Differences between regions are larger than those over time.', '[{"label": "air pollution"}, {"label": "public health"}]', '1996', '1996-01-01', '1996-12-31', 1996, 'plain', 'journal article', NULL, NULL, '{url:https://research.example.org/download/000003e8/text.pdf,issn:1230-0004}', NULL, '{"CC BY 4.0"}', 'CC-BY-4.0', 'https://research.example.org/download/000003e8/text.pdf', '{"date": ["1996"], "type": ["journal-article"], "title": ["Urban air quality in small towns: a literature review"], "format": ["application/pdf"], "rights": ["CC BY 4.0"], "creator": ["Ashdown, A."], "subject": ["air pollution", "public health"], "relation": ["https://research.example.org/item/83e8", "ISSN:1230-0004"], "identifier": ["https://research.example.org/download/000003e8/text.pdf", "Ashdown, A. 1996. Urban air quality in small towns: a literature review. Sample Journal of Applied Research. 1 (1), pp. 1-12."], "description": ["This paper asks what has changed and for whom. We evaluated 40 questionnaires and a series of interviews. Differences between regions are larger than those over time."]}', '{"type": {"rule": "narrowest type", "prefix": "oai_dc", "element": "type", "position": 1}, "title": {"rule": "first title", "prefix": "oai_dc", "element": "title", "position": 1}, "issued": {"rule": "earliest year, in it the most precise", "prefix": "oai_dc", "element": "date", "position": 1}, "license": {"rule": "URL or code", "prefix": "oai_dc", "element": "rights", "position": 1}, "abstract": {"rule": "longest description", "prefix": "oai_dc", "element": "description", "position": 1}, "creators": {"rule": "as served", "prefix": "oai_dc", "element": "creator", "position": 1}, "subjects": {"rule": "as served", "prefix": "oai_dc", "element": "subject", "position": 1}, "landing_url": {"rule": "first URL that is no file", "prefix": "oai_dc", "element": "identifier", "position": 1}}', NULL, '{"format not read: http://www.rioxx.net/schema/v2.0/rioxx/"}', 1, -8397848674363016028, NULL, '2026-11-28 16:38:38.12413+00', '769');
INSERT INTO sheaf.item VALUES (1, 'oai:research.example.org:840d', 'Lesen in der frühen Kindheit in kleinen Städten: eine Fallstudie', '[{"name": "Böttcher, A."}, {"name": "Ackermann, B."}]', '{"bottcher a","ackermann b"}', NULL, 'Wir führen Befunde zusammen, die bisher nebeneinander standen. Ausgewertet wurden 53 Fragebögen und eine Reihe von Gesprächen. Die Unterschiede zwischen den Regionen sind größer als die über die Zeit.', '[{"label": "Lesen"}, {"label": "Grundschule"}]', '2003-01-06', '2003-01-06', '2003-01-06', 2003, 'plain', 'journal article', NULL, '{"Böhm & Daughters"}', '{url:https://research.example.org/download/000003e9/text.pdf,doi:10.5555/sample.1,issn:1230-0012}', '10.5555/sample.1', '{"CC BY 4.0"}', 'CC-BY-4.0', 'https://doi.org/10.5555/sample.1', '{"date": ["06 Jan 2003"], "type": ["journal-article"], "title": ["Lesen in der frühen Kindheit in kleinen Städten: eine Fallstudie"], "format": ["application/pdf"], "rights": ["CC BY 4.0"], "creator": ["Böttcher, A.", "Ackermann, B."], "subject": ["Lesen", "Grundschule"], "relation": ["https://research.example.org/item/840d", "ISSN:1230-0012"], "publisher": ["Böhm & Daughters"], "identifier": ["https://research.example.org/download/000003e9/text.pdf", "https://doi.org/10.5555/sample.1", "Böttcher, A. and Ackermann, B. 2003. Lesen in der frühen Kindheit in kleinen Städten: eine Fallstudie. Stadt & Land. 2 (2), pp. 2-13. https://doi.org/10.5555/sample.1"], "description": ["Wir führen Befunde zusammen, die bisher nebeneinander standen. Ausgewertet wurden 53 Fragebögen und eine Reihe von Gesprächen. Die Unterschiede zwischen den Regionen sind größer als die über die Zeit."]}', '{"doi": {"rule": "first DOI", "prefix": "oai_dc", "element": "identifier", "position": 2}, "type": {"rule": "narrowest type", "prefix": "oai_dc", "element": "type", "position": 1}, "title": {"rule": "first title", "prefix": "oai_dc", "element": "title", "position": 1}, "issued": {"rule": "earliest year, in it the most precise", "prefix": "oai_dc", "element": "date", "position": 1}, "license": {"rule": "URL or code", "prefix": "oai_dc", "element": "rights", "position": 1}, "abstract": {"rule": "longest description", "prefix": "oai_dc", "element": "description", "position": 1}, "creators": {"rule": "as served", "prefix": "oai_dc", "element": "creator", "position": 1}, "subjects": {"rule": "as served", "prefix": "oai_dc", "element": "subject", "position": 1}, "publisher": {"rule": "as served", "prefix": "oai_dc", "element": "publisher", "position": 1}, "landing_url": {"rule": "first URL that is no file", "prefix": "oai_dc", "element": "identifier", "position": 2}}', NULL, '{"format not read: http://www.rioxx.net/schema/v2.0/rioxx/"}', 1, -1040519272776116816, NULL, '2026-11-28 16:38:38.12413+00', '769');
INSERT INTO sheaf.item VALUES (1, 'oai:research.example.org:8432', 'Soil moisture and drought in small towns: results of a survey', '[{"name": "Calloway, B."}, {"name": "Birchall, C."}, {"name": "Ashdown, D."}]', '{"calloway b","birchall c","ashdown d"}', NULL, 'The study describes current practice and its limits. We evaluated 66 questionnaires and a series of interviews. Differences between regions are larger than those over time.', '[{"label": "soil"}, {"label": "climate change"}]', '2010-02-12', '2010-02-12', '2010-02-12', 2010, 'plain', 'thesis', NULL, '{"Böhm & Daughters"}', '{url:https://research.example.org/download/000003ea/text.pdf,doi:10.5555/sample.2}', '10.5555/sample.2', '{"CC BY 4.0"}', 'CC-BY-4.0', 'https://doi.org/10.5555/sample.2', '{"date": ["12 Feb 2010"], "type": ["thesis"], "title": ["Soil moisture and drought in small towns: results of a survey"], "format": ["application/pdf"], "rights": ["CC BY 4.0"], "creator": ["Calloway, B.", "Birchall, C.", "Ashdown, D."], "subject": ["soil", "climate change"], "relation": ["https://research.example.org/item/8432"], "publisher": ["Böhm & Daughters"], "identifier": ["https://research.example.org/download/000003ea/text.pdf", "https://doi.org/10.5555/sample.2", "Calloway, B., Birchall, C. and Ashdown, D. 2010. Soil moisture and drought in small towns: results of a survey. https://doi.org/10.5555/sample.2"], "description": ["The study describes current practice and its limits. We evaluated 66 questionnaires and a series of interviews. Differences between regions are larger than those over time."]}', '{"doi": {"rule": "first DOI", "prefix": "oai_dc", "element": "identifier", "position": 2}, "type": {"rule": "narrowest type", "prefix": "oai_dc", "element": "type", "position": 1}, "title": {"rule": "first title", "prefix": "oai_dc", "element": "title", "position": 1}, "issued": {"rule": "earliest year, in it the most precise", "prefix": "oai_dc", "element": "date", "position": 1}, "license": {"rule": "URL or code", "prefix": "oai_dc", "element": "rights", "position": 1}, "abstract": {"rule": "longest description", "prefix": "oai_dc", "element": "description", "position": 1}, "creators": {"rule": "as served", "prefix": "oai_dc", "element": "creator", "position": 1}, "subjects": {"rule": "as served", "prefix": "oai_dc", "element": "subject", "position": 1}, "publisher": {"rule": "as served", "prefix": "oai_dc", "element": "publisher", "position": 1}, "landing_url": {"rule": "first URL that is no file", "prefix": "oai_dc", "element": "identifier", "position": 2}}', NULL, '{"format not read: http://www.rioxx.net/schema/v2.0/rioxx/"}', 1, 8619507660089728254, NULL, '2026-11-28 16:38:38.12413+00', '769');
INSERT INTO sheaf.item VALUES (1, 'oai:research.example.org:84a1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 6197674588714357848, '2026-11-28 16:38:38.12413+00', '2026-11-28 16:38:38.12413+00', '769');
INSERT INTO sheaf.item_text VALUES (1, 'oai:research.example.org:83e8', '''40'':32 ''a'':8A,13B,35 ''air'':3A,15C ''and'':27,34 ''are'':42 ''ashdown'':12B ''asks'':23 ''between'':40 ''changed'':26 ''differences'':39 ''evaluated'':31 ''for'':28 ''has'':25 ''health'':19C ''in'':5A ''interviews'':38 ''larger'':43 ''literature'':9A ''of'':37 ''over'':46 ''paper'':22 ''pollution'':16C ''public'':18C ''quality'':4A ''questionnaires'':33 ''regions'':41 ''review'':10A ''series'':36 ''small'':6A ''than'':44 ''this'':21 ''those'':45 ''time'':47 ''towns'':7A ''urban'':2A ''we'':30 ''what'':24 ''whom'':29');
INSERT INTO sheaf.item_text VALUES (1, 'oai:research.example.org:840d', '''53'':33 ''a'':14B ''ackermann'':16B ''als'':47 ''ausgewertet'':31 ''b'':17B ''befunde'':25 ''bisher'':28 ''bottcher'':13B ''den'':43 ''der'':4A ''die'':27,40,48,50 ''eine'':10A,36 ''fallstudie'':11A ''fragebogen'':34 ''fruhen'':5A ''fuhren'':24 ''gesprachen'':39 ''grosser'':46 ''grundschule'':21C ''in'':3A,7A ''kindheit'':6A ''kleinen'':8A ''lesen'':2A,19C ''nebeneinander'':29 ''regionen'':44 ''reihe'':37 ''sind'':45 ''stadten'':9A ''standen'':30 ''uber'':49 ''und'':35 ''unterschiede'':41 ''von'':38 ''wir'':23 ''wurden'':32 ''zeit'':51 ''zusammen'':26 ''zwischen'':42');
INSERT INTO sheaf.item_text VALUES (1, 'oai:research.example.org:8432', '''66'':38 ''a'':11A,41 ''and'':4A,33,40 ''are'':48 ''ashdown'':20B ''b'':15B ''between'':46 ''birchall'':17B ''c'':18B ''calloway'':14B ''change'':26C ''climate'':25C ''current'':31 ''d'':21B ''describes'':30 ''differences'':45 ''drought'':5A ''evaluated'':37 ''in'':6A ''interviews'':44 ''its'':34 ''larger'':49 ''limits'':35 ''moisture'':3A ''of'':10A,43 ''over'':52 ''practice'':32 ''questionnaires'':39 ''regions'':47 ''results'':9A ''series'':42 ''small'':7A ''soil'':2A,23C ''study'':29 ''survey'':12A ''than'':50 ''the'':28 ''those'':51 ''time'':53 ''towns'':8A ''we'':36');
INSERT INTO sheaf.list_request VALUES (1, 1, 1, NULL, NULL, '08ed763e-1a72-41d5-8342-3ea317c42a6f', 2, NULL, NULL, 50, 71, 71, '2026-11-28 16:38:37+00', true, NULL, NULL, 0, 0, 0, 0, 0, '-infinity', 0, 'ListRecords', false, NULL, NULL, '{}', false, NULL);
INSERT INTO sheaf.list_request VALUES (1, 2, 1, NULL, NULL, '08ed763e-1a72-41d5-8342-3ea317c42a6f', 2, NULL, NULL, 50, 71, 71, '2026-11-28 16:38:37+00', true, NULL, NULL, 0, 0, 0, 0, 0, '-infinity', 0, 'ListRecords', false, NULL, NULL, '{}', false, NULL);
INSERT INTO sheaf.migration VALUES (1, '0001_setting', -7291637555008246491, '2026-11-28 16:38:37.503289+00');
INSERT INTO sheaf.migration VALUES (2, '0002_repository', 7172151000306143745, '2026-11-28 16:38:37.509032+00');
INSERT INTO sheaf.migration VALUES (3, '0003_harvest', 8511488294890313520, '2026-11-28 16:38:37.531813+00');
INSERT INTO sheaf.migration VALUES (4, '0004_record', 4708973667009003079, '2026-11-28 16:38:37.556981+00');
INSERT INTO sheaf.migration VALUES (5, '0005_item', 5910507532235940734, '2026-11-28 16:38:37.575346+00');
INSERT INTO sheaf.migration VALUES (6, '0006_worker', -7196257021912455433, '2026-11-28 16:38:37.583917+00');
INSERT INTO sheaf.migration VALUES (7, '0007_host', 7360531519326281700, '2026-11-28 16:38:37.588729+00');
INSERT INTO sheaf.migration VALUES (8, '0008_unnamed', 6658852006949190359, '2026-11-28 16:38:37.590308+00');
INSERT INTO sheaf.migration VALUES (9, '0009_held_item', -8355198394830528684, '2026-11-28 16:38:37.591989+00');
INSERT INTO sheaf.migration VALUES (10, '0010_harvest_full', -3284732264831439706, '2026-11-28 16:38:37.593921+00');
INSERT INTO sheaf.migration VALUES (11, '0011_event', 2056383747361272931, '2026-11-28 16:38:37.596616+00');
INSERT INTO sheaf.migration VALUES (12, '0012_window', -3670319493362916543, '2026-11-28 16:38:37.602698+00');
INSERT INTO sheaf.migration VALUES (13, '0013_quirk', 5311576192015985570, '2026-11-28 16:38:37.609954+00');
INSERT INTO sheaf.migration VALUES (14, '0014_wanted', 6285405656138580097, '2026-11-28 16:38:37.618928+00');
INSERT INTO sheaf.migration VALUES (15, '0015_quirk_try', -3232508284680587755, '2026-11-28 16:38:37.620772+00');
INSERT INTO sheaf.migration VALUES (16, '0016_access', 3155830072014042016, '2026-11-28 16:38:37.622353+00');
INSERT INTO sheaf.migration VALUES (17, '0017_group', 5899098709985591666, '2026-11-28 16:38:37.623979+00');
INSERT INTO sheaf.migration VALUES (18, '0018_quarantine', -903246258733078486, '2026-11-28 16:38:37.624642+00');
INSERT INTO sheaf.migration VALUES (19, '0019_sweep', -2953684547954979111, '2026-11-28 16:38:37.628599+00');
INSERT INTO sheaf.migration VALUES (20, '0020_import', -4566040258801324349, '2026-11-28 16:38:37.638166+00');
INSERT INTO sheaf.migration VALUES (21, '0021_suppressed', -3418367962778946877, '2026-11-28 16:38:37.639443+00');
INSERT INTO sheaf.migration VALUES (22, '0022_dropped', -287605619836740150, '2026-11-28 16:38:37.641952+00');
INSERT INTO sheaf.migration VALUES (23, '0023_imported_file', 2260352064120698819, '2026-11-28 16:38:37.642975+00');
INSERT INTO sheaf.migration VALUES (0, 'views', -8337763740191840142, '2026-11-28 16:38:37.643672+00');
INSERT INTO sheaf.record VALUES (1, 'oai:research.example.org:83e8', 'oai_dc', 'live', '2019-03-01T08:30:00Z', '2019-03-01 08:30:00+00', '{journal-article}', '<oai_dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"><dc:relation>https://research.example.org/item/83e8</dc:relation><dc:type>journal-article</dc:type><dc:title>Urban air quality in small towns: a literature review</dc:title><dc:creator>Ashdown, A.</dc:creator><dc:subject>air pollution</dc:subject><dc:subject>public health</dc:subject><dc:description>This paper asks what has changed and for whom. We evaluated 40 questionnaires and a series of interviews. Differences between regions are larger than those over time.</dc:description><dc:date>1996</dc:date><dc:rights>CC BY 4.0</dc:rights><dc:identifier>https://research.example.org/download/000003e8/text.pdf</dc:identifier><dc:format>application/pdf</dc:format><dc:identifier>Ashdown, A. 1996. Urban air quality in small towns: a literature review. Sample Journal of Applied Research. 1 (1), pp. 1-12.</dc:identifier><dc:relation>ISSN:1230-0004</dc:relation></oai_dc:dc>', NULL, 6946380106567778688, -3422172761235953101, 1, '2026-11-28 16:38:37.90548+00', '2026-11-28 16:38:37.90548+00', '762');
INSERT INTO sheaf.record VALUES (1, 'oai:research.example.org:840d', 'oai_dc', 'live', '2019-03-01T08:30:00Z', '2019-03-01 08:30:00+00', '{journal-article}', '<oai_dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"><dc:relation>https://research.example.org/item/840d</dc:relation><dc:type>journal-article</dc:type><dc:title>Lesen in der frühen Kindheit in kleinen Städten: eine Fallstudie</dc:title><dc:creator>Böttcher, A.</dc:creator><dc:creator>Ackermann, B.</dc:creator><dc:subject>Lesen</dc:subject><dc:subject>Grundschule</dc:subject><dc:description>Wir führen Befunde zusammen, die bisher nebeneinander standen. Ausgewertet wurden 53 Fragebögen und eine Reihe von Gesprächen. Die Unterschiede zwischen den Regionen sind größer als die über die Zeit.</dc:description><dc:publisher>Böhm &amp; Daughters</dc:publisher><dc:date>06 Jan 2003</dc:date><dc:rights>CC BY 4.0</dc:rights><dc:identifier>https://research.example.org/download/000003e9/text.pdf</dc:identifier><dc:format>application/pdf</dc:format><dc:identifier>https://doi.org/10.5555/sample.1</dc:identifier><dc:identifier>Böttcher, A. and Ackermann, B. 2003. Lesen in der frühen Kindheit in kleinen Städten: eine Fallstudie. Stadt &amp; Land. 2 (2), pp. 2-13. https://doi.org/10.5555/sample.1</dc:identifier><dc:relation>ISSN:1230-0012</dc:relation></oai_dc:dc>', NULL, -1249198196334987593, -3422172761235953101, 1, '2026-11-28 16:38:37.90548+00', '2026-11-28 16:38:37.90548+00', '762');
INSERT INTO sheaf.record VALUES (1, 'oai:research.example.org:8432', 'oai_dc', 'live', '2019-03-01T08:30:00Z', '2019-03-01 08:30:00+00', '{thesis}', '<oai_dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"><dc:relation>https://research.example.org/item/8432</dc:relation><dc:type>thesis</dc:type><dc:title>Soil moisture and drought in small towns: results of a survey</dc:title><dc:creator>Calloway, B.</dc:creator><dc:creator>Birchall, C.</dc:creator><dc:creator>Ashdown, D.</dc:creator><dc:subject>soil</dc:subject><dc:subject>climate change</dc:subject><dc:description>The study describes current practice and its limits. We evaluated 66 questionnaires and a series of interviews. Differences between regions are larger than those over time.</dc:description><dc:publisher>Böhm &amp; Daughters</dc:publisher><dc:date>12 Feb 2010</dc:date><dc:rights>CC BY 4.0</dc:rights><dc:identifier>https://research.example.org/download/000003ea/text.pdf</dc:identifier><dc:format>application/pdf</dc:format><dc:identifier>https://doi.org/10.5555/sample.2</dc:identifier><dc:identifier>Calloway, B., Birchall, C. and Ashdown, D. 2010. Soil moisture and drought in small towns: results of a survey. https://doi.org/10.5555/sample.2</dc:identifier></oai_dc:dc>', NULL, 9085509386957562617, -7736965586228837956, 1, '2026-11-28 16:38:37.90548+00', '2026-11-28 16:38:37.90548+00', '762');
INSERT INTO sheaf.record VALUES (1, 'oai:research.example.org:84a1', 'oai_dc', 'deleted', '2019-03-02T21:41:13Z', '2019-03-02 21:41:13+00', '{journal-article}', NULL, NULL, -8966581388574307255, 5887222177681504702, 1, '2026-11-28 16:38:37.90548+00', '2026-11-28 16:38:37.90548+00', '762');
INSERT INTO sheaf.record VALUES (1, 'oai:research.example.org:83e8', 'rioxx', 'live', '2019-03-01T08:30:00Z', '2019-03-01 08:30:00+00', '{journal-article}', '<rioxx:rioxx xmlns:ali="http://ali.niso.org/2014/ali/1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:rioxx="http://www.rioxx.net/schema/v2.0/rioxx/" xmlns:rioxxterms="http://www.rioxx.net/schema/v2.0/rioxxterms/"><rioxxterms:author>Ashdown, A.</rioxxterms:author><rioxxterms:publication_date>1996</rioxxterms:publication_date><rioxxterms:type>Journal Article/Review</rioxxterms:type><rioxxterms:version>VoR</rioxxterms:version><dc:relation>https://research.example.org/item/83e8</dc:relation><dc:type>journal-article</dc:type><dc:title>Urban air quality in small towns: a literature review</dc:title><dc:creator>Ashdown, A.</dc:creator><dc:subject>air pollution</dc:subject><dc:subject>public health</dc:subject><dc:description>This paper asks what has changed and for whom. We evaluated 40 questionnaires and a series of interviews. Differences between regions are larger than those over time.</dc:description><dc:date>1996</dc:date><dc:rights>CC BY 4.0</dc:rights><dc:identifier>https://research.example.org/download/000003e8/text.pdf</dc:identifier><dc:format>application/pdf</dc:format><dc:identifier>Ashdown, A. 1996. Urban air quality in small towns: a literature review. Sample Journal of Applied Research. 1 (1), pp. 1-12.</dc:identifier><dc:relation>ISSN:1230-0004</dc:relation><ali:license_ref start_date="1996-01-01">https://creativecommons.org/licenses/by/4.0/</ali:license_ref></rioxx:rioxx>', NULL, -5791874877382336243, -3422172761235953101, 2, '2026-11-28 16:38:37.966648+00', '2026-11-28 16:38:37.966648+00', '765');
INSERT INTO sheaf.record VALUES (1, 'oai:research.example.org:840d', 'rioxx', 'live', '2019-03-01T08:30:00Z', '2019-03-01 08:30:00+00', '{journal-article}', '<rioxx:rioxx xmlns:ali="http://ali.niso.org/2014/ali/1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:rioxx="http://www.rioxx.net/schema/v2.0/rioxx/" xmlns:rioxxterms="http://www.rioxx.net/schema/v2.0/rioxxterms/"><rioxxterms:author id="https://orcid.org/0000-0002-1825-0097">Böttcher, A.</rioxxterms:author><rioxxterms:author>Ackermann, B.</rioxxterms:author><rioxxterms:publication_date>06 Jan 2003</rioxxterms:publication_date><rioxxterms:type>Journal Article/Review</rioxxterms:type><rioxxterms:version>VoR</rioxxterms:version><rioxxterms:version-of-record>10.5555/sample.1</rioxxterms:version-of-record><dc:relation>https://research.example.org/item/840d</dc:relation><dc:type>journal-article</dc:type><dc:title>Lesen in der frühen Kindheit in kleinen Städten: eine Fallstudie</dc:title><dc:creator>Böttcher, A.</dc:creator><dc:creator>Ackermann, B.</dc:creator><dc:subject>Lesen</dc:subject><dc:subject>Grundschule</dc:subject><dc:description>Wir führen Befunde zusammen, die bisher nebeneinander standen. Ausgewertet wurden 53 Fragebögen und eine Reihe von Gesprächen. Die Unterschiede zwischen den Regionen sind größer als die über die Zeit.</dc:description><dc:publisher>Böhm &amp; Daughters</dc:publisher><dc:date>06 Jan 2003</dc:date><dc:rights>CC BY 4.0</dc:rights><dc:identifier>https://research.example.org/download/000003e9/text.pdf</dc:identifier><dc:format>application/pdf</dc:format><dc:identifier>https://doi.org/10.5555/sample.1</dc:identifier><dc:identifier>Böttcher, A. and Ackermann, B. 2003. Lesen in der frühen Kindheit in kleinen Städten: eine Fallstudie. Stadt &amp; Land. 2 (2), pp. 2-13. https://doi.org/10.5555/sample.1</dc:identifier><dc:relation>ISSN:1230-0012</dc:relation><ali:license_ref start_date="2003-01-06">https://creativecommons.org/licenses/by/4.0/</ali:license_ref></rioxx:rioxx>', NULL, 1864143611998134191, -3422172761235953101, 2, '2026-11-28 16:38:37.966648+00', '2026-11-28 16:38:37.966648+00', '765');
INSERT INTO sheaf.record VALUES (1, 'oai:research.example.org:8432', 'rioxx', 'live', '2019-03-01T08:30:00Z', '2019-03-01 08:30:00+00', '{thesis}', '<rioxx:rioxx xmlns:ali="http://ali.niso.org/2014/ali/1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:rioxx="http://www.rioxx.net/schema/v2.0/rioxx/" xmlns:rioxxterms="http://www.rioxx.net/schema/v2.0/rioxxterms/"><rioxxterms:author>Calloway, B.</rioxxterms:author><rioxxterms:author>Birchall, C.</rioxxterms:author><rioxxterms:author>Ashdown, D.</rioxxterms:author><rioxxterms:publication_date>12 Feb 2010</rioxxterms:publication_date><rioxxterms:type>Thesis</rioxxterms:type><rioxxterms:version>VoR</rioxxterms:version><rioxxterms:version-of-record>10.5555/sample.2</rioxxterms:version-of-record><dc:relation>https://research.example.org/item/8432</dc:relation><dc:type>thesis</dc:type><dc:title>Soil moisture and drought in small towns: results of a survey</dc:title><dc:creator>Calloway, B.</dc:creator><dc:creator>Birchall, C.</dc:creator><dc:creator>Ashdown, D.</dc:creator><dc:subject>soil</dc:subject><dc:subject>climate change</dc:subject><dc:description>The study describes current practice and its limits. We evaluated 66 questionnaires and a series of interviews. Differences between regions are larger than those over time.</dc:description><dc:publisher>Böhm &amp; Daughters</dc:publisher><dc:date>12 Feb 2010</dc:date><dc:rights>CC BY 4.0</dc:rights><dc:identifier>https://research.example.org/download/000003ea/text.pdf</dc:identifier><dc:format>application/pdf</dc:format><dc:identifier>https://doi.org/10.5555/sample.2</dc:identifier><dc:identifier>Calloway, B., Birchall, C. and Ashdown, D. 2010. Soil moisture and drought in small towns: results of a survey. https://doi.org/10.5555/sample.2</dc:identifier><ali:license_ref start_date="2010-02-12">https://creativecommons.org/licenses/by/4.0/</ali:license_ref></rioxx:rioxx>', NULL, -6547395706946099322, -7736965586228837956, 2, '2026-11-28 16:38:37.966648+00', '2026-11-28 16:38:37.966648+00', '765');
INSERT INTO sheaf.record VALUES (1, 'oai:research.example.org:84a1', 'rioxx', 'deleted', '2019-03-02T21:41:13Z', '2019-03-02 21:41:13+00', '{journal-article}', NULL, NULL, -8966581388574307255, 5887222177681504702, 2, '2026-11-28 16:38:37.966648+00', '2026-11-28 16:38:37.966648+00', '765');
INSERT INTO sheaf.repository OVERRIDING SYSTEM VALUE VALUES (1, 'mdx', 'https://research.example.org/oai', 'research.example.org:443', 'active', '24:00:00', true, false, true, '24:00:00', 'Sample Haplo Repository', '2.0', '{admin@example.org}', '2019-03-01T08:30:00Z', 'transient', 'YYYY-MM-DDThh:mm:ssZ', '<oai-identifier xmlns="http://www.openarchives.org/OAI/2.0/oai-identifier"><scheme>oai</scheme><repositoryIdentifier>research.example.org</repositoryIdentifier><delimiter>:</delimiter><sampleIdentifier>oai:research.example.org:83e8</sampleIdentifier></oai-identifier>', '2026-11-28 16:38:37.721255+00', '2026-11-28 16:38:37.721255+00', '2026-12-05 16:38:37.721255+00', NULL, false, NULL, NULL, true, NULL, NULL, 0, NULL, NULL, '720:00:00');
INSERT INTO sheaf.selection OVERRIDING SYSTEM VALUE VALUES (1, 1, 'oai_dc', '', '2026-11-27 16:38:37+00', '2026-11-29 16:55:36.942567+00', 0, NULL, false, 0);
INSERT INTO sheaf.selection OVERRIDING SYSTEM VALUE VALUES (1, 2, 'rioxx', '', '2026-11-27 16:38:37+00', '2026-11-29 16:00:36.98469+00', 0, NULL, false, 0);
SELECT pg_catalog.setval('sheaf.event_event_id_seq', 1, false);
SELECT pg_catalog.setval('sheaf.harvest_harvest_id_seq', 2, true);
SELECT pg_catalog.setval('sheaf.quarantine_quarantine_id_seq', 1, false);
SELECT pg_catalog.setval('sheaf.repository_repository_id_seq', 1, true);
SELECT pg_catalog.setval('sheaf.selection_selection_id_seq', 2, true);
ALTER TABLE ONLY sheaf.absence
    ADD CONSTRAINT absence_pkey PRIMARY KEY (repository_id, identifier, metadata_prefix, set_spec);
ALTER TABLE ONLY sheaf.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (repository_id, event_id);
ALTER TABLE ONLY sheaf.harvest
    ADD CONSTRAINT harvest_pkey PRIMARY KEY (repository_id, harvest_id);
ALTER TABLE ONLY sheaf.host
    ADD CONSTRAINT host_pkey PRIMARY KEY (host);
ALTER TABLE ONLY sheaf.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (repository_id, identifier);
ALTER TABLE ONLY sheaf.item_text
    ADD CONSTRAINT item_text_pkey PRIMARY KEY (repository_id, identifier);
ALTER TABLE ONLY sheaf.list_request
    ADD CONSTRAINT list_request_pkey PRIMARY KEY (repository_id, harvest_id, n);
ALTER TABLE ONLY sheaf.listed
    ADD CONSTRAINT listed_pkey PRIMARY KEY (repository_id, harvest_id, hash);
ALTER TABLE ONLY sheaf.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);
ALTER TABLE ONLY sheaf.quarantine
    ADD CONSTRAINT quarantine_pkey PRIMARY KEY (repository_id, quarantine_id);
ALTER TABLE ONLY sheaf.quirk
    ADD CONSTRAINT quirk_pkey PRIMARY KEY (repository_id, quirk);
ALTER TABLE ONLY sheaf.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (repository_id, identifier, metadata_prefix);
ALTER TABLE ONLY sheaf.repository
    ADD CONSTRAINT repository_name_key UNIQUE (name);
ALTER TABLE ONLY sheaf.repository
    ADD CONSTRAINT repository_pkey PRIMARY KEY (repository_id);
ALTER TABLE ONLY sheaf.selection
    ADD CONSTRAINT selection_pkey PRIMARY KEY (repository_id, selection_id);
ALTER TABLE ONLY sheaf.selection
    ADD CONSTRAINT selection_repository_id_metadata_prefix_set_spec_key UNIQUE (repository_id, metadata_prefix, set_spec);
ALTER TABLE ONLY sheaf.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY sheaf.stale_item
    ADD CONSTRAINT stale_item_pkey PRIMARY KEY (repository_id, identifier);
ALTER TABLE ONLY sheaf.suppressed
    ADD CONSTRAINT suppressed_pkey PRIMARY KEY (repository_id, identifier);
ALTER TABLE ONLY sheaf.sweep
    ADD CONSTRAINT sweep_pkey PRIMARY KEY (repository_id, harvest_id);
ALTER TABLE ONLY sheaf.wanted
    ADD CONSTRAINT wanted_pkey PRIMARY KEY (repository_id, harvest_id, n, identifier);
ALTER TABLE ONLY sheaf.worker
    ADD CONSTRAINT worker_pkey PRIMARY KEY (worker);
CREATE INDEX absence_missed ON sheaf.absence USING btree (repository_id, missed_in, identifier);
CREATE INDEX harvest_full ON sheaf.harvest USING btree (repository_id, metadata_prefix, started_at) WHERE ((kind = 'full'::text) AND (verdict = 'complete'::text));
CREATE UNIQUE INDEX harvest_import ON sheaf.harvest USING btree (repository_id, metadata_prefix, set_spec, "left"(source, 1000)) WHERE ((kind = 'import'::text) AND (verdict IS NULL));
CREATE INDEX harvest_open ON sheaf.harvest USING btree (repository_id) WHERE (verdict IS NULL);
CREATE INDEX host_next_due ON sheaf.host USING btree (next_due);
CREATE INDEX item_changed_in ON sheaf.item USING btree (changed_in);
CREATE INDEX item_doi ON sheaf.item USING btree (doi);
CREATE INDEX item_identifiers ON sheaf.item USING gin (identifiers);
CREATE INDEX item_text_words ON sheaf.item_text USING gin (words);
CREATE INDEX item_unmapped ON sheaf.item USING gin (unmapped);
CREATE INDEX item_year ON sheaf.item USING btree (year);
CREATE INDEX quarantine_dropped ON sheaf.quarantine USING btree (repository_id, identifier, metadata_prefix) WHERE ((dropped_at IS NOT NULL) AND (identifier IS NOT NULL));
CREATE INDEX quarantine_standing ON sheaf.quarantine USING btree (repository_id, identifier, metadata_prefix) WHERE ((read_at IS NULL) AND (identifier IS NOT NULL));
CREATE INDEX record_expiry ON sheaf.record USING btree (changed_at) WHERE ((status = 'deleted'::text) AND ((metadata IS NOT NULL) OR (about IS NOT NULL)));
CREATE INDEX repository_host ON sheaf.repository USING btree (host);
CREATE INDEX stale_item_held ON sheaf.stale_item USING btree (repository_id, identifier) WHERE is_held;
ALTER TABLE ONLY sheaf.event
    ADD CONSTRAINT event_repository_id_fkey FOREIGN KEY (repository_id) REFERENCES sheaf.repository(repository_id) ON DELETE CASCADE;
ALTER TABLE ONLY sheaf.harvest
    ADD CONSTRAINT harvest_repository_id_fkey FOREIGN KEY (repository_id) REFERENCES sheaf.repository(repository_id) ON DELETE CASCADE;
ALTER TABLE ONLY sheaf.list_request
    ADD CONSTRAINT list_request_repository_id_harvest_id_fkey FOREIGN KEY (repository_id, harvest_id) REFERENCES sheaf.harvest(repository_id, harvest_id) ON DELETE CASCADE;
ALTER TABLE ONLY sheaf.quarantine
    ADD CONSTRAINT quarantine_repository_id_fkey FOREIGN KEY (repository_id) REFERENCES sheaf.repository(repository_id) ON DELETE CASCADE;
ALTER TABLE ONLY sheaf.quirk
    ADD CONSTRAINT quirk_repository_id_fkey FOREIGN KEY (repository_id) REFERENCES sheaf.repository(repository_id) ON DELETE CASCADE;
ALTER TABLE ONLY sheaf.repository
    ADD CONSTRAINT repository_host_fkey FOREIGN KEY (host) REFERENCES sheaf.host(host);
ALTER TABLE ONLY sheaf.selection
    ADD CONSTRAINT selection_repository_id_fkey FOREIGN KEY (repository_id) REFERENCES sheaf.repository(repository_id) ON DELETE CASCADE;
ALTER TABLE ONLY sheaf.suppressed
    ADD CONSTRAINT suppressed_repository_id_fkey FOREIGN KEY (repository_id) REFERENCES sheaf.repository(repository_id) ON DELETE CASCADE;
ALTER TABLE ONLY sheaf.sweep
    ADD CONSTRAINT sweep_repository_id_harvest_id_fkey FOREIGN KEY (repository_id, harvest_id) REFERENCES sheaf.harvest(repository_id, harvest_id) ON DELETE CASCADE;
ALTER TABLE ONLY sheaf.wanted
    ADD CONSTRAINT wanted_repository_id_harvest_id_fkey FOREIGN KEY (repository_id, harvest_id) REFERENCES sheaf.harvest(repository_id, harvest_id) ON DELETE CASCADE;
GRANT USAGE ON SCHEMA api TO sheaf_writer;
GRANT USAGE ON SCHEMA api TO sheaf_reader;
GRANT USAGE ON SCHEMA sheaf TO sheaf_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.setting TO sheaf_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.quirk TO sheaf_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.absence TO sheaf_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.record TO sheaf_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.repository TO sheaf_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.suppressed TO sheaf_writer;
GRANT SELECT ON TABLE api.absence TO sheaf_writer;
GRANT SELECT ON TABLE api.absence TO sheaf_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.item TO sheaf_writer;
GRANT SELECT ON TABLE api.dublin_core TO sheaf_writer;
GRANT SELECT ON TABLE api.dublin_core TO sheaf_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.event TO sheaf_writer;
GRANT SELECT ON TABLE api.event TO sheaf_writer;
GRANT SELECT ON TABLE api.event TO sheaf_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.harvest TO sheaf_writer;
GRANT SELECT ON TABLE api.harvest TO sheaf_writer;
GRANT SELECT ON TABLE api.harvest TO sheaf_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.stale_item TO sheaf_writer;
GRANT SELECT ON TABLE api.held_item TO sheaf_writer;
GRANT SELECT ON TABLE api.held_item TO sheaf_reader;
GRANT SELECT ON TABLE api.item TO sheaf_writer;
GRANT SELECT ON TABLE api.item TO sheaf_reader;
GRANT SELECT ON TABLE sheaf.migration TO sheaf_writer;
GRANT SELECT ON TABLE api.migration TO sheaf_writer;
GRANT SELECT ON TABLE api.migration TO sheaf_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.quarantine TO sheaf_writer;
GRANT SELECT ON TABLE api.quarantine TO sheaf_writer;
GRANT SELECT ON TABLE api.quarantine TO sheaf_reader;
GRANT SELECT ON TABLE api.quirk TO sheaf_writer;
GRANT SELECT ON TABLE api.quirk TO sheaf_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.shown_record TO sheaf_writer;
GRANT SELECT ON TABLE api.record TO sheaf_writer;
GRANT SELECT ON TABLE api.record TO sheaf_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.host TO sheaf_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.selection TO sheaf_writer;
GRANT SELECT ON TABLE api.repository TO sheaf_writer;
GRANT SELECT ON TABLE api.repository TO sheaf_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.sweep TO sheaf_writer;
GRANT SELECT ON TABLE api.sweep TO sheaf_writer;
GRANT SELECT ON TABLE api.sweep TO sheaf_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.item_text TO sheaf_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.list_request TO sheaf_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.listed TO sheaf_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.wanted TO sheaf_writer;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sheaf.worker TO sheaf_writer;
ALTER DEFAULT PRIVILEGES FOR ROLE sheaf_owner IN SCHEMA api GRANT SELECT ON TABLES  TO sheaf_writer;
ALTER DEFAULT PRIVILEGES FOR ROLE sheaf_owner IN SCHEMA api GRANT SELECT ON TABLES  TO sheaf_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE sheaf_owner IN SCHEMA sheaf GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES  TO sheaf_writer;
