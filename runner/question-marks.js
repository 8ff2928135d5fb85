/** Under which an address with a stand-in carries the one that it stands for. */
const STANDS_FOR = "editbench-stands-for";

/**
 * tsx takes what follows a "?" in a path for a query, and does not see the file's ending: TypeScript in a folder with a
 * question mark in its name would be read as JavaScript. On the way to tsx the mark is replaced; on the way from tsx
 * to the file it is back.
 */
export const load = (url, context, next) => {
	const { protocol, pathname, search, searchParams } = new URL(url);
	const original = searchParams.get(STANDS_FOR);
	if (original !== null) return next(original, context);
	if (protocol !== "file:" || search !== "" || !/%3f.*\.m?tsx?$/i.test(pathname)) return next(url, context);
	const standIn = new URL(url);
	standIn.pathname = pathname.replaceAll(/%3f/gi, "？");
	standIn.searchParams.set(STANDS_FOR, url);
	return next(standIn.href, context);
};
