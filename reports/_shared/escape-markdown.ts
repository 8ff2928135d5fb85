/**
 * Text that means itself in Markdown, on one line and in a table's cell. What means nothing where it stands (the
 * underscore inside `wiki_recent`, lone square brackets) is left alone, so that the source stays readable.
 */
export const escapeMarkdown = (text: string): string =>
	text
		.replace(/\s+/g, " ")
		.trim()
		.replace(/[\\`*~<|]/g, "\\$&")
		.replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
		.replace(/\](?=[([:])/g, "\\]")
		.replace(/&(?=#?\w+;)/g, "\\&")
		.replace(/^[#>+-]/, "\\$&")
		.replace(/^(\d+)([.)])(?= |$)/, "$1\\$2");
