/**
 * The codes of what can be wrong in runbooks, customers files and inputs. src/README.md says what each means. A code
 * keeps its meaning, because scripts read it.
 */
export const RUNBOOK_CODES = [
  // The file
  'KW-FILE-MISSING',
  'KW-FILE-UNREADABLE',
  'KW-FILE-TOO-LARGE',
  'KW-FILE-ENCODING',
  'KW-FILE-EMPTY',
  // YAML
  'KW-YAML-SYNTAX',
  'KW-YAML-UNSUPPORTED',
  'KW-YAML-LIMIT',
  'KW-YAML-KEY',
  'KW-YAML-NUMBER',
  'KW-HIDDEN-CHARACTER',
  // Keys and values
  'KW-KEY-DUPLICATE',
  'KW-KEY-UNKNOWN',
  'KW-KEY-INVALID',
  'KW-VALUE-MISSING',
  'KW-VALUE-TYPE',
  'KW-VALUE-CHOICE',
  'KW-VALUE-LIMIT',
  'KW-VALUE-FORMAT',
  'KW-SECRET-MISPLACED',
  // Steps
  'KW-ACTION-UNKNOWN',
  'KW-STEP-DUPLICATE',
  'KW-STEP-LIMIT',
  'KW-APPROVE-USELESS',
  // Expressions
  'KW-EXPRESSION-SYNTAX',
  'KW-EXPRESSION-MISPLACED',
  'KW-EXPRESSION-UNKNOWN',
  'KW-EXPRESSION-ORDER',
  'KW-EXPRESSION-TYPE',
  // Inputs and customers
  'KW-INPUT-SYNTAX',
  'KW-INPUT-UNKNOWN',
  'KW-INPUT-DUPLICATE',
  'KW-INPUT-MISSING',
  'KW-INPUT-UNUSED',
  'KW-CUSTOMER-UNKNOWN',
  'KW-VENDOR-UNKNOWN',
  'KW-PORTAL-MISSING',
  'KW-PORTAL-BROKEN',
  'KW-PROXY-SETTING',
] as const;

export type RunbookCode = (typeof RUNBOOK_CODES)[number];
