import { loadModel } from "/work/main/models/_shared/load-model.ts";
import { startEngine } from "/work/main/engine/engines.ts";
import { tf } from "/work/main/engine/tf.ts";
import { keyedRandom } from "/work/main/engine/rng.ts";
await startEngine("onnx");
const t0 = performance.now();
const model = await loadModel(process.env.HOME + "/.cache/editbench-models/smollm2-135m");
console.log("load", performance.now() - t0);
const med = (a: number[]) => a.sort((x, y) => x - y)[a.length >> 1]!;
async function time(name: string, f: () => Promise<void>, n = 5) {
  const first = performance.now(); await f(); const one = performance.now() - first; await f();
  const ts: number[] = []; for (let i = 0; i < n; i++) { const t = performance.now(); await f(); ts.push(performance.now() - t); }
  console.log(name, "first", one.toFixed(0), "median", med(ts).toFixed(1));
}
const ids = Array.from({ length: 4 }, (_, r) => Array.from({ length: 32 }, (_, i) => 100 + r * 37 + i * 13));
const at = ids.map((_, r) => [r, 31] as const);
await time("forward 4x32", async () => { const l = model.logits({ ids }, at); await l.data(); l.dispose(); });
const names = [4, 5, 6, 7, 8].map((l) => model.mlpOutput(l).weight);
const ws = names.map((n) => model.weight(n));
const bwd = (ids: number[][], at: any) => async () => {
  const { value, grads } = tf.tidy(() => tf.valueAndGrads((...t: tf.Tensor[]) => model.withWeights(new Map(names.map((n, i) => [n, t[i]!]))).logits({ ids }, at).logSoftmax().slice([0, 5], [at.length, 1]).sum().neg() as tf.Scalar)(ws));
  await value.data(); for (const g of grads) await g.data(); tf.dispose([value, ...grads]);
};
await time("fwd+bwd 4x32", bwd(ids, at));
await time("fwd+bwd 1x40", bwd([ids[0]!.concat(ids[1]!.slice(0, 8))], [[0, 30], [0, 39]]));
const gen = (n: number, k: number) => async () => { await model.generate(ids.slice(0, 1).flatMap((r) => Array.from({ length: n }, () => r.slice(0, 8))), { sampling: { temperature: 1, topK: 5, topP: null }, random: Array.from({ length: n }, (_, i) => keyedRandom(0, "x", i)), maxNewTokens: new Array(n).fill(k), stopAtEnd: false }); };
await time("gen 50 b1", gen(1, 50), 3);
await time("gen 50 b8", gen(8, 50), 3);

process.exit(0)
