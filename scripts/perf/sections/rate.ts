import { tf } from "#engine/tf";
import { alternate, seconds } from "../alternate.ts";
import type { Section } from "../setting.ts";

/** Rows and columns: large enough for nothing but the multiplications to count. */
const SIZE = 2048;

/** What the machine can do: one large matrix product, float32, through ONNX Runtime, as the layers give theirs: X Wᵀ. */
export const rate: Section = async ({ rounds }) => {
	const [a, b] = [tf.randomUniform([SIZE, SIZE]), tf.randomUniform([SIZE, SIZE])] as [
		tf.Tensor2D,
		tf.Tensor2D,
	];
	await Promise.all([a.data(), b.data()]);
	const multiply = async () => {
		const product = tf.matMul(a, b, false, true);
		await product.data();
		product.dispose();
	};
	const { ours = [] } = await alternate(rounds, { ours: () => seconds(multiply) });
	tf.dispose([a, b]);
	const samples = ours.map((time) => (2 * SIZE ** 3) / time / 1e9);
	return [{ what: `one product of ${SIZE} × ${SIZE} matrices`, unit: "GFLOP/s", samples: { ours: samples } }];
};
