import { Option } from 'commander';
import { define } from '../define.ts';
import { collect, workspace } from '../options.ts';
import type { InitOptions } from '../work/init.ts';

export const init = define({
  name: 'init',
  description: 'create a workspace: customers file, .env.example, .gitignore, editor schema, signing key, passphrase',
  options: [
    workspace,
    new Option('--add <name>', 'add a customer with this name to the workspace'),
    new Option(
      '--from <table>',
      'take the customers from a table (CSV) with the headings name, title, connectwise.url, connectwise.company, …; ' +
        'runbooks/customers.example.csv of Keywright is one',
    ),
    new Option(
      '--set <field=value>',
      'give a field, such as connectwise.url=https://na.myconnectwise.net or title="Acme IT"; with --from, where a ' +
        'row leaves it empty (repeatable)',
    ).argParser(collect),
  ],
  examples: [
    ['keywright init', 'create a workspace in this folder; it asks for what it needs'],
    ['keywright init --add acme', 'add a customer; it asks for what it needs'],
    ['keywright init --from customers.csv --set mspcfo.url=https://app.mspcfo.com', 'add all customers of a table'],
  ],
  async action(options: InitOptions) {
    const { makeWorkspace } = await import('../work/init.ts');
    await makeWorkspace(options);
  },
});
