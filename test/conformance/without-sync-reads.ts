import { tf } from "#engine/tf";

const methods = ["dataSync", "arraySync", "bufferSync"] as const;

/** Runs something while every synchronous read of a tensor throws, as on an engine that has none. */
export async function withoutSyncReads<T>(run: () => Promise<T> | T): Promise<T> {
	const { prototype } = tf.Tensor;
	const own = methods.map((method) => Object.getOwnPropertyDescriptor(prototype, method));
	for (const method of methods) {
		Object.defineProperty(prototype, method, {
			configurable: true,
			value: () => {
				throw new Error(`${method}() was called: read values with "await tensor.data()"`);
			},
		});
	}
	try {
		return await run();
	} finally {
		for (const [i, method] of methods.entries()) {
			if (own[i]) Object.defineProperty(prototype, method, own[i]);
			else Reflect.deleteProperty(prototype, method);
		}
	}
}
