import type { Secret } from './secret.ts';

/** Shorter values would cover half of every picture and shred every log line (security.md 1.1, GitHub Actions masking). */
export const SHORTEST_SECRET = 8;

const forms = new Map<string, string>();
const registered = new Set<Secret>();
let hits = 0;

/** The value as base64 wherever it starts within a longer text: three alignments, without the characters that its neighbours decide. */
function base64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value, 'utf8')]);
    const start = shift === 0 ? 0 : shift + 1;
    const whole = bytes.toString('base64').replace(/=+$/, '');
    const form = whole.slice(start, bytes.length % 3 === 0 ? undefined : -1);
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Every form in which a value usually travels: plain, reversed, URL, form, JSON, HTML, hex, base64. */
export function encodings(value: string): string[] {
  const url = encodeURIComponent(value);
  const hex = Buffer.from(value, 'utf8').toString('hex');
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [...new Set([
    value, [...value].reverse().join(''), url, url.replaceAll('%20', '+'), JSON.stringify(value).slice(1, -1), html, html.replaceAll('"', '&quot;'),
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'), hex, hex.toUpperCase(), ...base64Forms(value),
  ])];
}

/**
 * From now on `clean` knows this secret, and the picture guard looks for it.
 * @throws when it is too short to be told from ordinary text
 */
export function registerSecret(secret: Secret): void {
  const value = secret.reveal();
  if (value.length < SHORTEST_SECRET) {
    throw new Error(`${secret.label} has fewer than ${SHORTEST_SECRET} characters, so it cannot be kept out of pictures and logs reliably. Use a longer one.`);
  }
  registered.add(secret);
  for (const line of [value, ...value.split(/\r?\n/).filter((part) => part.length >= SHORTEST_SECRET)]) {
    for (const form of encodings(line)) forms.set(form, `[${secret.label}]`);
  }
}

/** The secrets that are live in this process. */
export function liveSecrets(): Secret[] {
  return [...registered];
}

/** The last net: replaces every form of every live secret. Whatever is written anywhere goes through it. */
export function clean(text: string): string {
  for (const [form, label] of [...forms].sort(([a], [b]) => b.length - a.length)) {
    if (text.includes(form)) {
      hits += 1;
      text = text.replaceAll(form, label);
    }
  }
  return text;
}

/** How often the net caught something. More than 0 means that something upstream should have known better. */
export function filterHits(): number {
  return hits;
}
