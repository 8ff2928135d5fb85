/**
 * Thrown by an editor about a record that the method cannot edit by its nature, such as one whose prompt lacks the
 * subject. The record is skipped and counted with the reason; it is no failure.
 */
export class SkipRecord extends Error {
	override readonly name = "SkipRecord";
	/** Its id, so that a batch can be edited without it. */
	readonly record: string | undefined;

	constructor(message: string, record?: string) {
		super(message);
		this.record = record;
	}
}
