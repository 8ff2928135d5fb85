/**
 * Runs dependency-cruiser with .dependency-cruiser.cjs. Its own command imports such a file by its bare path, and cannot
 * where that has "#", "%" or "?" in it; JSON it reads from anywhere.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const rules: unknown = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
const folders = [
	"bin benchmarks core datasets editors engine experiments",
	"hub metrics models reports runner",
].flatMap((names) => names.split(" "));
const command = join("node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");

const temporary = mkdtempSync(join(tmpdir(), "layers-"));
const config = join(temporary, "config.json");
writeFileSync(config, JSON.stringify(rules));
const options = ["--config", config, "--output-type", "err"];
const { status } = spawnSync(process.execPath, [command, ...options, ...folders], { stdio: "inherit" });
rmSync(temporary, { recursive: true });
process.exitCode = status ?? 1;
