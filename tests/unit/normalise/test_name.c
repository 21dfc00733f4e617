#include <stdlib.h>

#include "normalise/name.h"
#include "said.h"

static void
a_name_has_a_key(void **state)
{
	static const char *const cases[][2] = {
		{ "Gillard, S.", "gillard s" },
		{ "GILLARD, Steve", "gillard s" },
		{ "van der Mee, C.V.M.", "vandermee c" },
		{ "Mee, C.V.M. van der", "vandermee c" },
		{ "Smith-Jones, Ann", "smithjones a" },
		{ "Gillard,", "gillard" },
		{ "Michele Artini", "artini m" },
		{ "Human Genome Consortium", "human genome consortium" },
		{ "上原, 剛", "上原 剛" },
		{ "Łoś, Żaneta", "los z" },
	};
	struct said said;
	struct name_reader reader;

	(void)state;
	said_begin(&said);
	name_reader_init(&reader, said.arena, said.vocabulary);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buffer key;
		struct name name;

		buffer_init(&key, 0);
		assert_true(name_read(&reader, text_of(cases[i][0]), &name));
		name_key(&key, &name);
		assert_said(buffer_text(&key), cases[i][1]);
		buffer_fini(&key);
	}
	name_reader_fini(&reader);
	said_end(&said);
}

static void
placeholders_and_addresses_are_no_names(void **state)
{
	static const struct {
		const char *value;
		bool is_name;
	} cases[] = {
		{ "Unknown Soldier", true },
		{ "Narda Theobald", true },
		{ "unknown", false },
		{ "(:unav)", false },
		{ "Various Artists", false },
		{ "Nada a declarar", false },
		{ "Nenhuma", false },
		{ "et al.", false },
		{ "port0228@example.edu", false },
		{ "<port0228@example.edu>", false },
		{ "https://example.org/", false },
		{ "...", false },
		{ "-", false },
		{ "", false },
	};
	struct said said;
	struct name_reader reader;

	(void)state;
	said_begin(&said);
	name_reader_init(&reader, said.arena, said.vocabulary);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct name name;

		assert_int_equal(
		    name_read(&reader, text_of(cases[i].value), &name),
		    cases[i].is_name);
	}
	name_reader_fini(&reader);
	said_end(&said);
}

/* served|family|given|what else */
static const char *
write_name(struct buffer *line, const struct name *name)
{
	const struct text parts[] = { name->served, name->family, name->given,
		name->initials, name->particle, name->suffix, name->dates,
		name->role, name->affiliation, name->orcid };

	buffer_reset(line);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (i >= 3 && parts[i].length == 0)
			continue;
		if (i > 0)
			buffer_add_char(line, '|');
		buffer_add_text(line, parts[i]);
	}
	if (name->is_organisation)
		buffer_add_string(line, "|organisation");
	if (name->is_guess)
		buffer_add_string(line, "|guess");
	return line->bytes;
}

static void
a_name_is_read_to_its_parts(void **state)
{
	static const char *const cases[][2] = {
		{ "Kamau, Simon Macharia.",
		    "Kamau, Simon Macharia|Kamau|Simon Macharia" },
		{ "Smith, J.", "Smith, J.|Smith|J." },
		{ "Sloan,Daniel B.", "Sloan,Daniel B.|Sloan|Daniel B." },
		{ "Gale, Michael, Jr.", "Gale, Michael, Jr.|Gale|Michael|Jr." },
		{ "Torres, David R., M. D.",
		    "Torres, David R.|Torres|David R." },
		{ "Smith, M.D.", "Smith, M.D.|Smith|M.D." },
		{ "Hubbard, S.J.", "Hubbard, S.J.|Hubbard|S.J." },
		{ "A. Rahman, M.A.", "A. Rahman, M.A.|A. Rahman|M.A." },
		{ "Bernard R. Hubbard, S.J.",
		    "Bernard R. Hubbard|Hubbard|Bernard R.|guess" },
		{ "Hubbard, Bernard R., S.J.",
		    "Hubbard, Bernard R.|Hubbard|Bernard R." },
		{ "M.A. van Smith", "M.A. van Smith|van Smith|M.A.|guess" },
		{ "Liu, PHD Peilei", "Liu, PHD Peilei|Liu|Peilei" },
		{ "Rahman, MD Habibur",
		    "Rahman, MD Habibur|Rahman|MD Habibur" },
		{ "Wakker, K.F., prof. ir. (promotor)",
		    "Wakker, K.F.|Wakker|K.F.|advisor" },
		{ "Vosselman, M.G., prof.dr.ir.",
		    "Vosselman, M.G.|Vosselman|M.G." },
		{ "Rabarison, Kristina M, DrPH, MS",
		    "Rabarison, Kristina M|Rabarison|Kristina M" },
		{ "Pearce, MS", "Pearce, MS|Pearce|MS" },
		{ "L-M Hütter-Krönke",
		    "L-M Hütter-Krönke|Hütter-Krönke|L-M|guess" },
		{ "Bain, JR", "Bain, JR|Bain|JR" },
		{ "Tesfaye Tafesse(PhD)",
		    "Tesfaye Tafesse|Tafesse|Tesfaye|guess" },
		{ "Jones, Angel D., Mrs.", "Jones, Angel D.|Jones|Angel D." },
		{ "Rolston, Holmes, 1932-",
		    "Rolston, Holmes|Rolston|Holmes|1932-" },
		{ "Hansen, James E. 1938-",
		    "Hansen, James E. 1938-|Hansen|James E.|1938-" },
		{ "Davis, D. Diane (Debra Diane), 1963-",
		    "Davis, D. Diane (Debra Diane)|Davis|D. Diane|1963-" },
		{ "Tolkien, J. R. R. (John Ronald Reuel)",
		    "Tolkien, J. R. R. (John Ronald Reuel)|Tolkien|"
		    "John Ronald Reuel|J. R. R." },
		{ "Hoffecker (Takahashi), Lilian",
		    "Hoffecker (Takahashi), Lilian|Hoffecker|Lilian" },
		{ "Esser van, J.W.J.", "Esser van, J.W.J.|Esser|J.W.J.|van" },
		{ "Le, Anh", "Le, Anh|Le|Anh" },
		{ "Gimmestad, Michael, University of Northern Colorado",
		    "Gimmestad, Michael|Gimmestad|Michael|"
		    "University of Northern Colorado" },
		{ "Church, Alonzo", "Church, Alonzo|Church|Alonzo" },
		{ "University of Minnesota, Agricultural Extension Division.",
		    "University of Minnesota, Agricultural Extension Division."
		    "|||organisation" },
		{ "Universidade do Porto. Faculdade de Engenharia",
		    "Universidade do Porto. Faculdade de Engenharia|||"
		    "organisation" },
		{ "Lauderland, Karl F. (?)",
		    "Lauderland, Karl F.|Lauderland|Karl F." },
		{ "Danışman: Ali Veli", "Ali Veli|Veli|Ali|advisor|guess" },
		{ "Smith, John (ORCID: https://orcid.org/0000-0002-1825-0097)",
		    "Smith, John|Smith|John|0000-0002-1825-0097" },
		{ "0000-0002-1825-0097 Smith, John",
		    "Smith, John|Smith|John|0000-0002-1825-0097" },
		{ "https://orcid.org/0000-0002-1825-0097",
		    "|||0000-0002-1825-0097" },
		{ "Smith, John <js@example.org>", "Smith, John|Smith|John" },
		{ "Ludwig van Beethoven",
		    "Ludwig van Beethoven|van Beethoven|Ludwig|guess" },
		{ "J. Smith", "J. Smith|Smith|J.|guess" },
		{ "Eijk van AM", "Eijk van AM|Eijk van|AM|guess" },
		{ "ARTINI Michele", "ARTINI Michele|Artini|Michele|guess" },
		{ "МУХАМЕДЖАНОВ МАНСУР МИХАЙЛОВИЧ",
		    "МУХАМЕДЖАНОВ МАНСУР МИХАЙЛОВИЧ|МУХАМЕДЖАНОВ|"
		    "МАНСУР МИХАЙЛОВИЧ|guess" },
		{ "ГАБЫШЕВ А. И.", "ГАБЫШЕВ А. И.|ГАБЫШЕВ|А. И." },
		{ "Phil Collins", "Phil Collins|Collins|Phil|guess" },
		{ "Gossard", "Gossard||" },
		{ "A. O.", "A. O.||" },
		{ "Juan Federico \"Freddie Freak\" Trujillo",
		    "Juan Federico \"Freddie Freak\" Trujillo||" },
		{ "A, B, C, D", "A, B, C, D||" },
		{ "Wang, Prof. Ting", "Wang, Prof. Ting|Wang|Ting" },
		{ "Gabbatore, Ph.D. Ilaria",
		    "Gabbatore, Ph.D. Ilaria|Gabbatore|Ilaria" },
		{ "Dr. Müller, Hans", "Müller, Hans|Müller|Hans" },
		{ "Hans Müller PhD", "Hans Müller|Müller|Hans|guess" },
		{ "Smith MD", "Smith MD|Smith|MD|guess" },
		{ "Rahman, Md. Habibur",
		    "Rahman, Md. Habibur|Rahman|Md. Habibur" },
		{ "Art King, Ph.D. et al.", "Art King|King|Art|guess" },
		{ "Smith J, et al.", "Smith J|Smith|J|guess" },
		{ "Петров А.В. и др.", "Петров А.В.|Петров|А.В." },
		{ "Иванов, И.И. (ред.)", "Иванов, И.И.|Иванов|И.И.|editor" },
		{ "Antoni Gąsiorowski (red.)",
		    "Antoni Gąsiorowski|Gąsiorowski|Antoni|editor|guess" },
		{ "Ernst Strehlke (wyd.)",
		    "Ernst Strehlke|Strehlke|Ernst|editor|guess" },
		{ "Rossi, Mario (a cura di)",
		    "Rossi, Mario|Rossi|Mario|editor" },
		{ "Silva, João (org.)", "Silva, João|Silva|João|editor" },
		{ "Berlin, Irving (Composer; Lyricist)",
		    "Berlin, Irving|Berlin|Irving|composer; lyricist" },
		{ "Amerind, Gregory (Featured Performer)",
		    "Amerind, Gregory|Amerind|Gregory|Featured Performer" },
		{ "Tribe of Arizona, California & Nevada",
		    "Tribe of Arizona, California & Nevada|||organisation" },
		{ "Battery Co. Chicago, IL",
		    "Battery Co. Chicago, IL|||organisation" },
		{ "Hubbard, Alaskan Photograph Collection",
		    "Hubbard, Alaskan Photograph Collection|||"
		    "organisation" },
		{ "Collaborations, BICEP2",
		    "BICEP2 Collaborations|||organisation" },
		{ "Collaboration, for the ALICE",
		    "ALICE Collaboration|||organisation" },
		{ "Collaboration, on behalf of the DES",
		    "DES Collaboration|||organisation" },
		{ "Collaboration, Dipanwita Dutta for the CMS",
		    "Dipanwita Dutta for the CMS Collaboration|||"
		    "organisation" },
		{ "Collaboration, Institute for the Study of Wool",
		    "Collaboration, Institute for the Study of Wool|||"
		    "organisation" },
		{ "NuPRISM, Mark Scott for the",
		    "Mark Scott for the NuPRISM|||organisation" },
		{ "MAST, for the", "MAST|||organisation" },
		{ "Group, The T2K Beam", "The T2K Beam Group|||organisation" },
		{ "Array, Keck", "Keck Array|||organisation" },
		{ "Editors, Merrill-Palmer Quarterly",
		    "Merrill-Palmer Quarterly Editors|||organisation" },
		{ "University, Department of Physics",
		    "University, Department of Physics|||organisation" },
		{ "Group, T2K, Tokai", "Group, T2K, Tokai|||organisation" },
		{ "Smith, John & Mary", "Smith, John & Mary||" },
		{ "Le, Huu Co", "Le, Huu Co|Le|Huu Co" },
	};
	struct said said;
	struct name_reader reader;
	struct buffer line;

	(void)state;
	said_begin(&said);
	name_reader_init(&reader, said.arena, said.vocabulary);
	buffer_init(&line, 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct name name;

		assert_true(name_read(&reader, text_of(cases[i][0]), &name));
		assert_string_equal(write_name(&line, &name), cases[i][1]);
	}
	buffer_fini(&line);
	name_reader_fini(&reader);
	said_end(&said);
}

static void
only_what_is_surely_several_names_is_split(void **state)
{
	static const char *const cases[][2] = {
		{ "Davoudiasl H.; Lewis I.", "Davoudiasl H.|Lewis I." },
		{ "Egger, David A.; Liu, Zhen-Fei;",
		    "Egger, David A.|Liu, Zhen-Fei" },
		{ "Jane Doe; John Smith", "Jane Doe|John Smith" },
		{ "Doe, Jane; University of Testing, Dept. of Tests",
		    "Doe, Jane; University of Testing, Dept. of Tests" },
		{ "Laíns, Jorge; Presidente da Direção; Diretor",
		    "Laíns, Jorge; Presidente da Direção; Diretor" },
		{ "Holley, J., Weaver, T. and Völlm, B.",
		    "Holley, J.|Weaver, T.|Völlm, B." },
		{ "Holley, J. & Weaver, T.", "Holley, J.|Weaver, T." },
		{ "Holley, J., Weaver, T., and Völlm, B.",
		    "Holley, J.|Weaver, T.|Völlm, B." },
		{ "Collaboration, ATLAS; Smith, J.",
		    "Collaboration, ATLAS|Smith, J." },
		{ "Holley, J., Weaver", "Holley, J., Weaver" },
		{ "Smith, John, Jr.", "Smith, John, Jr." },
		{ "Berlin, Irving (Composer; Lyricist)",
		    "Berlin, Irving (Composer; Lyricist)" },
		{ "Berlin, Irving (Composer; Lyricist); Porter, Cole",
		    "Berlin, Irving (Composer; Lyricist)|Porter, Cole" },
		{ "Berlin, New York, London, Paris",
		    "Berlin, New York, London, Paris" },
	};
	struct said said;
	struct name_reader reader;

	(void)state;
	said_begin(&said);
	name_reader_init(&reader, said.arena, said.vocabulary);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct memory_list names = { .arena = said.arena };

		name_split(&reader, text_of(cases[i][0]), &names, 100);
		assert_all_said(draft_list(&names), cases[i][1]);
	}
	name_reader_fini(&reader);
	said_end(&said);
}

static void
claim_person(struct said *said, const char *value, const struct person *person)
{
	draft_claim(&said->draft,
	    &(struct claim){ .element = ELEMENT_CREATOR,
		.value = text_of(value),
		.person = person });
}

static void
people_come_from_one_format_and_are_filled_from_others(void **state)
{
	static const struct text school = { "University of Testing", 21 };
	static const struct person with_orcid = {
		.orcid = { "https://orcid.org/0000-0002-1825-0097", 37 },
		.affiliation = { &school, 1 },
	};
	static const struct person in_parts = {
		.family = { "Holley", 6 },
		.given = { "Jessica", 7 },
		.role = { "Supervisor", 10 },
	};
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &rioxx);
	claim_person(&said, "", &in_parts);
	say(&said, ELEMENT_CREATOR, QUALIFIER_NONE, "Gillard, S.");
	say(&said, ELEMENT_CREATOR, QUALIFIER_NONE, "Weaver, T.");
	say(&said, ELEMENT_CREATOR, QUALIFIER_NONE, "Weaver, Tom");
	say(&said, ELEMENT_CREATOR, QUALIFIER_NONE, "Unknown");
	draft_begin(&said.draft, &oai_dc);
	claim_person(&said, "Gillard, Steve", &with_orcid);
	claim_person(&said, "Weaver, T.", &with_orcid);
	say(&said, ELEMENT_CREATOR, QUALIFIER_NONE, "Other, Ann");
	name_field(&said.draft);
	assert_said(said.item.creators,
	    "[{\"name\":\"Holley, Jessica\",\"family\":\"Holley\","
	    "\"given\":\"Jessica\",\"role\":\"advisor\"},"
	    "{\"name\":\"Gillard, S.\",\"family\":\"Gillard\","
	    "\"given\":\"S.\",\"orcid\":\"0000-0002-1825-0097\","
	    "\"affiliation\":[\"University of Testing\"]},"
	    "{\"name\":\"Weaver, T.\",\"family\":\"Weaver\","
	    "\"given\":\"T.\"},"
	    "{\"name\":\"Weaver, Tom\",\"family\":\"Weaver\","
	    "\"given\":\"Tom\"}]");
	assert_all_said(said.item.creator_keys, "holley j|gillard s|weaver t");
	assert_int_equal(said.draft.issues.count, 1);
	assert_said(
	    said.draft.issues.texts[0], "creator is not a name: Unknown");
	said_end(&said);
}

static void
a_contributor_who_is_named_twice_is_one(void **state)
{
	static const struct person advisor = { .role = { "Supervisor", 10 } };
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &oai_dc);
	say(&said, ELEMENT_CONTRIBUTOR, QUALIFIER_NONE, "Gillard, S.");
	say(&said, ELEMENT_CONTRIBUTOR, QUALIFIER_NONE, "Holley, J.");
	say(&said, ELEMENT_CONTRIBUTOR, QUALIFIER_NONE, "Gillard, S.");
	draft_claim(&said.draft,
	    &(struct claim){ .element = ELEMENT_CONTRIBUTOR,
		.value = text_of("Holley, J."),
		.person = &advisor });
	say(&said, ELEMENT_CREATOR, QUALIFIER_NONE, "Wang, Y.");
	say(&said, ELEMENT_CREATOR, QUALIFIER_NONE, "Wang, Y.");
	name_field(&said.draft);
	assert_said(said.item.contributors,
	    "[{\"name\":\"Gillard, S.\",\"family\":\"Gillard\","
	    "\"given\":\"S.\"},{\"name\":\"Holley, J.\","
	    "\"family\":\"Holley\",\"given\":\"J.\"},"
	    "{\"name\":\"Holley, J.\",\"family\":\"Holley\","
	    "\"given\":\"J.\",\"role\":\"advisor\"}]");
	assert_said(said.item.creators,
	    "[{\"name\":\"Wang, Y.\",\"family\":\"Wang\","
	    "\"given\":\"Y.\"},{\"name\":\"Wang, Y.\","
	    "\"family\":\"Wang\",\"given\":\"Y.\"}]");
	said_end(&said);
}

static void
authors_among_the_contributors_are_creators_if_there_are_no_others(void **state)
{
	static const char author[] =
	    "{\"name\":\"Doe, Jane\",\"family\":\"Doe\","
	    "\"given\":\"Jane\"";
	struct said said;

	(void)state;
	for (int has_creator = 0; has_creator < 2; has_creator++) {
		said_begin(&said);
		draft_begin(&said.draft, &oai_dc);
		say(&said, ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
		    "Roe, R. (Advisor)");
		say(&said, ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
		    "Doe, Jane (Author)");
		if (has_creator)
			say(&said, ELEMENT_CREATOR, QUALIFIER_NONE, "Fox, T.");
		name_field(&said.draft);
		assert_non_null(strstr(said.item.contributors.bytes,
		    "\"given\":\"R.\",\"role\":\"advisor\"}"));
		if (has_creator) {
			assert_all_said(said.item.creator_keys, "fox t");
			assert_non_null(strstr(said.item.contributors.bytes,
			    "\"given\":\"Jane\",\"role\":\"author\"}"));
		} else {
			assert_memory_equal(said.item.creators.bytes + 1,
			    author, sizeof(author) - 1);
			assert_null(strstr(said.item.creators.bytes, "role"));
			assert_all_said(said.item.creator_keys, "doe j");
			assert_null(
			    strstr(said.item.contributors.bytes, "Jane"));
		}
		said_end(&said);
	}
}

static void
assert_person(const struct person *person, const char *expected)
{
	struct said said;

	said_begin(&said);
	draft_begin(&said.draft, &oai_dc);
	draft_claim(&said.draft,
	    &(struct claim){ .element = ELEMENT_CREATOR, .person = person });
	name_field(&said.draft);
	assert_said(said.item.creators, expected);
	said_end(&said);
}

static void
a_body_in_parts_is_an_organisation(void **state)
{
	(void)state;
	assert_person(&(struct person){ .family = TEXT("Collaboration"),
			  .given = TEXT("Super-Kamiokande") },
	    "[{\"name\":\"Super-Kamiokande Collaboration\","
	    "\"organisation\":true}]");
	assert_person(&(struct person){ .family = TEXT("Group"),
			  .given = TEXT("The T2K Beam") },
	    "[{\"name\":\"The T2K Beam Group\",\"organisation\":true}]");
	assert_person(&(struct person){ .family = TEXT("NuPRISM"),
			  .given = TEXT("Mark Scott for the") },
	    "[{\"name\":\"Mark Scott for the NuPRISM\","
	    "\"organisation\":true}]");
	assert_person(&(struct person){ .family = TEXT("Tribe"),
			  .given = TEXT("Laurence") },
	    "[{\"name\":\"Tribe, Laurence\",\"family\":\"Tribe\","
	    "\"given\":\"Laurence\"}]");
}

static void
an_orcid_alone_belongs_to_the_only_name_beside_it(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &oai_dc);
	say(&said, ELEMENT_CONTRIBUTOR, QUALIFIER_NONE, "Doe, Jane (advisor)");
	say(&said, ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    "ORCID ID: 0000-0002-1825-0097");
	say(&said, ELEMENT_CREATOR, QUALIFIER_NONE, "Doe, Jane");
	say(&said, ELEMENT_CREATOR, QUALIFIER_NONE, "Doe, John");
	say(&said, ELEMENT_CREATOR, QUALIFIER_NONE, "0000-0002-1825-0097");
	name_field(&said.draft);
	assert_said(said.item.contributors,
	    "[{\"name\":\"Doe, Jane\",\"family\":\"Doe\",\"given\":\"Jane\","
	    "\"role\":\"advisor\",\"orcid\":\"0000-0002-1825-0097\"}]");
	assert_null(strstr(said.item.creators.bytes, "orcid"));
	assert_int_equal(said.draft.issues.count, 1);
	assert_said(said.draft.issues.texts[0],
	    "creator: ORCID iD 0000-0002-1825-0097 is nobody's");
	said_end(&said);
}

/* Looking through all words for each took an hour. */
static void
a_very_long_name_is_kept_as_it_is(void **state)
{
	struct said said;
	struct name_reader reader;
	struct buffer value;
	struct name name;

	(void)state;
	said_begin(&said);
	name_reader_init(&reader, said.arena, said.vocabulary);
	buffer_init(&value, 0);
	while (value.length < 1000000)
		buffer_add_string(&value, "Dr. ");
	assert_true(name_read(&reader, buffer_text(&value), &name));
	assert_int_equal(name.family.length, 0);
	buffer_fini(&value);
	name_reader_fini(&reader);
	said_end(&said);
}

TESTS(TEST(a_name_has_a_key), TEST(placeholders_and_addresses_are_no_names),
    TEST(a_name_is_read_to_its_parts),
    TEST(only_what_is_surely_several_names_is_split),
    TEST(people_come_from_one_format_and_are_filled_from_others),
    TEST(a_contributor_who_is_named_twice_is_one),
    TEST(authors_among_the_contributors_are_creators_if_there_are_no_others),
    TEST(a_body_in_parts_is_an_organisation),
    TEST(an_orcid_alone_belongs_to_the_only_name_beside_it),
    TEST(a_very_long_name_is_kept_as_it_is))
