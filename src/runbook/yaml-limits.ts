import { CST, Lexer, Parser } from 'yaml';

/** Something in the text that is refused before it is put together. */
export interface Refusal {
  /** In UTF-16 units from the beginning of the text. */
  offset: number;
  message: string;
  hint?: string;
}

const DEEPEST = 20;
/** The check for duplicate keys is quadratic. */
const MOST_KEYS = 2_000;

const NOT_IN_THE_LANGUAGE: Record<string, [message: string, hint: string]> = {
  'directive-line': ['YAML directives (%) are not part of the language', 'Remove the line.'],
  anchor: [
    'YAML anchors (&) are not part of the language',
    'Write the value where it is needed, or put it in quotes if it is text that begins with &.',
  ],
  alias: [
    'YAML aliases (*) are not part of the language',
    'Write the value where it is needed, or put it in quotes if it is text that begins with *.',
  ],
  tag: [
    'YAML tags (!) are not part of the language',
    'Remove the tag, or put the value in quotes if it is text that begins with !.',
  ],
  'explicit-key-ind': ['a key must be plain text', 'Write "key: value".'],
  'doc-end': ['there must be one document only', 'Remove the line "...".'],
};

function isCollection(token: CST.Token): boolean {
  return token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection';
}

/**
 * Looks at the text token by token for what the language does not have and for what would cost too much.
 * Neither the lexer nor the token parser recurses, so depth is counted here before anything that does
 * (CVE-2026-33532).
 * @returns the first thing that is wrong
 */
export function overLimits(text: string): Refusal | undefined {
  const parser = new Parser();
  let keys = 0;
  let content = false;
  let scalar = false;
  let dollar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    const type: CST.TokenType | 'content' | null = scalar ? 'content' : CST.tokenType(lexeme);
    scalar = type === 'scalar';
    const refused = type === null ? undefined : NOT_IN_THE_LANGUAGE[type];
    if (refused) return { offset, message: refused[0], hint: refused[1] };
    // Inside { } or [ ] plain text ends at a bracket, so that of ${{ only the $ is text.
    if (dollar && type === 'flow-map-start')
      return {
        offset: offset - 1,
        message: 'inside { } or [ ] an expression must be in quotes',
        hint: 'Write "${{ name }}".',
      };
    dollar = type === 'content' && lexeme.endsWith('$');
    if (type === 'doc-start' && content)
      return {
        offset,
        message: 'there must be one document only',
        hint: 'Remove the line "---" and what follows it, or put it in a file of its own.',
      };
    if (type === 'map-value-ind' && ++keys > MOST_KEYS)
      return {
        offset,
        message: `there are more than ${MOST_KEYS} keys`,
        hint: 'A customers file can be split: choose one with --customers.',
      };
    content ||=
      type === 'doc-start' ||
      scalar ||
      type === 'map-value-ind' ||
      type === 'seq-item-ind' ||
      type?.startsWith('flow-') === true ||
      type?.endsWith('-scalar') === true;
    // What the parser gives is not needed here; it is stepped for its stack.
    for (const _ of parser.next(lexeme)) continue;
    if (parser.stack.length > DEEPEST && parser.stack.filter(isCollection).length > DEEPEST)
      return { offset, message: `maps and lists are nested more than ${DEEPEST} deep` };
  }
  return undefined;
}
