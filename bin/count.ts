/** `1 cell`, `2 cells`. */
export const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? "" : "s"}`;
