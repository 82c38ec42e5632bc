/** Golden cases: common table expressions beyond the plain one, and set operations in order. */
import {
  add,
  as,
  asc,
  caseWhen,
  concat,
  cte,
  decimal,
  deleteFrom,
  desc,
  distinct,
  eq,
  except,
  from,
  gt,
  innerJoin,
  insertFrom,
  integer,
  isNull,
  leftJoin,
  limit,
  literal,
  lt,
  mul,
  ne,
  offset,
  orderBy,
  orderByOutput,
  pipe,
  recursive,
  returning,
  select,
  subquery,
  sum,
  union,
  unionAll,
  update,
  where,
  groupBy,
} from '../../lib/index.js'
import { archive, customers, employees, items, orders, stock } from '../support/shop.js'
import type { Cases } from './case.js'

/** Everyone with those who manage them, from the top. */
const tree = recursive('tree')(
  pipe(
    from(employees),
    where(isNull(employees.managerId)),
    select({ id: employees.id, path: employees.name, depth: literal(1, integer()) }),
  ),
  (found) =>
    pipe(
      from(employees),
      innerJoin(found, eq(employees.managerId, found.id)),
      select({ id: employees.id, path: concat(found.path, ' > ', employees.name), depth: add(found.depth, 1) }),
    ),
)

/** The other end of each step of a ring. */
const ring = recursive('ring', { distinct: true })(pipe(from(stock), where(eq(stock.sku, 'pen')), select({ n: stock.amount })), (found) =>
  pipe(from(found), select({ n: caseWhen([{ when: gt(found.n, 6), then: literal(5, integer()) }], add(found.n, 1)) })),
)

const searched = recursive('searched', { search: { order: 'depth', by: ['id'], as: 'position' } })(
  pipe(from(employees), where(isNull(employees.managerId)), select({ id: employees.id })),
  (found) => pipe(from(employees), innerJoin(found, eq(employees.managerId, found.id)), select({ id: employees.id })),
)

const guarded = recursive('guarded', { cycle: { on: ['id'], as: 'isCycle', path: 'path' } })(
  pipe(from(employees), where(isNull(employees.managerId)), select({ id: employees.id })),
  (found) => pipe(from(employees), innerJoin(found, eq(employees.managerId, found.id)), select({ id: employees.id })),
)

const totals = pipe(
  from(orders),
  groupBy(orders.customerId),
  select({ customerId: orders.customerId, total: sum(orders.total) }),
  cte('totals'),
)

const rich = pipe(from(totals), where(gt(totals.total, '60')), select({ customerId: totals.customerId }), cte('rich'))

const kept = pipe(
  from(orders),
  where(ne(orders.status, 'open')),
  select({ id: orders.id, total: orders.total }),
  cte('kept', { materialized: true }),
)

const moved = pipe(
  deleteFrom(items),
  where(eq(items.sku, 'pen')),
  returning({ orderId: items.orderId, quantity: items.quantity }),
  cte('moved'),
)

const raised = pipe(update(stock)({ amount: add(stock.amount, 1) }), where(lt(stock.amount, 5)), returning(stock), cte('raised'))

const names = pipe(from(customers), select({ name: customers.name, n: customers.age }))
const staff = pipe(from(employees), select({ name: employees.name, n: employees.managerId }))

export const queries = {
  'several common table expressions': {
    'one after another, each defined once': () =>
      pipe(
        from(customers),
        innerJoin(rich, eq(rich.customerId, customers.id)),
        innerJoin(totals, eq(totals.customerId, customers.id)),
        select({ name: customers.name, total: totals.total }),
      ),
    'used in a derived table of a derived table': () => {
      const inner = pipe(from(rich), select({ id: rich.customerId }), subquery('inner'))
      const outer = pipe(from(inner), select({ id: inner.id }), subquery('outer'))
      return pipe(from(outer), leftJoin(totals, eq(totals.customerId, outer.id)), select({ id: outer.id, total: totals.total }))
    },
    'in an operand of a union': () =>
      pipe(from(totals), select({ id: totals.customerId }), union(pipe(from(rich), select({ id: rich.customerId })))),
  },
  'recursive common table expression': {
    'a tree from its root': () => pipe(from(tree), orderBy(tree.path), select({ path: tree.path, depth: tree.depth })),
    'a recursion joined under another name': () => {
      const below = pipe(tree, as('below'))
      return pipe(
        from(tree),
        innerJoin(below, eq(below.depth, add(tree.depth, 1))),
        select({ above: tree.id, below: below.id }),
        orderBy(tree.id, below.id),
      )
    },
    'rows that are found once': () => pipe(from(ring), orderBy(ring.n)),
    'decimals that grow': () => {
      const growing = recursive('growing')(
        pipe(from(items), where(eq(items.sku, 'ink')), select({ price: items.price, n: literal(1, integer()) })),
        (found) => pipe(from(found), where(lt(found.n, 4)), select({ price: mul(found.price, '1.5'), n: add(found.n, 1) })),
      )
      return pipe(from(growing), orderBy(growing.n))
    },
  },
  'search and cycle': {
    'search depth first': () => pipe(from(searched), orderBy(searched.position), select({ id: searched.id })),
    cycle: () => pipe(from(guarded), orderBy(guarded.id), select({ id: guarded.id, isCycle: guarded.isCycle })),
  },
  materialized: {
    'as materialized': () => pipe(from(kept), orderBy(kept.id)),
  },
  'writes in with': {
    'rows of a delete': () => pipe(from(moved), orderBy(moved.orderId)),
    'rows of a delete, inserted': () =>
      insertFrom(archive)(
        pipe(from(moved), groupBy(moved.orderId), select({ id: add(moved.orderId, 10), total: literal('0.50', decimal(12, 2)) })),
      ),
    'rows of an update': () => pipe(from(raised), orderBy(raised.sku), select({ sku: raised.sku, amount: raised.amount })),
  },
  'order of a set operation': {
    'order by its columns': () =>
      pipe(
        names,
        unionAll(staff),
        orderByOutput((row) => [desc(row.name), asc(row.n, { nulls: 'last' })]),
      ),
    'order, limit and offset, inside and outside': () =>
      pipe(
        names,
        orderBy(customers.id),
        limit(2),
        unionAll(pipe(staff, orderBy(desc(employees.id)), limit(1))),
        orderByOutput((row) => [asc(row.n, { nulls: 'first' }), row.name]),
        limit(3),
        offset(1),
      ),
    'the tree is kept': () =>
      pipe(
        names,
        except(
          pipe(
            staff,
            unionAll(names),
            limit(1),
            orderByOutput((row) => [row.name, asc(row.n, { nulls: 'first' })]),
          ),
        ),
        orderByOutput((row) => [row.name, asc(row.n, { nulls: 'first' })]),
      ),
    'of a select, what it selects': () =>
      pipe(
        from(items),
        groupBy(items.sku),
        select({ sku: items.sku, worth: sum(mul(items.price, '2')) }),
        orderByOutput((row) => [desc(row.worth), row.sku]),
      ),
    'of distinct rows': () =>
      pipe(
        from(items),
        distinct,
        select({ double: mul(items.quantity, 2) }),
        orderByOutput((row) => [row.double]),
      ),
  },
} satisfies Cases
