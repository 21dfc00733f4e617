#ifndef NORMALISE_NAME_H
#define NORMALISE_NAME_H

#include "normalise/draft.h"

/*
 * What a name as people write it says. In comma form the parts are certain:
 *
 *	Gillard, S.            Palomino de Castro y Velasco, Antonio, 1653-1726
 *	Vreeland, Thad, Jr.    Smit Jr., J.H. (John) de
 *
 * and so are a family name before initials ("Davoudiasl H."). Without a comma
 * they are a guess: "Michele G. Artini", "Michele ARTINI". Everything else has
 * no parts: organisations, and what nobody could tell.
 */
struct name {
	/* As served, without what is said apart: iD, role, dates, title,
	 * affiliation. */
	struct text served;
	struct text family; /* none: it has no parts */
	struct text given;
	struct text initials; /* "J.H." beside "John" */
	struct text particle; /* "de", where it does not stand in family */
	struct text suffix;
	struct text dates; /* of life */
	/* By schemas/role.tsv; several are joined with "; ". */
	struct text role;
	struct text affiliation;
	struct text orcid;    /* its normal form; may be all there is */
	bool is_role_unknown; /* it is as served */
	bool is_organisation;
	bool is_guess; /* family and given */
};

struct name_reader {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	struct buffer key; /* scratch */
};

void name_reader_init(struct name_reader *reader, struct arena *arena,
    const struct vocabulary *vocabulary);
void name_reader_fini(struct name_reader *reader);

/* One name. False: a placeholder ("Unknown"), a URL, an e-mail address. */
bool name_read(struct name_reader *reader, struct text value, struct name *name)
    MUSTUSE;
/*
 * The names in one value, at most so many; mostly itself alone. "A, B; C, D" is
 * two if each part has the shape of a name, "Smith, John; University of
 * Testing" is one with an affiliation. "Holley, J., Weaver, T. and Voellm, B."
 * is three.
 */
void name_split(struct name_reader *reader, struct text value,
    struct memory_list *names, size_t most);

/* Family name with its particle. */
struct text name_family(struct arena *arena, const struct name *name);
/*
 * The key under which works of one author are found: "family initial", folded
 * ("van der Mee, C.V.M." is "vandermee c"); of what has no parts the words of
 * it, folded. Appends; nothing if no letter is left.
 */
void name_key(struct buffer *into, const struct name *name);

/* creators, creator_keys and contributors. */
void name_field(struct draft *draft);
/* One that only repeats what the element says: it is left out. */
bool name_is_plain_role(struct text role);

#endif
