/** Addresses within the app. Names of customers and runs hold nothing that an address would have to encode. */
export interface Address {
  customer: string;
  run: string;
}

/**
 * How a picture is looked at; part of the address, so that it stays from one picture to the next and a link shows the
 * same.
 */
export interface Look {
  view: 'picture' | 'slider' | 'side';
  changes: boolean;
}

export const runAddress = ({ customer, run }: Address): string => `/run/${customer}/${run}`;
export const pictureAddress = (of: Address, number: number): string => `${runAddress(of)}/picture/${number}`;

function lookQuery({ view, changes }: Look): string {
  const asked = new URLSearchParams({ ...(view !== 'picture' && { view }), ...(changes && { changes: '1' }) });
  return asked.size === 0 ? '' : `?${asked}`;
}

export function readLook(query: (name: string) => string | undefined): Look {
  const view = query('view');
  return { view: view === 'slider' || view === 'side' ? view : 'picture', changes: query('changes') === '1' };
}

export const shotAddress = (of: Address, number: number, look: Look = { view: 'picture', changes: false }): string =>
  `${runAddress(of)}/shot/${number}${lookQuery(look)}`;

export function compareAddress(
  one: Address,
  other: Address,
  pair?: number,
  look: Look = { view: 'picture', changes: false },
): string {
  const asked = new URLSearchParams(lookQuery(look));
  asked.append('run', `${one.customer}/${one.run}`);
  asked.append('run', `${other.customer}/${other.run}`);
  if (pair !== undefined) asked.set('pair', String(pair));
  return `/compare?${asked.toString().replaceAll('%2F', '/')}`;
}
