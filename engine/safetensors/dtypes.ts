/** Bytes of one element of each type that a safetensors header may name. */
export const dtypeBytes = {
	BOOL: 1,
	U8: 1,
	I8: 1,
	F8_E4M3: 1,
	F8_E5M2: 1,
	U16: 2,
	I16: 2,
	F16: 2,
	BF16: 2,
	U32: 4,
	I32: 4,
	F32: 4,
	U64: 8,
	I64: 8,
	F64: 8,
} as const;

export type Dtype = keyof typeof dtypeBytes;

export const isDtype = (word: unknown): word is Dtype =>
	typeof word === "string" && Object.hasOwn(dtypeBytes, word);
