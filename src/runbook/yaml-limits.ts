import { CST, Lexer, Parser } from 'yaml';
import type { Mistake } from './diagnostic.ts';

/** Something in the text that is refused before it is parsed. */
export interface Refusal extends Mistake {
  /** In UTF-16 units from the beginning of the text. */
  offset: number;
}

const DEEPEST = 20;
/** Enough for a file with a thousand customers. */
const MOST_KEYS = 30_000;
/** The yaml library compares each key with all others of its map, so many keys in one map cost their square in time. */
const MOST_IN_A_MAP = 2_000;

function unsupported(message: string, hint: string): Mistake {
  return { code: 'KW-YAML-UNSUPPORTED', message, hint };
}

const UNSUPPORTED: Record<string, Mistake> = {
  'directive-line': unsupported('YAML directives (%) are not part of the language', 'Remove the line.'),
  anchor: unsupported(
    'YAML anchors (&) are not part of the language',
    'Write the value where it is needed, or put it in quotes if it is text that begins with &.',
  ),
  alias: unsupported(
    'YAML aliases (*) are not part of the language',
    'Write the value where it is needed, or put it in quotes if it is text that begins with *.',
  ),
  tag: unsupported(
    'YAML tags (!) are not part of the language',
    'Remove the tag, or put the value in quotes if it is text that begins with !.',
  ),
  'explicit-key-ind': unsupported('a key must be plain text', 'Write "key: value".'),
  'doc-end': unsupported('there must be one document only', 'Remove the line "...".'),
};
const SECOND_DOCUMENT = unsupported(
  'there must be one document only',
  'Remove the line "---" and what follows it, or put it in a file of its own.',
);
const UNQUOTED_EXPRESSION: Mistake = {
  code: 'KW-EXPRESSION-SYNTAX',
  message: 'inside { } or [ ] an expression must be in quotes',
  hint: 'Write "${{ name }}".',
};
const tooManyKeys = (message: string): Mistake => ({
  code: 'KW-YAML-LIMIT',
  message,
  hint: 'Customers can have a file each, in a folder "customers".',
});
const TOO_MANY_KEYS = tooManyKeys(`there are more than ${MOST_KEYS} keys and list entries`);
const TOO_MANY_IN_A_MAP = tooManyKeys(`one map has more than ${MOST_IN_A_MAP} keys`);
const TOO_DEEP: Mistake = {
  code: 'KW-YAML-LIMIT',
  message: `maps and lists are nested more than ${DEEPEST} deep`,
};

type Type = CST.TokenType | 'content' | null;

function isCollection(token: CST.Token): boolean {
  return token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection';
}

/** Whether a token belongs to a document's content, so that a `---` after it begins a second document. */
function isContent(type: Type): boolean {
  return (
    type === 'doc-start' ||
    type === 'scalar' ||
    type === 'map-value-ind' ||
    type === 'seq-item-ind' ||
    type?.startsWith('flow-') === true ||
    type?.endsWith('-scalar') === true
  );
}

/** Judges the tokens one by one. */
class TokenJudge {
  #keys = 0;
  #content = false;
  #dollar = false;

  /** Why the next token is refused; `back` is how many characters before it the mistake begins. */
  refuse(type: Type, lexeme: string): { mistake: Mistake; back: number } | undefined {
    const unsupportedToken = type === null ? undefined : UNSUPPORTED[type];
    if (unsupportedToken) return { mistake: unsupportedToken, back: 0 };
    // Inside { } or [ ], plain text ends at a bracket, so of ${{ only the $ is text.
    if (this.#dollar && type === 'flow-map-start') return { mistake: UNQUOTED_EXPRESSION, back: 1 };
    this.#dollar = type === 'content' && lexeme.endsWith('$');
    if (type === 'doc-start' && this.#content) return { mistake: SECOND_DOCUMENT, back: 0 };
    if (type === 'map-value-ind' || type === 'seq-item-ind' || type === 'comma') this.#keys += 1;
    if (this.#keys > MOST_KEYS) return { mistake: TOO_MANY_KEYS, back: 0 };
    this.#content ||= isContent(type);
    return undefined;
  }
}

/** Steps the parser for its stack; nobody needs what it makes. */
function step(parser: Parser, lexeme: string): void {
  const made = parser.next(lexeme);
  while (!made.next().done);
}

/**
 * Reads the text token by token, for what the language does not have and for what would cost too much. The lexer and
 * the token parser do not recurse, so depth is counted here, before anything that does (CVE-2026-33532).
 * @returns the first thing that is wrong
 */
export function overLimits(text: string): Refusal | undefined {
  const parser = new Parser();
  const judge = new TokenJudge();
  const keysIn = new Map<CST.Token | undefined, number>();
  let scalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    // The lexeme after a scalar's mark is its text, whatever it looks like.
    const type: Type = scalar ? 'content' : CST.tokenType(lexeme);
    scalar = type === 'scalar';
    const refused = judge.refuse(type, lexeme);
    if (refused) return { offset: offset - refused.back, ...refused.mistake };
    step(parser, lexeme);
    if (type === 'map-value-ind') {
      const map = parser.stack.findLast(isCollection);
      keysIn.set(map, (keysIn.get(map) ?? 0) + 1);
      if (keysIn.get(map)! > MOST_IN_A_MAP) return { offset, ...TOO_MANY_IN_A_MAP };
    }
    if (parser.stack.length > DEEPEST && parser.stack.filter(isCollection).length > DEEPEST)
      return { offset, ...TOO_DEEP };
  }
  return undefined;
}
