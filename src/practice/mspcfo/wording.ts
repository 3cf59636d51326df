import type { MspcfoVariants } from './variants.ts';

export type FieldName = 'publicKey' | 'privateKey' | 'serverUrl' | 'companyId';

/** What the four fields are called, in the order of the form. */
export const FIELD_LABELS: Record<MspcfoVariants['labelWording'], Record<FieldName, string>> = {
  short: { publicKey: 'Public Key', privateKey: 'Private Key', serverUrl: 'Server URL', companyId: 'Company ID' },
  api: {
    publicKey: 'API Public Key',
    privateKey: 'API Private Key',
    serverUrl: 'ConnectWise Server URL',
    companyId: 'ConnectWise Company',
  },
  cw: {
    publicKey: 'CW Public Key',
    privateKey: 'CW Private Key',
    serverUrl: 'CW Server URL',
    companyId: 'CW Company ID',
  },
};
