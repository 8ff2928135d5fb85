/** Resident memory of this process at its highest so far, in bytes. */
export const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;
