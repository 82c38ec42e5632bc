/** The tables of the quickstart. Their names begin with `oxbow_`, so that they meet nobody else's where they are made and dropped. */
import {
  char,
  check,
  date,
  decimal,
  enumeration,
  gt,
  index,
  integer,
  isNull,
  or,
  smallint,
  table,
  text,
  timestamp,
  uuid,
  varchar,
} from 'oxbow'

export const nations = table('oxbow_nations', {
  code: char(3, { primaryKey: true }),
})

export const sports = table('oxbow_sports', {
  id: integer({ primaryKey: true, generate: 'identity' }),
  name: varchar(40, { unique: true }),
})

export const athletes = table(
  'oxbow_athletes',
  {
    id: uuid({ primaryKey: true, generate: 'v7' }),
    name: varchar(80),
    nation: char(3, { references: { to: nations.code } }),
    sportId: integer({ references: { to: sports.id } }),
    sex: enumeration(['female', 'male']),
    bornOn: date(),
    height: decimal(3, 2, { nullable: true, comment: 'metres' }),
    weight: integer({ nullable: true, comment: 'kilograms' }),
    gold: smallint({ default: 0 }),
    silver: smallint({ default: 0 }),
    bronze: smallint({ default: 0 }),
    about: text({ nullable: true }),
    loadedAt: timestamp({ default: 'now' }),
  },
  (t) => [check('oxbow_athletes_height', or(isNull(t.height), gt(t.height, '0'))), index([t.nation]), index([t.sportId])],
)
