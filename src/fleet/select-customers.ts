import type { Batch } from '../evidence/runs/batches.ts';
import { UserError } from '../files/user-error.ts';
import type { Customer } from '../runbook/customers.ts';
import { suggestion } from '../runbook/suggest.ts';

/** Which customers a batch is for. What is given narrows the choice together. */
interface Selection {
  all?: boolean;
  names?: readonly string[];
  /** `tag=pilot`. */
  where?: readonly string[];
  /** Of an earlier batch, those that did not succeed. */
  notDoneIn?: Batch | undefined;
}

function tagOf(condition: string): string {
  const tag = /^tag=([a-z0-9-]+)$/.exec(condition)?.[1];
  if (tag !== undefined) return tag;
  throw new UserError('KW-USAGE', `error: --where takes tag=<tag>, such as tag=pilot, not "${condition}"`);
}

/** Of whom a batch knows nothing: what failed, was stopped, or never began. Drift is a finding. */
const notDone = ({ customers }: Batch) =>
  customers.filter(({ outcome, exit }) => exit !== 0 && outcome !== 'drift').map(({ name }) => name);

/**
 * The chosen customers, each once, in the order of the customers file.
 * @throws UserError when a name or a tag is unknown, or nobody is left
 */
export function selectCustomers(
  customers: ReadonlyMap<string, Customer>,
  { names = [], where = [], notDoneIn }: Selection,
): Customer[] {
  const unknown = names.find((name) => !customers.has(name));
  if (unknown !== undefined)
    throw new UserError(
      'KW-CUSTOMER-UNKNOWN',
      `The customers file has no customer "${unknown}". ${suggestion(unknown, [...customers.keys()], 'Its customers')}`,
    );
  const tags = where.map(tagOf);
  const again = notDoneIn && notDone(notDoneIn);
  const chosen = [...customers.values()].filter(
    (customer) =>
      (names.length === 0 || names.includes(customer.name)) &&
      tags.every((tag) => customer.tags.includes(tag)) &&
      (again === undefined || again.includes(customer.name)),
  );
  if (chosen.length > 0) return chosen;
  if (again?.length === 0)
    throw new UserError(
      'KW-CUSTOMER-NONE',
      `Nothing left to do: batch ${notDoneIn!.batch} succeeded for each of its customers.`,
    );
  const known = [...new Set([...customers.values()].flatMap((customer) => customer.tags))];
  throw new UserError(
    'KW-CUSTOMER-NONE',
    `No customer matches.\nNext:     ` +
      (known.length === 0
        ? 'Give customers `tags: [pilot]` in the customers file, or name them with --customers.'
        : `Tags of the customers file: ${known.join(', ')}.`),
  );
}
