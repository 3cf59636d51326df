/** Signs that show how a list is sorted, or that a section opens: ^ ˄ ← ⌃ ▲ ⬅ and their like. */
const SIGNS = '\\^\\u02c2-\\u02c5\\u2190-\\u21ff\\u2303\\u2304\\u25b2-\\u25c5\\u2b05-\\u2b07';
const AROUND = new RegExp(`^[\\s*${SIGNS}]+|[\\s*:${SIGNS}]+$`, 'g');

/** Text as it is compared: no case, no double spaces, no asterisk, colon or sign around it. */
export const plain = (text: string | undefined): string =>
  (text ?? '')
    .replace(/[\s\u00a0\u200b]+/g, ' ')
    .replace(AROUND, '')
    .toLowerCase();
