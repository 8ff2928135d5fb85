#!/usr/bin/env node
// The `bench` command. Plain JavaScript, so that the texts people ask for most come at once, without loading the program.
import { existsSync, readFileSync } from "node:fs";
import { help } from "./help.js";

const isSource = existsSync(new URL("./main.ts", import.meta.url));
const [first, ...rest] = process.argv.slice(2);

if (rest.length === 0 && ["--help", "-h", "help"].includes(first)) console.log(help);
else if (rest.length === 0 && ["--version", "-v"].includes(first)) console.log(version());
else await import(isSource ? "./from-source.js" : "../dist/bin/main.js");

function version() {
	return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}
