import { UserError } from "#core/errors";
import { Adam } from "#engine/optimise/adam";
import { tf } from "#engine/tf";
import { type ValueLoss, valueLoss } from "./value-loss.ts";
import type { ValueSearch } from "./value-search.ts";

/** Below this loss there is nothing left to learn. */
const LEARNT = 5e-2;

/**
 * Searches what a block should say at the subject's last token for the target to follow:
 *
 *     z = h + argmin_δ −mean_rows (1/n) Σⱼ log p(x*ⱼ | h + δ) + κ KL(p_δ ‖ p₀) + ω ‖δ‖ / ‖h‖²
 *
 * by Adam, ‖δ‖ ≤ c ‖h‖ after each step, where h is the value in the first row of the unedited model and KL is that of
 * the next token after the subject in "{subject} is a". `steps` losses are computed, and one update fewer made; a loss
 * below 0.05 ends it.
 *
 * @returns z, [hidden]
 * @throws UserError where a loss is not a number
 */
export async function findValue(search: ValueSearch): Promise<Float32Array> {
	const { model, settings, onLoss } = search;
	const start = await startValue(search); // [hidden]
	const length = Math.hypot(...start);
	const zeros = tf.zeros([1, model.shape.hidden]);
	const ball = settings.clampNormFactor * length;
	const adam = new Adam(new Map([["δ", zeros]]), { learningRate: settings.learningRate, radius: null, ball });
	const loss = valueLoss(search, length);
	try {
		for (let step = 0; step < settings.steps; step++) {
			const { value, gradient } = await differentiate(loss, adam.values.get("δ")!, step);
			try {
				onLoss(value);
				checkLoss(value, step);
				if (value < LEARNT || step === settings.steps - 1) break;
				adam.step(new Map([["δ", gradient]]));
			} finally {
				gradient.dispose();
			}
		}
		const delta = await adam.values.get("δ")!.data();
		return start.map((value, i) => value + delta[i]!);
	} finally {
		loss.dispose();
		adam.dispose();
		zeros.dispose();
	}
}

/** h. @returns [hidden] */
async function startValue({ model, layer, site, rows }: ValueSearch): Promise<Float32Array> {
	const [value] = model.trace({ ids: [rows.ids[0]!] }, [rows.subjects[0]!], [{ layer, site }]) as [
		tf.Tensor2D,
	];
	const values = (await value.data()) as Float32Array;
	value.dispose();
	return values;
}

async function differentiate(
	loss: ValueLoss,
	delta: tf.Tensor,
	step: number,
): Promise<{ value: number; gradient: tf.Tensor }> {
	const { value, grad } = tf.tidy(() => tf.valueAndGrad((δ) => loss.at(δ as tf.Tensor2D, step))(delta));
	const [number = Number.NaN] = await value.data();
	value.dispose();
	return { value: number, gradient: grad };
}

function checkLoss(loss: number, step: number): void {
	if (Number.isFinite(loss)) return;
	throw new UserError(`The loss of step ${step} is ${loss}: the search for a value has diverged`, {
		hint: 'Lower "learningRate" or "clampNormFactor".',
	});
}
