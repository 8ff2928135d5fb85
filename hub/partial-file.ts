import { type FileHandle, open } from "node:fs/promises";

/** A file that grows from its beginning to a known size, and can begin again. */
export class PartialFile {
	readonly #handle: FileHandle;
	#length: number;

	private constructor(handle: FileHandle, length: number) {
		this.#handle = handle;
		this.#length = length;
	}

	/** Opens an existing file; one longer than it may become is worth nothing and begins again. */
	static async open(file: string, size: number): Promise<PartialFile> {
		const handle = await open(file, "r+");
		const partial = new PartialFile(handle, (await handle.stat()).size);
		if (partial.length > size) await partial.restart();
		return partial;
	}

	/** Bytes there are. */
	get length(): number {
		return this.#length;
	}

	async restart(): Promise<void> {
		await this.#handle.truncate(0);
		this.#length = 0;
	}

	async append(bytes: Uint8Array): Promise<void> {
		let written = 0;
		while (written < bytes.length) {
			// At a position: "append" mode would not follow after a restart on every system.
			const rest = bytes.length - written;
			written += (await this.#handle.write(bytes, written, rest, this.#length + written)).bytesWritten;
		}
		this.#length += bytes.length;
	}

	/** Closes it with its bytes on the disk: a crash must not leave a hole in what is taken for complete. */
	async close(): Promise<void> {
		try {
			await this.#handle.datasync();
		} finally {
			await this.#handle.close();
		}
	}
}
