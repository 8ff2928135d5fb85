/**
 * Checks the API's documentation, as "typedoc --emit none" does. That command takes the entry points for patterns, and finds
 * none where the clone's path has brackets or a "?" in it.
 */
import { readFileSync } from "node:fs";
import { Application, TSConfigReader, TypeDocReader } from "typedoc";
import ts from "typescript";

const app = await Application.bootstrap({}, [new TypeDocReader(), new TSConfigReader()]);
const { entryPoints } = JSON.parse(readFileSync("typedoc.json", "utf8")) as { entryPoints: string[] };
const program = ts.createProgram(entryPoints, app.options.getCompilerOptions(app.logger));
const project = app.converter.convert(
	entryPoints.map((file) => ({
		displayName: file.replace(/\/index\.ts$/, ""),
		program,
		sourceFile: program.getSourceFile(file)!,
	})),
);
app.validate(project);
if (app.logger.hasErrors() || app.logger.hasWarnings() || app.logger.validationWarningCount > 0)
	process.exitCode = 1;
