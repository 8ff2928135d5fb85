/** What a factory returns: one plug-in, or one for each swept value. */
export type OneOrMany<T> = T | readonly T[];

export const listOf = <T>(given: OneOrMany<T>): readonly T[] => (Array.isArray(given) ? given : [given as T]);
