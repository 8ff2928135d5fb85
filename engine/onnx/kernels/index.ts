import type { Kernel } from "../kernel.ts";
import { addN } from "./add-n.ts";
import { argMax } from "./arg-max.ts";
import { binary, unary } from "./arithmetic.ts";
import { cast } from "./cast.ts";
import { clip } from "./clip.ts";
import { comparisons, connectives } from "./compare.ts";
import { fusedMatmul } from "./fused-matmul.ts";
import { gather } from "./gather.ts";
import { concat, pack } from "./join.ts";
import { matmul } from "./matmul.ts";
import { pad } from "./pad.ts";
import { reductions } from "./reduce.ts";
import { segmentSum } from "./segment-sum.ts";
import { select } from "./select.ts";
import { slice, splitV, unpack } from "./slice.ts";
import { softmax } from "./softmax.ts";
import { tile } from "./tile.ts";
import { transpose } from "./transpose.ts";

/** All kernels that this backend does not take from the cpu backend. */
export const kernels: readonly Kernel[] = [
	...unary,
	...binary,
	...comparisons,
	...connectives,
	...reductions,
	addN,
	argMax,
	cast,
	clip,
	concat,
	fusedMatmul,
	gather,
	matmul,
	pack,
	pad,
	segmentSum,
	select,
	slice,
	softmax,
	splitV,
	tile,
	transpose,
	unpack,
];
