import type { Sql } from './database.ts';

/** Our tables: one statement per version, never changed once it was released. */
const VERSIONS = [
  `create table keywright.lease (
     customer text primary key,
     epoch bigint not null,
     holder jsonb not null,
     until timestamptz not null
   );
   create table keywright.hold (
     customer text primary key,
     since timestamptz not null default clock_timestamp(),
     operator text not null
   );
   create table keywright.decision (
     at timestamptz not null default clock_timestamp(),
     operator text not null,
     host text not null,
     what text not null,
     customer text not null,
     job uuid
   );`,
  `create table keywright.state (
     name text not null,
     part int not null,
     sealed bytea not null,
     primary key (name, part)
   );
   create table keywright.state_key (
     one boolean primary key default true check (one),
     id text not null,
     sealed bytea not null
   );`,
  `create table keywright.schedule (
     name text primary key,
     said text not null,
     signature text not null,
     seen timestamptz not null,
     missed timestamptz[] not null default '{}',
     came jsonb
   );
   create table keywright.turn (
     queue text not null,
     customer text not null,
     job uuid not null,
     primary key (queue, customer)
   );
   alter table keywright.decision alter column customer drop not null, add column schedule text;`,
];

/**
 * Makes our tables, or brings them up to date; in one transaction, and one at a time.
 * @returns how many versions were added
 */
export async function migrateTables(sql: Sql): Promise<number> {
  await sql.executeSql(`select pg_advisory_xact_lock(hashtext('keywright migrate'))`);
  await sql.executeSql('create schema if not exists keywright');
  await sql.executeSql('create table if not exists keywright.version (number int primary key)');
  const { rows } = await sql.executeSql('select coalesce(max(number), 0) as number from keywright.version');
  const known = Number(rows[0]!['number']);
  for (const [at, statements] of VERSIONS.entries()) {
    if (at < known) continue;
    await sql.executeSql(statements);
    await sql.executeSql('insert into keywright.version values ($1)', [at + 1]);
  }
  return Math.max(VERSIONS.length - known, 0);
}
