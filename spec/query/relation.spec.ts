import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import { describe, expect, it } from 'vitest'
import {
  arrayOf,
  as,
  asc,
  belongsTo,
  compile,
  eq,
  execute,
  exists,
  fetchAll,
  firstOf,
  from,
  hasMany,
  hasOne,
  insertInto,
  not,
  orderBy,
  pipe,
  related,
  runOrThrow,
  select,
  applySchema,
  createTable,
  dropTable,
  integer,
  table,
  varchar,
} from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { describeEngines } from '../support/engines.js'
import { open } from '../support/shop-data.js'

const people = table('rel_people', { id: integer({ primaryKey: true }), name: varchar(20), bossId: integer({ nullable: true }) })
const badges = table('rel_badges', { id: integer({ primaryKey: true }), personId: integer() })

const reports = hasMany(people, people, (boss, person) => eq(person.bossId, boss.id))
const badge = hasOne(people, badges, (person, own) => eq(own.personId, person.id))
const owner = belongsTo(badges, people, (own, person) => eq(person.id, own.personId))

const report = pipe(people, as('report'))
const second = pipe(people, as('second'))

describe('a relation', () => {
  it('is data: its sources, how many rows it has, and its condition at any two sources', () => {
    expect([reports, badge, owner].map(({ cardinality }) => cardinality)).toEqual(['many', 'maybe', 'one'])
    expect(reports.source).toBe(people)
    expect(reports.target).toBe(people)
  })

  it('is an open query on its source', () => {
    const withBadge = pipe(from(people), select({ name: people.name, badge: firstOf(related(badge)) }))
    const made = compile(postgres)(withBadge)
    expect(made._tag === 'Right' ? made.right.sql : made.left).toBe(
      'select "rel_people"."name", (select json_build_array("rel_badges"."id", "rel_badges"."personId") from "rel_badges" where "rel_badges"."personId" = "rel_people"."id" limit $1) as "badge" from "rel_people"',
    )
  })
})

describeEngines((engine) => {
  it('nests a table in itself, at two levels, under names of their own', async () => {
    const database = await open(engine)
    const tree = pipe(
      from(people),
      orderBy(people.id),
      select({
        name: people.name,
        badge: firstOf(pipe(related(badge), select({ id: badges.id }))),
        reports: arrayOf(
          pipe(
            related(reports, { target: report }),
            orderBy(report.id),
            select({
              name: report.name,
              reports: arrayOf(
                pipe(related(reports, { source: report, target: second }), orderBy(asc(second.id)), select({ name: second.name })),
              ),
            }),
          ),
        ),
      }),
    )
    const unowned = pipe(from(people), orderBy(people.id), select({ name: people.name, alone: not(exists(related(badge))) }))
    const owners = pipe(from(badges), select({ owner: firstOf(pipe(related(owner), select({ name: people.name }))) }))
    const setup = pipe(
      applySchema(dropTable(badges, { ifExists: true }), dropTable(people, { ifExists: true }), createTable(people), createTable(badges)),
      RTE.chain(() =>
        execute(
          insertInto(people)([
            { id: 1, name: 'ann' },
            { id: 2, name: 'bob', bossId: 1 },
            { id: 3, name: 'cat', bossId: 2 },
          ]),
        ),
      ),
      RTE.chain(() => execute(insertInto(badges)({ id: 7, personId: 2 }))),
    )
    try {
      await runOrThrow(database)(setup)
      expect(await runOrThrow(database)(fetchAll(tree))).toEqual([
        { name: 'ann', badge: null, reports: [{ name: 'bob', reports: [{ name: 'cat' }] }] },
        { name: 'bob', badge: { id: 7 }, reports: [{ name: 'cat', reports: [] }] },
        { name: 'cat', badge: null, reports: [] },
      ])
      expect(await runOrThrow(database)(fetchAll(unowned))).toEqual([
        { name: 'ann', alone: true },
        { name: 'bob', alone: false },
        { name: 'cat', alone: true },
      ])
      expect(await runOrThrow(database)(fetchAll(owners))).toEqual([{ owner: { name: 'bob' } }])
    } finally {
      await database.close()
    }
  })
})
