/** What one name means in a query, and what is kept from one statement to the next: regressions of a review. */
import { describe, expect, it } from 'vitest'
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import * as o from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { describeEngines } from '../support/engines.js'
import { open } from '../support/shop-data.js'

const { pipe } = o

const parents = o.table('nc_parents', { id: o.integer({ primaryKey: true }), name: o.varchar(20) })
const children = o.table('nc_children', {
  id: o.integer({ primaryKey: true }),
  parentId: o.integer(),
  price: o.decimal(10, 2),
  note: o.json({ nullable: true }),
})
const spaced = o.table('nc_spaced', {
  'a b': o.integer({ nullable: true }),
  a: o.integer({ nullable: true }),
  b: o.integer({ nullable: true }),
})

const sqlOf = (query: o.AnyQuery): unknown => {
  const made = o.compile(postgres)(query as never)
  return made._tag === 'Right' ? made.right.sql : made.left
}

describe('names', () => {
  it('refuses a name that hides another source of a query around it', () => {
    const one = o.tableWith({ schema: 'one' })('things', { id: o.integer() })
    const two = o.tableWith({ schema: 'two' })('things', { id: o.integer() })
    expect(sqlOf(pipe(o.from(one), o.where(o.exists(pipe(o.from(two), o.where(o.eq(two.id, one.id)))))))).toMatchObject({
      reason: 'duplicateSource',
      message: 'things is another source in a query around this one: give it another name with as',
    })
  })

  it('lets a subquery read the table of the query around it', () => {
    const dearest = o.scalarOf(pipe(o.from(children), o.select({ price: o.max(children.price) })))
    expect(sqlOf(pipe(o.from(children), o.select({ id: children.id }), o.where(o.eq(children.price, dearest))))).toBe(
      'select "nc_children"."id" from "nc_children" where "nc_children"."price" = (select max("nc_children"."price") from "nc_children")',
    )
  })

  it('refuses a common table expression that would stand in for a table', () => {
    const captured = pipe(o.from(parents), o.where(o.eq(parents.id, 1)), o.cte('nc_parents'))
    expect(sqlOf(pipe(o.from(captured), o.innerJoin(pipe(parents, o.as('p')), o.always)))).toMatchObject({
      reason: 'duplicateSource',
      message: 'nc_parents is a table of this statement: give the common table expression another name',
    })
  })

  it('refuses a key that would be the prototype of a row, at any depth', () => {
    const query = pipe(o.from(children), o.select({ nested: { ['__proto__']: children.note, id: children.id } }))
    expect(sqlOf(query)).toMatchObject({
      reason: 'identifier',
      message: '"__proto__" cannot be a name on postgres: a row object cannot have such a key',
    })
  })

  it('refuses two columns of one name', () => {
    const query = pipe(o.from(parents), o.select({ 'p.q': parents.id, p: { q: parents.name } }))
    expect(sqlOf(query)).toMatchObject({ reason: 'malformed', message: 'two columns of a select are named p.q' })
  })
})

describe('what is kept', () => {
  it('keeps a select list only for the source it is of', () => {
    const own = pipe(o.from(children), o.select({ id: children.id }))
    const whole = o.from(children)
    expect(sqlOf(whole)).toContain('"nc_children"."price"')
    const other = pipe(o.from(children), o.where(o.eq(children.parentId, parents.id)), o.select(parents), o.lateral('l'))
    const joined = pipe(o.from(parents), o.crossJoin(other), o.select({ own: parents.id, via: other.id }))
    expect(sqlOf(joined)).toContain('lateral (select "nc_parents"."id", "nc_parents"."name" from "nc_children"')
    expect(sqlOf(whole)).toBe(sqlOf(o.from(children)))
    expect(sqlOf(own)).toBe('select "nc_children"."id" from "nc_children"')
  })

  it('tells the values of one column from those of two whose names make it', () => {
    const one = o.compile(sqlite)(o.insertInto(spaced)({ 'a b': 1 }))
    const two = o.compile(sqlite)(o.insertInto(spaced)({ a: 1, b: 2 }))
    expect([one, two].map((made) => (made._tag === 'Right' ? made.right.sql : made.left))).toEqual([
      'insert into `nc_spaced` (`a b`) values (?1)',
      'insert into `nc_spaced` (`a`, `b`) values (?1, ?2)',
    ])
  })

  it('shares equal parameters without comparing all with all', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => index)
    const made = o.compile(sqlite)(pipe(o.from(children), o.distinct, o.where(o.isIn(children.id, values))))
    expect(made._tag === 'Right' ? made.right.params.length : made.left).toBe(20_000)
  })

  it('names every unfit value of a large insert', () => {
    const rows = Array.from({ length: 20_000 }, () => ({ id: 0.5, name: 'x' }))
    const made = o.compile(sqlite)(o.insertInto(parents)(rows))
    expect(made._tag === 'Left' && made.left._tag === 'ValidationError' ? made.left.issues.length : made).toBe(20_000)
  })
})

describeEngines((engine) => {
  const setup = o.applySchema(
    o.dropTable(children, { ifExists: true }),
    o.dropTable(parents, { ifExists: true }),
    o.createTable(parents),
    o.createTable(children),
  )
  const fill = pipe(
    o.execute(
      o.insertInto(parents)([
        { id: 1, name: 'a' },
        { id: 2, name: 'b' },
      ]),
    ),
    RTE.chain(() =>
      o.execute(
        o.insertInto(children)([
          { id: 10, parentId: 1, price: '1.50', note: o.jsonNull },
          { id: 11, parentId: 1, price: '2.25', note: null },
          { id: 12, parentId: 1, price: '3.00', note: { deep: null } },
        ]),
      ),
    ),
  )
  const withData = async <A>(program: RTE.ReaderTaskEither<o.Executor<'nesting'>, o.OxbowError, A>): Promise<A> => {
    const database = await open(engine)
    try {
      return await o.runOrThrow(database)(
        pipe(
          setup,
          RTE.chain(() => fill),
          RTE.chain(() => program as never),
        ) as never,
      )
    } finally {
      await database.close()
    }
  }

  it("tells JSON's null from SQL's", async () => {
    const query = pipe(o.from(children), o.orderBy(children.id), o.select({ note: children.note, absent: o.isNull(children.note) }))
    expect(await withData(o.fetchAll(query))).toEqual([
      { note: o.jsonNull, absent: false },
      { note: null, absent: true },
      { note: { deep: null }, absent: false },
    ])
  })

  it('reads nested rows that come through a derived table', async () => {
    const family = pipe(
      o.from(parents),
      o.select({
        id: parents.id,
        children: o.arrayOf(
          pipe(o.from(children), o.where(o.eq(children.parentId, parents.id)), o.orderBy(children.id), o.select({ price: children.price })),
        ),
      }),
      o.subquery('family'),
    )
    expect(await withData(o.fetchAll(pipe(o.from(family), o.orderBy(family.id))))).toEqual([
      { id: 1, children: [{ price: '1.50' }, { price: '2.25' }, { price: '3.00' }] },
      { id: 2, children: [] },
    ])
  })

  it('gives an absent source of a set operation as a group of nulls, which is what its type says', async () => {
    const some = (id: number) =>
      pipe(
        o.from(parents),
        o.leftJoin(children, o.and(o.eq(children.parentId, parents.id), o.eq(children.id, 10))),
        o.where(o.eq(parents.id, id)),
        o.select({ id: parents.id, child: { id: children.id, price: children.price }, whole: children }),
      )
    const rows = await withData(o.fetchAll(pipe(some(1), o.unionAll(some(2)))))
    expect(rows.map((row) => [row.id, row.child, row.whole.id, row.whole.price])).toEqual([
      [1, { id: 10, price: '1.50' }, 10, '1.50'],
      [2, { id: null, price: null }, null, null],
    ])
  })

  it('binds a text where a value of another type was bound before, on one connection', async () => {
    const one = (value: unknown, type: o.Column) =>
      o.fetchOne(pipe(o.from(parents), o.where(o.eq(parents.id, 1)), o.select({ v: o.literal(value as never, type) })))
    const answers = await withData(
      o.transaction()(
        pipe(
          RTE.Do,
          RTE.bind('first', () => one('a', o.text())),
          RTE.bind('truth', () => one(true, o.boolean())),
          RTE.bind('bytes', () => one(Uint8Array.of(0, 200), o.bytes())),
          RTE.bind('number', () => one(1.5, o.double())),
          RTE.bind('last', () => one('q', o.text())),
        ) as never,
      ) as never,
    )
    expect(answers).toEqual({
      first: { v: 'a' },
      truth: { v: true },
      bytes: { v: Uint8Array.of(0, 200) },
      number: { v: 1.5 },
      last: { v: 'q' },
    })
  })
})
