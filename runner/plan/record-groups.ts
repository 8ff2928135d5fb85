/**
 * Records are computed in groups that go by their place in the dataset alone, [0, size), [size, 2·size) …, so that
 * whoever computes one, and whenever, computes the same. The last one ends with the records.
 */
export const recordGroups = (records: number, size: number): number[][] =>
	Array.from({ length: Math.ceil(records / size) }, (_, group) => places(group * size, records, size));

/** The group that holds a record. */
export const groupOf = (index: number, records: number, size: number): number[] =>
	places(index - (index % size), records, size);

const places = (start: number, records: number, size: number): number[] =>
	Array.from({ length: Math.min(size, records - start) }, (_, at) => start + at);
