/** What whoever watches from elsewhere sees of the page now: a picture that was checked, or the reason why there is none. */
export type LivePicture = { jpeg: Buffer } | { withheld: string };
