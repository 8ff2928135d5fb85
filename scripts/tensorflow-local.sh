#!/usr/bin/env bash
# Make the engine "tensorflow" work where libtensorflow cannot be downloaded: build the native binding of
# @tensorflow/tfjs-node against the libtensorflow inside a TensorFlow wheel from PyPI. Linux x86_64 only;
# needs g++, python3 with pip, node and npm. Takes about 20 s and a download of 200 MB, kept in TF_CACHE.
#
#   scripts/tensorflow-local.sh [DIR]     DIR holds node_modules [this checkout]; package.json and the lock file
#                                         stay as they are, so "npm ci" removes it again
#
# Settings (environment):
#   TF_DEVICE      cpu, or gpu for @tensorflow/tfjs-node-gpu over the CUDA 12 wheel        [cpu]
#   TF_VERSION     version of the TensorFlow wheel; from 2.17 on, tf.round of int32 gives zeros   [2.15.1]
#   TF_WHEEL       a wheel file already at hand: nothing is downloaded
#   TF_CACHE       folder of the unpacked library, shared by projects   [DIR/node_modules/.cache/libtensorflow]
#   TFJS_VERSION   version of tfjs-node to install when DIR lacks it    [4.22.0]
#   NODE_INCLUDE   folder with node_api.h, when it is not found
#   STRIP=0        keep the symbol tables (150 MB more on disk)
#   FORCE=1        build again even if the binding loads already
#
# TF_DEVICE=gpu takes the same steps with the wheel "tensorflow". It was built, and computed on the CPU of a machine
# without a GPU; on a GPU it was not run so far. Its libtensorflow 2.15 looks for CUDA 12.2 and cuDNN 8.9 when it
# starts; "pip install tensorflow[and-cuda]==2.15.1" has them too, in nvidia/*/lib for LD_LIBRARY_PATH.
set -euo pipefail

say() { printf '[tensorflow-local] %s\n' "$*"; }
die() { printf '[tensorflow-local] error: %s\n' "$*" >&2; exit 1; }

[ $# -le 1 ] || die "usage: tensorflow-local.sh [DIR]"
dir=${1:-$(dirname "$0")/..}
tfjs_version=${TFJS_VERSION:-4.22.0}
tf_version=${TF_VERSION:-2.15.1}
case ${TF_DEVICE:=cpu} in
  cpu) package=tfjs-node wheel_name=tensorflow-cpu ;;
  gpu) package=tfjs-node-gpu wheel_name=tensorflow ;;
  *) die "TF_DEVICE is '$TF_DEVICE', expected cpu or gpu" ;;
esac
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || die "only Linux x86_64 is handled"
for tool in node npm python3 "${CXX:=g++}"; do
  command -v "$tool" >/dev/null || die "$tool is missing"
done
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 1. The JavaScript half, without its install script, which wants to download libtensorflow.
pkg=$dir/node_modules/@tensorflow/$package
if [ ! -f "$pkg/package.json" ]; then
  [ -f "$dir/package.json" ] || printf '{"private":true}\n' > "$dir/package.json"
  say "installing $package $tfjs_version without scripts"
  (cd "$dir" && npm install --no-save --save-prod --ignore-scripts --no-audit --no-fund \
    "@tensorflow/$package@$tfjs_version" >"$work/npm.log" 2>&1) \
    || { cat "$work/npm.log" >&2; die "npm install failed"; }
fi
pkg=$(cd "$pkg" && pwd -P)

verify() {
  (cd "$dir" && TF_CPP_MIN_LOG_LEVEL=${TF_CPP_MIN_LOG_LEVEL:-2} node -e '
    const util = require("util");
    util.isNullOrUndefined ??= (v) => v === null || v === undefined; // gone since Node 23
    util.isArray ??= Array.isArray;
    const tf = require(process.argv[1]);
    const near = (a, b) => a.length === b.length && a.every((v, i) => Math.abs(v - b[i]) < 1e-6);
    const before = tf.memory().numTensors;
    const [m, s, g, str] = tf.tidy(() => [
      tf.tensor2d([[1, 2], [3, 4]]).matMul(tf.tensor2d([[5, 6], [7, 8]])).dataSync(),
      tf.softmax(tf.tensor1d([1, 2, 3])).dataSync(),
      tf.grad((x) => x.mul(x).mul(x).sum())(tf.tensor1d([1, 2, 3])).dataSync(),
      tf.tensor1d(["ab", "longer than the inline room of a TF string"]).dataSync(),
    ]);
    const e = [1, 2, 3].map(Math.exp), z = e[0] + e[1] + e[2];
    if (tf.getBackend() !== "tensorflow") throw Error("backend " + tf.getBackend());
    if (!near(m, [19, 22, 43, 50])) throw Error("matMul " + m);
    if (!near(s, e.map((v) => v / z))) throw Error("softmax " + s);
    if (!near(g, [3, 12, 27])) throw Error("grad " + g);
    if (str[0] !== "ab" || str[1].length !== 42) throw Error("strings " + str);
    if (tf.memory().numTensors !== before) throw Error("tensors leak");
    console.log(`[tensorflow-local] ok: TensorFlow ${tf.backend().binding.TF_Version} on the ` +
      `${tf.backend().isUsingGpuDevice ? "GPU" : "CPU"}, tfjs ${tf.version.tfjs}, node ${process.version}`);
  ' "@tensorflow/$package")
}
if [ "${FORCE:-0}" != 1 ] && [ -e "$pkg/deps/lib/libtensorflow.so" ] && verify; then
  say "already built"
  exit 0
fi

# 2. libtensorflow: two shared objects and some headers out of the wheel. The tags of the wheel are spelled out,
#    so that the version of the local Python does not matter.
if [ -n "${TF_WHEEL:-}" ]; then
  tag=$(basename "$TF_WHEEL" .whl)
else
  tag=$wheel_name-$tf_version
fi
cache=${TF_CACHE:-$dir/node_modules/.cache/libtensorflow}
mkdir -p "$cache"
lib=$(cd "$cache" && pwd -P)/$tag
if [ ! -f "$lib/complete" ]; then
  wheel=${TF_WHEEL:-}
  if [ -z "$wheel" ]; then
    say "downloading the wheel $wheel_name $tf_version (200 MB, with CUDA kernels 500 MB)"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps \
      --only-binary=:all: --implementation cp --python-version 3.11 --abi cp311 \
      --platform manylinux_2_27_x86_64 --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 \
      --dest "$work" "$wheel_name==$tf_version"
    wheel=$(ls "$work"/tensorflow*.whl)
  fi
  say "unpacking"
  part=$lib.part.$$
  trap 'rm -rf "$work" "$part"' EXIT
  python3 - "$wheel" "$part" <<'PY'
import os, shutil, sys, zipfile
wheel, out = sys.argv[1:]
want = ('c/', 'core/platform/ctstring', 'tsl/c/', 'tsl/platform/ctstring')
roots = ['tensorflow/include/' + p for p in ('tensorflow/', '', 'xla/')]
headers = tuple(root + path for root in roots for path in want)
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name.startswith('tensorflow/libtensorflow_') and '.so' in name:
            target = 'lib/' + os.path.basename(name)
        elif name.endswith('.h') and name.startswith(headers):
            target = name[len('tensorflow/'):]
        else:
            continue
        target = os.path.join(out, target)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with archive.open(name) as source, open(target, 'wb') as sink:
            shutil.copyfileobj(source, sink, 1 << 22)
PY
  for so in cc framework; do
    [ -f "$part/lib/libtensorflow_$so.so.2" ] || die "the wheel has no libtensorflow_$so.so.2"
    chmod 755 "$part/lib/libtensorflow_$so.so.2"
    if [ "${STRIP:-1}" = 1 ] && command -v strip >/dev/null; then
      strip --strip-unneeded "$part/lib/libtensorflow_$so.so.2"
    fi
  done
  [ -f "$part/include/tensorflow/c/eager/c_api.h" ] || die "the wheel has no C headers"
  touch "$part/complete"
  rm -rf "$lib"
  mv "$part" "$lib"
fi

# 3. deps/ as the package expects it: links into the unpacked wheel.
rm -rf "$pkg/deps"
mkdir -p "$pkg/deps/lib"
ln -sr "$lib/include" "$pkg/deps/include"
for so in cc framework; do
  ln -sr "$lib/lib/libtensorflow_$so.so.2" "$pkg/deps/lib/libtensorflow_$so.so.2"
done
ln -s libtensorflow_cc.so.2 "$pkg/deps/lib/libtensorflow.so"
ln -s libtensorflow_framework.so.2 "$pkg/deps/lib/libtensorflow_framework.so"
# Without these two, "npm rebuild" would empty deps/ and try to download again.
printf '{"tf-lib":"deps"}\n' > "$pkg/scripts/custom-binary.json"
ln -s libtensorflow_cc.so.2 "$pkg/deps/lib/$(node -p \
  'require(process.argv[1]).depsLibTensorFlowName' "$pkg/scripts/deps-constants.js")"

# 4. Node-API headers: next to node, or the small npm package of them.
inc=${NODE_INCLUDE:-}
if [ -z "$inc" ]; then
  node_bin=$(node -p 'require("fs").realpathSync(process.execPath)')
  for d in "$(dirname "$(dirname "$node_bin")")" /usr /usr/local; do
    [ -f "$d/include/node/node_api.h" ] && inc=$d/include/node && break
  done
fi
if [ -z "$inc" ]; then
  say "no Node headers found: taking node-api-headers from npm"
  npm install --prefix "$work/headers" --ignore-scripts --no-audit --no-fund node-api-headers \
    >"$work/npm.log" 2>&1 || { cat "$work/npm.log" >&2; die "npm install failed"; }
  inc=$work/headers/node_modules/node-api-headers/include
fi
[ -f "$inc/node_api.h" ] || die "no node_api.h in $inc"

# 5. The binding: two C++ files over Node-API, so node-gyp is not needed. The folder is named for the highest
#    Node-API level that both the package and Node know.
napi=$(node -p 'const have = +process.versions.napi;
  Math.max(...require(process.argv[1]).binary.napi_versions.filter((v) => v <= have))' "$pkg/package.json")
out=$pkg/lib/napi-v$napi
mkdir -p "$out"
say "compiling for Node-API $napi"
"$CXX" -std=c++17 -O2 -fPIC -shared -DNAPI_VERSION="$napi" -DBUILDING_NODE_EXTENSION \
  -I"$inc" -I"$pkg/deps/include" -I"$pkg/.." \
  "$pkg/binding/tfjs_backend.cc" "$pkg/binding/tfjs_binding.cc" -o "$out/tfjs_binding.node" \
  -L"$pkg/deps/lib" -ltensorflow -ltensorflow_framework -Wl,-rpath,'$ORIGIN/../../deps/lib'

# 6. And use it.
verify || die "built, but the check failed"
say "library and headers: $(du -sh "$lib" | cut -f1), binding: $(du -sh "$out/tfjs_binding.node" | cut -f1)"
