import { UserError } from '../files/user-error.ts';

/** Settings that make Playwright or Node write what they handle, secrets included, into logs and files. */
const LEAKY: [variable: string, pattern: RegExp][] = [
  ['DEBUG', /pw:|\*/],
  ['PWDEBUG', /./],
  ['NODE_DEBUG', /./],
  ['NODE_OPTIONS', /--inspect|--heap|--report|--cpu-prof|--trace|--tls-keylog/],
];

/** @throws UserError that names a setting which would let secrets out, or which means nothing */
export function refuseLeakyEnvironment(environment: Readonly<Record<string, string | undefined>> = process.env): void {
  const leak = LEAKY.find(([variable, pattern]) => pattern.test(environment[variable] ?? ''));
  if (leak !== undefined)
    throw new UserError(
      'KW-ENVIRONMENT',
      `${leak[0]} is set: it would write passwords and keys to the terminal or to files.\nNext:     Unset ` +
        `${leak[0]}, then start again.`,
    );
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    throw new UserError(
      'KW-ENVIRONMENT',
      'NODE_TLS_REJECT_UNAUTHORIZED is 0: anybody on the network could pose as the portal and get the keys.\n' +
        'Next:     Unset it, then start again.',
    );
  const level = environment['KEYWRIGHT_LOG_LEVEL'] || 'info';
  if (!['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].includes(level))
    throw new UserError(
      'KW-ENVIRONMENT',
      `KEYWRIGHT_LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent, not "${level}".`,
    );
  const flag = process.execArgv.find((argument) => /^--(inspect|heap|report|cpu-prof|tls-keylog)/.test(argument));
  if (flag !== undefined)
    throw new UserError(
      'KW-ENVIRONMENT',
      `Node was started with ${flag}, which lets others read passwords and keys.\nNext:     Start again without it.`,
    );
}
