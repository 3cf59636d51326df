/** A file that must be refused. In its text, `▲` stands right before the place that the message must name. */
export interface BadCase {
  /** What is wrong; table.ts lists it by this name. */
  what: string;
  text: string | Buffer;
  /** Part of the message or hint. */
  says: string;
  /** Must not be in the message. */
  hides?: string;
}

/** Cuts the mark out and says where it stood. */
export function unmark(text: string): { text: string; place: string } {
  const before = text.slice(0, text.indexOf('▲')).split('\n');
  return { text: text.replace('▲', ''), place: `${before.length}:${before.at(-1)!.length + 1}` };
}
