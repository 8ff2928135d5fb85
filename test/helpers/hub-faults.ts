import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/** What the test hub does instead of what it should. */
export type Fault =
	| { readonly kind: "status"; readonly status: number; readonly headers?: Record<string, string> }
	/** Some bytes, then the connection breaks. */
	| { readonly kind: "cut"; readonly after: number }
	/** Some bytes, then a regular end, as if that were all. */
	| { readonly kind: "short"; readonly after: number }
	/** The last byte wrong. */
	| { readonly kind: "alter" }
	/** Four bytes too many. */
	| { readonly kind: "lengthen" }
	/** Some bytes, then silence. */
	| { readonly kind: "stall"; readonly after: number }
	/** All of it, but so many bytes at a time with a pause between. */
	| { readonly kind: "drip"; readonly bytes: number; readonly everyMs: number }
	/** All of it though a part was asked for, as servers without Range do. */
	| { readonly kind: "ignoreRange" }
	/** Something else altogether, with status 200. */
	| { readonly kind: "body"; readonly body: string };

/** What a well-behaved hub answers. */
export interface Reply {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string | number>>;
	readonly body?: Buffer | string;
	/** True for contents, of which a part may be asked for. */
	readonly hasRanges?: boolean;
}

/** The part of the contents that the Range header asks for. */
function partial(reply: Reply, request: IncomingMessage): Reply {
	const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? "") ?? [];
	const body = Buffer.from(reply.body ?? "");
	if (!reply.hasRanges || from === undefined) return { ...reply, body };
	const start = Number(from);
	if (start >= body.length) return { status: 416 };
	const range = `bytes ${start}-${body.length - 1}/${body.length}`;
	return { status: 206, headers: { ...reply.headers, "content-range": range }, body: body.subarray(start) };
}

/** A reply as the fault leaves it, before it is sent. */
function spoilt(reply: Reply, fault: Fault | undefined, request: IncomingMessage): Reply {
	switch (fault?.kind) {
		case "status":
			return { status: fault.status, headers: fault.headers ?? {} };
		case "body":
			return { status: 200, headers: { "content-type": "text/html" }, body: fault.body };
		case "ignoreRange":
			return reply;
		case "alter": {
			const body = Buffer.from(reply.body ?? "");
			body[body.length - 1]! ^= 1;
			return partial({ ...reply, body }, request);
		}
		case "lengthen":
			return partial(
				{ ...reply, body: Buffer.concat([Buffer.from(reply.body ?? ""), Buffer.from("more")]) },
				request,
			);
		default:
			return partial(reply, request);
	}
}

/** Sends a reply, or what the fault makes of it. */
export async function send(
	reply: Reply,
	fault: Fault | undefined,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const { status, headers, body: content = "" } = spoilt(reply, fault, request);
	const body = Buffer.from(content);
	// Without a length, an early end looks like a regular one.
	const length = fault?.kind === "short" ? {} : { "content-length": body.length };
	response.writeHead(status, { ...headers, ...length });
	if (request.method === "HEAD") response.end();
	else if (fault?.kind === "cut") {
		// A moment later: a stream that breaks forgets what it has not handed over yet.
		response.write(body.subarray(0, fault.after), () => setTimeout(() => response.socket?.destroy(), 30));
	} else if (fault?.kind === "short") response.end(body.subarray(0, fault.after));
	else if (fault?.kind === "stall") response.write(body.subarray(0, fault.after));
	else if (fault?.kind === "drip") await drip(body, fault, response);
	else response.end(body);
}

async function drip(
	body: Buffer,
	{ bytes, everyMs }: Extract<Fault, { kind: "drip" }>,
	response: ServerResponse,
): Promise<void> {
	for (let at = 0; at < body.length && !response.destroyed; at += bytes) {
		response.write(body.subarray(at, at + bytes));
		await wait(everyMs);
	}
	response.end();
}
