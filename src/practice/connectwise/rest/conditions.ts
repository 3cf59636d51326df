import { RestProblem } from './problem.ts';

type Row = Record<string, unknown>;
type Value = string | number | boolean | null;

const FIELD = /[A-Za-z_][\w/]*/;
const OPERATOR = /!=|<>|<=|>=|=|<|>|\bnot\s+like\b|\blike\b|\bnot\s+contains\b|\bcontains\b/;
const LITERAL = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\[[^\]]+\]|-?\d+(?:\.\d+)?|true|false|null/;
const COMPARISON = new RegExp(`^\\s*(${FIELD.source})\\s*(${OPERATOR.source})\\s*(${LITERAL.source})\\s*`, 'i');

/**
 * What a `conditions` parameter finds: comparisons joined by `and`, for example `identifier="Reports" and
 * inactiveFlag=false`.
 * @throws RestProblem 400 for anything else, `or` and brackets among it
 */
export function conditions(text: string): (row: Row) => boolean {
  const tests: ((row: Row) => boolean)[] = [];
  let rest = text;
  for (;;) {
    const match = COMPARISON.exec(rest);
    if (match === null) throw unsupported(text);
    tests.push(comparison(match[1]!, match[2]!.toLowerCase().replace(/\s+/, ' '), literal(match[3]!)));
    rest = rest.slice(match[0].length);
    if (rest === '') return (row) => tests.every((test) => test(row));
    if (!/^and\s/i.test(rest)) throw unsupported(text);
    rest = rest.slice(4);
  }
}

const unsupported = (text: string) =>
  new RestProblem(400, 'InvalidConditions', `The practice ConnectWise does not understand the conditions: ${text}`);

function literal(text: string): Value {
  if (/^["']/.test(text)) return text.slice(1, -1).replace(/\\(.)/g, '$1');
  if (text.startsWith('[')) return text.slice(1, -1);
  return JSON.parse(text.toLowerCase()) as Value;
}

/** `securityRole/name` leads into a member of a member. */
export const valueAt = (row: Row, path: string): unknown =>
  path.split('/').reduce<unknown>((at, part) => {
    if (typeof at !== 'object' || at === null) return undefined;
    const name = Object.keys(at).find((key) => key.toLowerCase() === part.toLowerCase());
    return name === undefined ? undefined : (at as Row)[name];
  }, row);

function comparison(path: string, operator: string, wanted: Value): (row: Row) => boolean {
  const text = (value: unknown) => String(value ?? '').toLowerCase();
  const pattern = new RegExp(
    `^${text(wanted)
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/[%*]/g, '.*')}$`,
    's',
  );
  return (row) => {
    const value = valueAt(row, path);
    const order =
      typeof value === 'number' && typeof wanted === 'number'
        ? value - wanted
        : text(value).localeCompare(text(wanted));
    switch (operator) {
      case '=':
        return order === 0;
      case '!=':
      case '<>':
        return order !== 0;
      case '<':
        return order < 0;
      case '>':
        return order > 0;
      case '<=':
        return order <= 0;
      case '>=':
        return order >= 0;
      case 'like':
        return pattern.test(text(value));
      case 'not like':
        return !pattern.test(text(value));
      case 'contains':
        return text(value).includes(text(wanted));
      default:
        return !text(value).includes(text(wanted));
    }
  };
}
