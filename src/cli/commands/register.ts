import { Option } from 'commander';
import { define } from '../define.ts';
import { jsonLines, onlyCustomer, workspace } from '../options.ts';
import type { RegisterOptions } from '../work/register.ts';

export const register = define({
  name: 'register',
  description: 'list who has access to what at every customer, since when, and when that was last read and checked',
  options: [workspace, onlyCustomer, new Option('--csv <file>', 'write it as a CSV file'), jsonLines],
  examples: [['keywright register --csv access.csv', 'all accounts, rights and keys, for an auditor']],
  async action(options: RegisterOptions) {
    const { showRegister } = await import('../work/register.ts');
    await showRegister(options);
  },
});
