/** What the names of variables with secrets end in: those of portals, and Keywright's own. */
const ENDS = ['PASSWORD', 'PASSPHRASE', 'TOTP_SECRET', 'CLIENT_ID', 'PRIVATE_KEY'];
const OURS = /^(KEYWRIGHT|CONNECTWISE|MSPCFO)_/;

/** Whether a variable of the environment holds a secret for Keywright. A password manager's own stay its own. */
export const namesSecretVariable = (name: string): boolean =>
  OURS.test(name) && ENDS.some((end) => name.endsWith(`_${end}`));
