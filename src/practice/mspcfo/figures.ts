/** What the financial pages show: always the same sample of a managed-services business. */

export interface Agreement {
  client: string;
  kind: string;
  /** Dollars a month. */
  revenue: number;
  /** Cost of labour in dollars a month. */
  labour: number;
  /** Cost of licences and products in dollars a month. */
  products: number;
  seats: number;
}

export const AGREEMENTS: readonly Agreement[] = [
  {
    client: 'Meridian Manufacturing',
    kind: 'Managed Services',
    revenue: 8450,
    labour: 2310,
    products: 1620,
    seats: 74,
  },
  { client: 'Sunline Logistics', kind: 'Managed Services', revenue: 6900, labour: 2980, products: 1190, seats: 61 },
  {
    client: 'Palmetto Title & Escrow',
    kind: 'Managed Services',
    revenue: 4120,
    labour: 1080,
    products: 905,
    seats: 33,
  },
  { client: 'Fletcher & Boyd, CPAs', kind: 'Managed Services', revenue: 3675, labour: 720, products: 840, seats: 28 },
  { client: 'Gulf Coast Realty', kind: 'Managed Services', revenue: 3180, labour: 1490, products: 655, seats: 26 },
  { client: 'Bayside Dental Group', kind: 'Managed Services', revenue: 2450, labour: 610, products: 515, seats: 19 },
  { client: 'Bellair Architects', kind: 'Block Time', revenue: 2210, labour: 1370, products: 180, seats: 14 },
  {
    client: 'Oakhurst Family Practice',
    kind: 'Managed Services',
    revenue: 1980,
    labour: 540,
    products: 420,
    seats: 16,
  },
  { client: 'Tarpon Springs Supply', kind: 'Office 365', revenue: 1540, labour: 190, products: 860, seats: 22 },
  { client: 'Harbor Point Marina', kind: 'Managed Services', revenue: 1275, labour: 830, products: 240, seats: 9 },
  { client: 'Ybor Coffee Roasters', kind: 'Office 365', revenue: 1120, labour: 95, products: 590, seats: 12 },
  { client: 'Suncoast Youth League', kind: 'Block Time', revenue: 690, labour: 510, products: 60, seats: 6 },
];

/** Recurring revenue and gross margin of the last twelve months, the oldest first, in thousands of dollars. */
export const MONTHS: readonly [revenue: number, margin: number][] = [
  [31.2, 15.9],
  [31.8, 16.4],
  [32.1, 16.1],
  [33.0, 17.3],
  [33.4, 17.9],
  [34.2, 18.0],
  [34.1, 17.6],
  [35.3, 18.9],
  [35.9, 19.4],
  [36.4, 19.8],
  [37.0, 19.6],
  [37.6, 20.6],
];

interface Receivable {
  client: string;
  current: number;
  days30: number;
  days60: number;
  days90: number;
}

export const RECEIVABLES: readonly Receivable[] = [
  { client: 'Meridian Manufacturing', current: 8450, days30: 0, days60: 0, days90: 0 },
  { client: 'Sunline Logistics', current: 6900, days30: 6900, days60: 0, days90: 0 },
  { client: 'Palmetto Title & Escrow', current: 4120, days30: 0, days60: 0, days90: 0 },
  { client: 'Gulf Coast Realty', current: 3180, days30: 3180, days60: 1215, days90: 0 },
  { client: 'Bellair Architects', current: 2210, days30: 0, days60: 0, days90: 640 },
  { client: 'Harbor Point Marina', current: 1275, days30: 1275, days60: 0, days90: 0 },
];

export const marginOf = ({ revenue, labour, products }: Agreement): number => (revenue - labour - products) / revenue;

export const dollars = (amount: number): string => `$${Math.round(amount).toLocaleString('en-US')}`;
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
