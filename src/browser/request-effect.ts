import { percentDecoded } from '../files/percent-decoded.ts';

/** What a request does at the server, as far as its method and its name tell. */
export type Effect = 'reads' | 'may change' | 'not told';

/** Opening is looking, too: records have addresses such as `openrecord.rails` (PRODUCT.md A10). */
const READING = new RegExp(
  `^(${[
    'get|find|list|load|search|query|read|fetch|count|look|lookup|is|has|check|validate|ping|poll|test|preview',
    'export|show|suggest|open|retrieve|browse|display|render|describe|enumerate|autocomplete|typeahead',
  ].join('|')})$`,
);
/** Nouns that read where they stand behind a dot, as in `roles.all`. A POST to a noun alone makes one. */
const READING_BEHIND = /^(all|detail|details|view|filter)$/;
/** What the name of a program may end with that only reads: `RoleList.rails`, `MemberCounts.rails`. */
const READING_LAST = /^(all|details?|view|filter|list|get|find|search|query|read|fetch|counts?|lookup|info)$/;
/** Parts of a screen: a POST to one brings what stands in it, as in `roles/section`. Records have other names. */
const PART = /^(section|page|part|tree|summary|count|info)$/;
/** Nouns by their ending: several things, or what goes on. No name of a deed ends so. */
const NOUN = /^[a-z]+([^ius]s|[a-z]{2}ings?)$/;
/** What asks for a part of a list: which rows of it. */
const PARTS = 'page\\w*|limit|offset|skip|take|start';
/** What a body may give that changes nothing: which record, and which part of a list. */
const WHICH = new RegExp(`^(rec)?id$|[a-z](Id|_id)$|^(${PARTS}|count|size)$`);
/** The same of a part alone, in the words of tables that their server fills, too. */
const ROWS = new RegExp(`^(${PARTS}|length|draw)$`, 'i');
/** What else such a question may give: columns, their order, what is searched, and what proves that a form was sent. */
const ASKED = /^(columns|order|sort|search|filter|query)\w*(\[.*)?$|token$/i;
/** No words that are as often nouns, such as `change` in `GetChangeLog`: what is not known is held against records. */
const CHANGING = new RegExp(
  `^(${[
    'save|create|make|update|upsert|patch|modify|replace|write|delete|remove|destroy|purge|clear|set|add|insert|put',
    'store|edit|rename|copy|clone|duplicate|move|merge|import|reset|restore|archive|assign|grant|revoke|rotate',
    'generate|regenerate|register|unregister|attach|detach|approve|invite|enable|disable|activate|deactivate|silence',
    'submit',
  ].join('|')})$`,
);
/** They begin as reading does, and change who holds a record. */
const CHECK_IN_OR_OUT = /^check (in|out)\b/;

/** Numbers of records, UUIDs and the like. */
const ID = /^(\d+|[0-9a-f-]{16,})$/i;

/** A path as it may be printed. */
export const withoutIds = (path: string): string =>
  path
    .split('/')
    .map((part) => (ID.test(part) ? '…' : part))
    .join('/');

/** What names end with on servers, and that says nothing; `list` in `roles.list` does. */
const ENDING = /\.(rails|php|aspx|ashx|asmx|axd|svc|jsp|do|action|cgi|json|xml|html?)$/i;

/** `getAPIKeys-now.rails` is `get api keys now`. */
function wordsOf(name: string): string[] {
  return name
    .replace(ENDING, '')
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/**
 * What a name says: that it changes anywhere, as `getOrCreate` does; that it reads at its beginning alone, or at that of
 * its last part, as in `roles.list`.
 */
function effectOfName(name: string): Effect {
  const words = wordsOf(name);
  if (words.some((word) => CHANGING.test(word)) || CHECK_IN_OR_OUT.test(words.join(' '))) return 'may change';
  const [, ...behind] = name.replace(ENDING, '').split('.');
  const last = wordsOf(behind.at(-1) ?? '')[0] ?? '';
  const isPart = PART.test(behind.length > 0 ? last : words.join(' '));
  // A program has the name of what it does, behind that of what it does it to: `Roles/All.rails`, `RoleList.rails`.
  const isProgram = ENDING.test(name) && READING_LAST.test(words.at(-1) ?? '');
  return READING.test(words[0] ?? '') || READING.test(last) || READING_BEHIND.test(last) || isPart || isProgram
    ? 'reads'
    : 'not told';
}

/**
 * Whether a request names things and no deed, and gives nothing that they could be changed to: `members.licensing`. Behind
 * a slash, where POST makes one of several, only what goes on by itself, of no record: `members/licensing`.
 */
function onlyNames(parts: readonly string[], name: string, body: string): boolean {
  const [, ...behind] = name.replace(ENDING, '').split('.');
  const word = (behind.at(-1) ?? name).toLowerCase();
  const given = givenIn(body);
  if (!NOUN.test(word) || given === undefined || given.some((key) => !WHICH.test(key))) return false;
  const records = given.filter((key) => /id$/i.test(key)).length + parts.filter((part) => ID.test(part)).length;
  return behind.length > 0 ? records < 2 : records === 0 && /ings?$/.test(word);
}

/** The names of what a body gives; undefined where nobody can tell. */
function givenIn(body: string): string[] | undefined {
  if (body.trim() === '') return [];
  try {
    const given: unknown = JSON.parse(body);
    return typeof given === 'object' && !Array.isArray(given) ? Object.keys(given ?? {}) : undefined;
  } catch {
    return body.split('&').every((pair) => pair.includes('=')) ? [...new URLSearchParams(body).keys()] : undefined;
  }
}

/** Whether a body asks for some rows of a list, and gives nothing else: two things tell which rows. */
function asksForRows(body: string): boolean {
  const given = givenIn(body) ?? [];
  return given.filter((key) => ROWS.test(key)).length > 1 && given.every((key) => ROWS.test(key) || ASKED.test(key));
}

/** One address for all that there is: only the body tells. */
const isGraphql = (path: string): boolean => /(^|\/)(graphql|gql)\/?$/i.test(path);

function effectOfGraphql(body: string): Effect {
  // In JSON, a line break before the word is a letter.
  if (/(\b|\\[nrt])mutation\b/.test(body)) return 'may change';
  // A query that the server keeps is sent by its name.
  const names = [...body.matchAll(/"operationName"\s*:\s*"(\w+)"/g)].map(([, name]) => name!);
  return names.some((name) => effectOfName(name) === 'may change') ? 'may change' : 'reads';
}

/** A request as far as it is judged. */
export interface Judged {
  method: string;
  path: string;
  /** Read where the name does not tell. */
  body?: string;
}

/** What a request does, by its method and the last part of its path that is no number. */
export function effectOf({ method, path, body = '' }: Judged): Effect {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return 'reads';
  if (method !== 'POST') return 'may change';
  if (isGraphql(path)) return effectOfGraphql(body);
  const parts = percentDecoded(path).split('/');
  const name = parts.findLast((part) => part !== '' && !ID.test(part)) ?? '';
  const effect = effectOfName(name);
  return effect === 'not told' && (onlyNames(parts, name, body) || asksForRows(body)) ? 'reads' : effect;
}

/**
 * Whether a check may not send this.
 * @param records what the names of requests call the records that actions change; left out: everything
 */
export function isRefused(request: Judged, records?: RegExp): boolean {
  const { method, path } = request;
  if (effectOf(request) === 'reads') return false;
  if (method !== 'POST' || records === undefined || isGraphql(path)) return true;
  const whole = percentDecoded(path);
  const words = whole.split('/').flatMap(wordsOf).join(' ');
  return [whole, words].some((text) => text.search(records) !== -1);
}
