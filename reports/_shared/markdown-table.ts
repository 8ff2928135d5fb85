/** Columns that stand together under a name. */
export interface ColumnGroup {
	readonly name: string;
	readonly columns: readonly Column[];
}

export interface Column {
	readonly heading: string;
	/** One text a row. */
	readonly cells: readonly string[];
}

export interface Row {
	readonly label: string;
	/** Left out where it has no text. */
	readonly isOptional?: boolean;
}

/**
 * A table as Markdown whose source is aligned. Groups stand side by side as long as a line has room for them, the others
 * in a block below. Where there are several in a block, its header names the groups and the row below it the columns; a
 * group that stands alone is named by a heading (of the third level).
 *
 * @param width characters of a line
 */
export function markdownTable(rows: readonly Row[], groups: readonly ColumnGroup[], width: number): string {
	const room = width - labelWidth(shownRows(rows, groups).map((at) => rows[at]!.label)) - "|  |".length;
	const blocks: ColumnGroup[][] = [];
	let taken = 0;
	for (const group of groups) {
		const wanted = " | ".length + total(columnWidths(group));
		const last = blocks.at(-1);
		if (last !== undefined && taken + wanted <= room) {
			last.push(group);
			taken += wanted;
		} else {
			blocks.push([group]);
			taken = wanted;
		}
	}
	return blocks.map((block) => renderBlock(rows, block)).join("\n\n");
}

const corner = "Method";

function renderBlock(rows: readonly Row[], groups: readonly ColumnGroup[]): string {
	const shown = shownRows(rows, groups);
	const labels = shown.map((at) => rows[at]!.label);
	const first = labelWidth(labels);
	const widths = groups.map(columnWidths);
	const line = (label: string, cells: readonly string[]) =>
		`| ${[label + blanks(first - lengthOf(label)), ...cells].join(" | ")} |`;
	const aligned = (label: string, textOf: (column: Column) => string) =>
		line(
			label,
			groups.flatMap(({ columns }, group) =>
				columns.map((column, at) => padStart(textOf(column), widths[group]![at]!)),
			),
		);
	const ruler = line(
		`:${"-".repeat(first - 1)}`,
		widths.flat().map((width) => `${"-".repeat(width - 1)}:`),
	);
	const headings = aligned(corner, ({ heading }) => heading);
	const body = shown.map((row, at) => aligned(labels[at]!, ({ cells }) => cells[row]!));
	if (groups.length === 1) return [`### ${groups[0]!.name}`, "", headings, ruler, ...body].join("\n");
	const names = line(
		"",
		groups.map((group, at) => spanning(group, total(widths[at]!))),
	);
	return [names, ruler, headings, ...body].join("\n");
}

/** Places of the rows that these groups show. */
function shownRows(rows: readonly Row[], groups: readonly ColumnGroup[]): number[] {
	const hasText = (at: number) => groups.some(({ columns }) => columns.some(({ cells }) => cells[at] !== ""));
	return rows.flatMap(({ isOptional = false }, at) => (isOptional && !hasText(at) ? [] : [at]));
}

/** The first column is wider than its texts where the group's name needs more room. */
function columnWidths(group: ColumnGroup): number[] {
	const widths = group.columns.map(({ heading, cells }) => Math.max(3, widest([heading, ...cells])));
	const lacking = lengthOf(spanning(group, 0)) - total(widths);
	return lacking <= 0 ? widths : widths.map((width, at) => (at === 0 ? width + lacking : width));
}

/** A name above all columns of its group. Markdown joins no cells: those it covers are empty ones at its end. */
const spanning = ({ name, columns }: ColumnGroup, width: number): string => {
	const covered = " |".repeat(columns.length - 1);
	return name + blanks(width - lengthOf(name) - covered.length) + covered;
};

/** Of columns with what separates them. */
const total = (widths: readonly number[]) =>
	widths.reduce((sum, width) => sum + width, 0) + " | ".length * (widths.length - 1);

const labelWidth = (labels: readonly string[]) => widest([corner, ...labels]);
const lengthOf = (text: string) => [...text].length;
const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(lengthOf));
const blanks = (count: number) => " ".repeat(Math.max(0, count));
const padStart = (text: string, width: number) => blanks(width - lengthOf(text)) + text;
