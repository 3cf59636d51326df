/** The beginning of a SHA-256, for the eye. */
export const shortSha = (sha256: string): string => sha256.slice(0, 12);
