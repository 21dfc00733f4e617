#ifndef NORMALISE_FOLD_ALONE_H
#define NORMALISE_FOLD_ALONE_H

#include "base/text.h"

#define FOLD_PIECE 256 /* bytes; folding alone makes no text longer */

/*
 * What most text is made of, character by character: ASCII, and what folds to
 * one character whatever is around it. Folds as much of the text as begins so,
 * up to FOLD_PIECE bytes; *written of them are in into. Bytes that were read;
 * 0: something else begins.
 */
size_t fold_alone(char into[FOLD_PIECE], struct text text, bool keeps_accents,
    size_t *written) MUSTUSE;

#endif
