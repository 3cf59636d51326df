import { userInfo } from 'node:os';

/** Who is at work, for the evidence. */
export const operator = (): string => process.env['KEYWRIGHT_OPERATOR'] || userInfo().username;
