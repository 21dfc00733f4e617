-- Searching: what a person types becomes a tsquery over the lexemes that
-- harvester/normalise/words.c made. Both sides fold and split alike, character
-- for character, whatever the locale of the server; the tables between the
-- marks are written by schemas/make_fold.py, and unit tests read this file.

-- Tables that several functions need.
CREATE OR REPLACE FUNCTION sheaf.small_letters(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
	SELECT translate(value,
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
		)
$$;

CREATE OR REPLACE FUNCTION sheaf.separators() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT
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
$$;

CREATE OR REPLACE FUNCTION sheaf.fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
	SELECT replace(replace(replace(replace(sheaf.small_letters(
		normalize(regexp_replace(regexp_replace(
		normalize(value COLLATE "C", NFKD), '['
		-- BEGIN dropped
		'\u00AD\u02B9-\u02BF\u0300-\u0305\u0307-\u036F'
		'\u0591-\u05BD\u05BF\u05C1-\u05C2\u05C4-\u05C5\u05C7'
		'\u061C\u0640\u064B-\u0652\u0670\u1AB0-\u1ACE'
		'\u1DC0-\u1DFF\u200B-\u200F\u202A-\u202E\u2060-\u206F'
		'\u20D0-\u20F0\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF'
		'\U000E0100-\U000E01EF'
		-- END dropped
		']+', '', 'g'), '(?<![иИ])\u0306', '', 'g'), NFC)),
		'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
$$;
COMMENT ON FUNCTION sheaf.fold(text) IS
'Text as it is compared when searching: without accents, in small letters.';

CREATE OR REPLACE FUNCTION sheaf.words(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET jit = off -- compiling costs a hundred times the work
AS $$
	WITH piece AS (
		SELECT word.n AS word_n, part.n AS part_n, part.text[1] AS text
		FROM regexp_split_to_table(
			sheaf.fold(value) COLLATE "C",
			'[' || sheaf.separators() || ']+')
			WITH ORDINALITY AS word (text, n),
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
COMMENT ON FUNCTION sheaf.words(text) IS
'The words of a text, folded, in order. Writing that puts no blanks between '
'words (Chinese, Japanese, Thai and others) comes in overlapping pairs.';

CREATE OR REPLACE FUNCTION sheaf.fold_case(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
	SELECT normalize(sheaf.small_letters(regexp_replace(
		normalize(value COLLATE "C", NFKD), '['
		-- BEGIN invisible
		'\u00AD\u02B9-\u02BF\u0591-\u05BD\u05BF\u05C1-\u05C2'
		'\u05C4-\u05C5\u05C7\u061C\u0640\u064B-\u0652\u0670'
		'\u1AB0-\u1ACE\u1DC0-\u1DFF\u200B-\u200F\u202A-\u202E'
		'\u2060-\u206F\u20D0-\u20F0\uFE00-\uFE0F\uFE20-\uFE2F'
		'\uFEFF\U000E0100-\U000E01EF'
		-- END invisible
		']+', '', 'g')), NFC)
$$;
COMMENT ON FUNCTION sheaf.fold_case(text) IS
'Text as its words are stemmed: in small letters, but with its accents.';

-- One language after the other, for nobody knows that of a search. Stems are
-- told apart by language: what is a stem of one is a word of the next.
CREATE OR REPLACE FUNCTION sheaf.stems(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET jit = off
AS $$
	WITH cased AS MATERIALIZED (
		SELECT left(regexp_replace(sheaf.fold_case(word) COLLATE "C",
			'[' || sheaf.separators() || ']+', '', 'g'), 63) AS word
	)
	SELECT array_agg('/' || language.code || sheaf.fold(stem[1])
		ORDER BY language.code)
	FROM cased, (VALUES
		('ar', 'sheaf.stem_ar'::regdictionary, '^[\u0620-\u06FF]'),
		('ca', 'sheaf.stem_ca'::regdictionary, '^[a-\u024F]'),
		('da', 'sheaf.stem_da'::regdictionary, '^[a-\u024F]'),
		('de', 'sheaf.stem_de'::regdictionary, '^[a-\u024F]'),
		('el', 'sheaf.stem_el'::regdictionary, '^[\u0370-\u03FF]'),
		('en', 'sheaf.stem_en'::regdictionary, '^[a-\u024F]'),
		('es', 'sheaf.stem_es'::regdictionary, '^[a-\u024F]'),
		('eu', 'sheaf.stem_eu'::regdictionary, '^[a-\u024F]'),
		('fi', 'sheaf.stem_fi'::regdictionary, '^[a-\u024F]'),
		('fr', 'sheaf.stem_fr'::regdictionary, '^[a-\u024F]'),
		('ga', 'sheaf.stem_ga'::regdictionary, '^[a-\u024F]'),
		('hi', 'sheaf.stem_hi'::regdictionary, '^[\u0904-\u097F]'),
		('hu', 'sheaf.stem_hu'::regdictionary, '^[a-\u024F]'),
		('hy', 'sheaf.stem_hy'::regdictionary, '^[\u0531-\u0587]'),
		('id', 'sheaf.stem_id'::regdictionary, '^[a-\u024F]'),
		('it', 'sheaf.stem_it'::regdictionary, '^[a-\u024F]'),
		('lt', 'sheaf.stem_lt'::regdictionary, '^[a-\u024F]'),
		('ne', 'sheaf.stem_ne'::regdictionary, '^[\u0904-\u097F]'),
		('nl', 'sheaf.stem_nl'::regdictionary, '^[a-\u024F]'),
		('no', 'sheaf.stem_no'::regdictionary, '^[a-\u024F]'),
		('pt', 'sheaf.stem_pt'::regdictionary, '^[a-\u024F]'),
		('ro', 'sheaf.stem_ro'::regdictionary, '^[a-\u024F]'),
		('ru', 'sheaf.stem_ru'::regdictionary, '^[\u0400-\u04FF]'),
		('sv', 'sheaf.stem_sv'::regdictionary, '^[a-\u024F]'),
		('ta', 'sheaf.stem_ta'::regdictionary, '^[\u0B85-\u0BFF]'),
		('tr', 'sheaf.stem_tr'::regdictionary, '^[a-\u024F]'),
		('yi', 'sheaf.stem_yi'::regdictionary, '^[\u05D0-\u05F2]')
	) AS language (code, dictionary, letters),
	LATERAL ts_lexize(language.dictionary, cased.word) AS stem
	WHERE cased.word ~ language.letters
	AND stem[1] <> ''
$$;
COMMENT ON FUNCTION sheaf.stems(text) IS
'What a word may stem from, as harvester/normalise/stem.c writes it: /en and '
'the stem in English, and so on for the languages that it may be of.';

CREATE OR REPLACE FUNCTION api.query(value text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET jit = off SET client_min_messages = warning
AS $$
	WITH token AS (
		SELECT n, part[1] = '-' AS is_excluded,
			sheaf.words(coalesce(part[2], part[3])) AS words,
			coalesce(right(part[3], 1) = '*', false) AS is_prefix,
			CASE WHEN part[1] = '' AND right(part[3], 1) <> '*'
				THEN part[3] END AS word
		FROM regexp_matches(translate(sheaf.fold_case(regexp_replace(
				CASE WHEN length(value) <= 1000 THEN value
				ELSE regexp_replace(left(value, 1000),
				'[^ ]{0,63}$', '') END COLLATE "C",
				-- Poincar\'e, Erd{\H{o}}s, Mart\'{\i}nez
				'\{?\\(?:[''`^~=.]\{?|"\{?(?=[AEIOUYaeiouy\\])'
				'|[vcHukrdb][ {])(?:\\([ij])(?: |\{\})?'
				'|([A-Za-z]))\}{0,2}', '\1\2', 'g')),
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
		) || CASE WHEN cardinality(words) = 1 AND word IS NOT NULL
			THEN coalesce((
			SELECT string_agg(' | ' || quote_literal(stem), '')
			FROM unnest(sheaf.stems(word)) AS s (stem)), '')
			ELSE '' END AS text
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
$$;
COMMENT ON FUNCTION api.query(text) IS
'What a person types, to search with. All words must be there, in any order, '
'or other forms of them in a language of the item; "words in quotes" just so '
'and side by side; -word must not; word* may go on. Accents, '
'those of TeX too (Poincar\''e), and capitals do not matter. Never fails; '
'nothing but blanks finds nothing. Reads the first 1000 characters.';
