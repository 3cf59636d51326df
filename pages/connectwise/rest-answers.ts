import { excerpt, type HttpAnswer } from '../../src/portal-sdk/index.ts';

/** Whether an answer is about the clientId, and says nothing of the keys (PRODUCT.md E3). */
export const isOfClientId = ({ body }: HttpAnswer): boolean => /client[\s_-]?id/i.test(body);

/** Whether an answer says that the company, or its code base, is unknown there (PRODUCT.md E3). */
const isOfCompany = ({ body }: HttpAnswer): boolean => /\brout|code\s?base|company/i.test(body);

const CLIENT_ID =
  'The clientId was refused, and nothing was said of the keys. Check CONNECTWISE_CLIENT_ID, then run again.';
const STATUS = 'KW-HTTP-STATUS';

/** Whether an answer is a page for people: the REST API itself never sends one. */
export const isPage = ({ body }: HttpAnswer): boolean => /^\s*<(!doctype|html|head|body)\b/i.test(body);

/** Whether the REST API has given data. */
export const isData = ({ status, body }: HttpAnswer): boolean => status === 200 && /^\s*[[{]/.test(body);

/** What an answer means, by its status alone. */
const MEANS: Record<number, { code?: string; hint: string }> = {
  400: {
    code: STATUS,
    hint: 'ConnectWise refuses the call as such; its words above say why. Run again when that is fixed.',
  },
  401: {
    hint:
      'The keys or the clientId were refused. Check CONNECTWISE_CLIENT_ID, then run again: a new pair of keys ' +
      'is made in place of this one.',
  },
  404: {
    code: STATUS,
    hint:
      'There is no such address. Check the url of connectwise in the customers file: it must be the server that ' +
      'the company signs in at.',
  },
};

/**
 * What an answer means that is no clear yes, and what to do (PRODUCT.md E3).
 * @param onboard how people start the job that sets the role right
 */
export function explainAnswer(answer: HttpAnswer, onboard: string): { code?: string; actual: string; hint: string } {
  const { status, body, header } = answer;
  const actual = `the answer ${status} (${excerpt(body, 160)})`;
  if (status >= 300 && status < 400)
    return { actual: `${actual}, which leads on to ${leadsTo(header('location'))}`, ...LED };
  if (isPage(answer) && [200, 400, 401, 403].includes(status)) return { actual, ...PAGE };
  if (status === 403)
    return {
      actual,
      hint:
        'The keys are good, but the role lacks the level that this needs (System / API Reports / Inquire for reports). ' +
        `Run ${onboard}: it looks at the role first, and goes on with these keys.`,
    };
  if (status === 429) {
    const told = header('retry-after');
    const until = told === undefined ? '' : /^\d+$/.test(told) ? ` (for ${told} seconds)` : ` (until ${told})`;
    return { code: STATUS, actual, hint: `ConnectWise allows no more calls for now${until}. Wait and run again.` };
  }
  if ((status === 400 || status === 401) && isOfClientId(answer)) return { actual, hint: CLIENT_ID };
  if (status === 400 && isOfCompany(answer))
    return {
      actual,
      hint:
        'ConnectWise does not know this company at this server. Check `company` and `url` of connectwise in the ' +
        'customers file.',
    };
  return {
    actual,
    ...(MEANS[status] ?? { code: STATUS, hint: 'Run again later: it looks first and continues from what is there.' }),
  };
}

const PAGE = {
  code: STATUS,
  hint:
    'A page for people is no answer of the REST API, and says nothing of the keys: something before it (a filter, a ' +
    'firewall, a sign-in page of this network) answers in its place, or the url of connectwise is another server. ' +
    'Run again when that is fixed.',
};

const LED = {
  code: 'KW-OTHER-HOST',
  hint: 'Give the address that it leads to as url of connectwise in the customers file, if that is the server; then run again.',
};

/** The origin of a Location header. */
function leadsTo(location = ''): string {
  return URL.parse(location)?.origin ?? 'another path of the same server';
}
