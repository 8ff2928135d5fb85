import type { PunktParameters } from "./punkt-parameters.ts";

// Newspaper English, which is what NLTK's English model was trained on: the purpose is to agree with it. So without
// what scholars abbreviate (e.g, i.e, pp, ed, vol), and without words that also end sentences (no, mass, ill, wash).
const abbreviations = `
mr mrs ms messrs mme mlle dr prof rev gov sen rep gen col maj capt cmdr lt sgt cpl pvt adm supt st jr sr esq
jan feb mar apr jun jul aug sep sept oct nov dec
mon tue tues wed thu thur thurs fri
ala ariz calif colo conn fla ga ind kan kans ky md mich minn mont neb nev okla ore pa penn tenn tex va vt wis wyo
inc ltd corp co bros assn dept mfg univ ave blvd mt ft vs b c d
a.m p.m a.d b.c b.a m.a b.sc m.sc ph.d m.d d.d j.d ll.b m.b.a
u.s u.s.a u.k u.n u.s.s.r e.u d.c n.y l.a n.j n.c s.c n.h n.m n.d s.d w.va r.i p.o
`;

/**
 * What is known of English without NLTK's tables: abbreviations only, no collocations, sentence starters or orthographic
 * contexts. So a sentence never ends after an abbreviation or an ellipsis, nor after an initial that a letter follows.
 */
export const defaultPunkt: PunktParameters = {
	abbreviations: new Set(abbreviations.trim().split(/\s+/)),
	collocations: new Set(),
	sentenceStarters: new Set(),
	orthographicContexts: new Map(),
};
