/** Golden cases: the clauses of SELECT, sources, nesting, set operations. */
import {
  add,
  and,
  arrayOf,
  as,
  asc,
  avg,
  coalesce,
  count,
  crossJoin,
  cte,
  desc,
  distinct,
  distinctOn,
  eq,
  except,
  exceptAll,
  exists,
  firstOf,
  forUpdate,
  from,
  fullJoin,
  groupBy,
  gt,
  gte,
  having,
  innerJoin,
  intersect,
  intersectAll,
  isIn,
  isNotNull,
  isNull,
  lateral,
  leftJoin,
  limit,
  literal,
  lower,
  lt,
  max,
  mul,
  ne,
  not,
  notIn,
  offset,
  or,
  orderBy,
  pipe,
  rightJoin,
  scalarOf,
  select,
  subquery,
  sum,
  text,
  union,
  unionAll,
  upper,
  when,
  whenDefined,
  where,
} from '../../lib/index.js'
import { customers, employees, hostile, items, lists, orders, people, samples, stock, tags } from '../support/shop.js'
import type { Cases } from './case.js'

const manager = pipe(employees, as('manager'))
const other = pipe(customers, as('other'))
const ordersOf = pipe(from(orders), where(eq(orders.customerId, customers.id)))
const totals = pipe(
  from(orders),
  groupBy(orders.customerId),
  select({ customerId: orders.customerId, count: count(), total: sum(orders.total) }),
  subquery('totals'),
)
const nestedSource = pipe(
  from(orders),
  innerJoin(customers, eq(customers.id, orders.customerId)),
  select({ id: orders.id, customer: { email: customers.email, address: { name: customers.name } } }),
  subquery('placed'),
)
const paid = pipe(from(orders), where(eq(orders.status, 'paid')), cte('paid'))
const names = pipe(from(customers), select({ name: customers.name }))
const staffNames = pipe(from(employees), select({ name: employees.name }))

export const clauses = {
  select: {
    'a whole table': () => from(customers),
    'a whole table by name': () => pipe(from(stock), select(stock)),
    'one expression': () => pipe(from(customers), select(customers.email)),
    'columns under other names': () => pipe(from(customers), select({ mail: customers.email, years: customers.age })),
    'nested records': () =>
      pipe(
        from(orders),
        innerJoin(customers, eq(customers.id, orders.customerId)),
        select({ id: orders.id, customer: { email: customers.email, money: { credit: customers.credit } } }),
      ),
    'whole tables side by side': () => pipe(from(orders), innerJoin(stock, eq(stock.amount, orders.id)), select({ order: orders, stock })),
    expressions: () =>
      pipe(
        from(items),
        select({ sku: items.sku, cost: mul(items.price, items.quantity), loud: upper(items.sku), kind: literal('item', text()) }),
      ),
    'the last select counts': () => pipe(from(stock), select({ sku: stock.sku }), select({ amount: stock.amount })),
    'the same column twice': () => pipe(from(stock), select({ a: stock.sku, b: stock.sku })),
    'every type': () => pipe(from(samples), where(eq(samples.id, 1))),
  },
  distinct: {
    distinct: () => pipe(from(orders), select({ status: orders.status }), distinct),
    'distinct of several columns, ordered and paged': () =>
      pipe(
        from(orders),
        select({ customer: orders.customerId, status: orders.status }),
        distinct,
        orderBy(orders.customerId, orders.status),
        limit(2),
        offset(1),
      ),
    'distinct, ordered by what holds a value': () =>
      pipe(from(orders), select({ next: add(orders.customerId, 10) }), distinct, orderBy(desc(add(orders.customerId, 10)))),
  },
  'distinct on': {
    'distinct on what holds a value': () =>
      pipe(from(orders), distinctOn(add(orders.customerId, 10)), orderBy(add(orders.customerId, 10), orders.id), select({ id: orders.id })),
    'distinct on': () =>
      pipe(from(orders), distinctOn(orders.customerId), orderBy(orders.customerId, desc(orders.total)), select({ id: orders.id })),
  },
  from: {
    'a table under another name': () => pipe(from(other), select({ email: other.email })),
    'a table in a schema': () => from(people),
    'a table in a schema under another name': () => {
      const p = pipe(people, as('p'))
      return pipe(from(p), where(eq(p.lastName, 'Curie')), select({ firstName: p.firstName }))
    },
    'a naming strategy under the same keys': () => pipe(from(people), select({ first_name: people.firstName, last: people.lastName })),
    'hostile identifiers': () => pipe(from(hostile), where(eq(hostile['x.y'], 'x'))),
    'hostile aliases': () => {
      const alias = pipe(stock, as(`"; drop table x; -- '\`\\`))
      return pipe(from(alias), select({ 'a"b`c.d': alias.sku }))
    },
  },
  'inner join': {
    'inner join': () =>
      pipe(from(orders), innerJoin(customers, eq(customers.id, orders.customerId)), select({ id: orders.id, email: customers.email })),
    'inner join, the row of the root': () => pipe(from(stock), innerJoin(items, eq(items.sku, stock.sku)), where(gt(items.quantity, 2))),
    'three joins': () =>
      pipe(
        from(items),
        innerJoin(orders, eq(orders.id, items.orderId)),
        innerJoin(customers, and(eq(customers.id, orders.customerId), customers.active)),
        leftJoin(stock, eq(stock.sku, items.sku)),
        select({ sku: items.sku, email: customers.email, left: stock.amount }),
      ),
    'a join before its select or after it': () =>
      pipe(from(orders), select({ id: orders.id, name: customers.name }), innerJoin(customers, eq(customers.id, orders.customerId))),
  },
  'left join': {
    'left join of a column': () =>
      pipe(
        from(customers),
        leftJoin(orders, and(eq(orders.customerId, customers.id), eq(orders.status, 'sent'))),
        select({ email: customers.email, order: orders.id }),
      ),
    'left join of a whole table': () =>
      pipe(from(customers), leftJoin(orders, eq(orders.customerId, customers.id)), select({ email: customers.email, order: orders })),
    'left join of a whole table without a key column': () =>
      pipe(from(orders), leftJoin(items, eq(items.orderId, orders.id)), select({ id: orders.id, item: items })),
    'left join of a whole table without a non-null column': () =>
      pipe(from(orders), leftJoin(tags, eq(tags.orderId, orders.id)), select({ id: orders.id, tag: tags })),
    'left join of a derived table as a whole': () =>
      pipe(from(customers), leftJoin(totals, eq(totals.customerId, customers.id)), select({ email: customers.email, totals })),
    'left join of a table with itself': () =>
      pipe(
        from(employees),
        leftJoin(manager, eq(manager.id, employees.managerId)),
        select({ name: employees.name, manager: manager.name }),
      ),
    'where nothing matched': () =>
      pipe(
        from(customers),
        leftJoin(orders, eq(orders.customerId, customers.id)),
        where(isNull(orders.id)),
        select({ email: customers.email }),
      ),
  },
  'right join': {
    'right join': () =>
      pipe(from(orders), rightJoin(customers, eq(customers.id, orders.customerId)), select({ id: orders.id, email: customers.email })),
    'right join of a whole table': () =>
      pipe(from(orders), rightJoin(customers, eq(customers.id, orders.customerId)), select({ email: customers.email, order: orders })),
  },
  'full join': {
    'full join': () =>
      pipe(
        from(stock),
        fullJoin(items, eq(items.sku, stock.sku)),
        select({ sku: stock.sku, item: items.sku, line: items.line, order: items.orderId }),
      ),
    'full join of whole tables': () => pipe(from(stock), fullJoin(items, eq(items.quantity, stock.amount)), select({ stock, items })),
  },
  'cross join': {
    'cross join': () =>
      pipe(from(customers), crossJoin(stock), select({ name: customers.name, sku: stock.sku }), orderBy(customers.id, stock.sku), limit(4)),
  },
  'lateral join': {
    'left join lateral': () => {
      const latest = pipe(
        ordersOf,
        orderBy(desc(orders.placedOn), desc(orders.id)),
        limit(1),
        select({ id: orders.id, total: orders.total }),
        lateral('latest'),
      )
      return pipe(from(customers), leftJoin(latest, eq(latest.id, latest.id)), select({ email: customers.email, total: latest.total }))
    },
    'cross join lateral': () => {
      const top = pipe(ordersOf, orderBy(desc(orders.total)), limit(2), select({ total: orders.total }), lateral('top'))
      return pipe(from(customers), crossJoin(top), select({ name: customers.name, total: top.total }))
    },
  },
  where: {
    where: () => pipe(from(customers), where(eq(customers.email, 'ada@example.org')), select({ id: customers.id })),
    'where twice is and': () =>
      pipe(from(customers), where(customers.active), where(or(gt(customers.age, 40), isNull(customers.age))), select({ id: customers.id })),
    'conditional steps': () =>
      pipe(
        from(customers),
        when(true, where(customers.active)),
        when(false, where(eq(customers.name, 'never'))),
        whenDefined('Ada', (name) => where(eq(customers.name, name))),
        whenDefined(undefined, (age: number) => where(eq(customers.age, age))),
      ),
  },
  'group by': {
    'group by a column': () => pipe(from(orders), groupBy(orders.status), select({ status: orders.status, count: count() })),
    'group by two columns': () =>
      pipe(
        from(orders),
        groupBy(orders.customerId, orders.status),
        select({ customer: orders.customerId, status: orders.status, total: sum(orders.total) }),
      ),
    'group by a primary key selects its table': () =>
      pipe(
        from(customers),
        leftJoin(orders, eq(orders.customerId, customers.id)),
        groupBy(customers.id),
        select({ email: customers.email, name: customers.name, count: count(orders.id) }),
      ),
    'group by an expression with a parameter': () =>
      pipe(
        from(items),
        groupBy(add(items.quantity, 1)),
        select({ quantity: add(items.quantity, 1), count: count() }),
        orderBy(add(items.quantity, 1)),
      ),
    'group by a function with parameters': () =>
      pipe(
        from(orders),
        groupBy(coalesce(orders.note, 'none')),
        having(gt(count(), 1)),
        select({ note: coalesce(orders.note, 'none'), count: count() }),
      ),
    'aggregates without group by': () =>
      pipe(from(orders), select({ count: count(), total: sum(orders.total), average: avg(orders.total), latest: max(orders.placedOn) })),
  },
  having: {
    having: () =>
      pipe(
        from(orders),
        groupBy(orders.customerId),
        having(gte(sum(orders.total), '100')),
        having(gt(count(), 1)),
        select({ customer: orders.customerId, total: sum(orders.total) }),
      ),
  },
  'order by': {
    'order by': () =>
      pipe(from(customers), orderBy(desc(customers.credit), asc(customers.email), customers.id), select({ email: customers.email })),
    'order by twice appends': () => pipe(from(orders), orderBy(orders.customerId), orderBy(desc(orders.id)), select({ id: orders.id })),
    'order by an expression': () =>
      pipe(from(customers), orderBy(desc(add(customers.id, 0)), lower(customers.name)), select({ id: customers.id })),
    'order by an aggregate': () =>
      pipe(from(orders), groupBy(orders.customerId), orderBy(desc(sum(orders.total))), select({ customer: orders.customerId })),
    'order by text is by code point': () =>
      pipe(from(tags), where(isNotNull(tags.label)), orderBy(tags.label), select({ label: tags.label })),
  },
  'nulls first, nulls last': {
    'nulls last, ascending': () =>
      pipe(from(customers), orderBy(asc(customers.age, { nulls: 'last' }), customers.id), select({ age: customers.age })),
    'nulls first, ascending': () =>
      pipe(from(customers), orderBy(asc(customers.age, { nulls: 'first' }), customers.id), select({ age: customers.age })),
    'nulls last, descending': () =>
      pipe(from(customers), orderBy(desc(customers.age, { nulls: 'last' }), customers.id), select({ age: customers.age })),
    'nulls first, descending': () =>
      pipe(from(customers), orderBy(desc(customers.age, { nulls: 'first' }), customers.id), select({ age: customers.age })),
    'nulls last of an expression with a parameter': () =>
      pipe(from(customers), orderBy(asc(add(customers.age, 1), { nulls: 'last' }), customers.id), select({ age: customers.age })),
  },
  limit: {
    limit: () => pipe(from(customers), orderBy(customers.id), limit(2), select({ id: customers.id })),
    'limit 0': () => pipe(from(customers), limit(0), select({ id: customers.id })),
    'the last limit counts': () => pipe(from(customers), orderBy(customers.id), limit(5), limit(1), select({ id: customers.id })),
    'limit before where filters first': () =>
      pipe(from(customers), orderBy(customers.id), limit(2), where(gt(customers.id, 1)), select({ id: customers.id })),
  },
  offset: {
    'limit and offset': () => pipe(from(customers), orderBy(customers.id), limit(2), offset(1), select({ id: customers.id })),
    'offset without limit': () => pipe(from(customers), orderBy(customers.id), offset(2), select({ id: customers.id })),
  },
  'for update': {
    'for update': () => pipe(from(stock), where(eq(stock.sku, 'pen')), forUpdate),
  },
  'derived table': {
    'a derived table': () =>
      pipe(
        from(customers),
        innerJoin(totals, eq(totals.customerId, customers.id)),
        select({ email: customers.email, count: totals.count, total: totals.total }),
      ),
    'a derived table of a nested projection': () =>
      pipe(
        from(nestedSource),
        where(eq(nestedSource.customer.email, 'ada@example.org')),
        select({ id: nestedSource.id, name: nestedSource.customer.address.name }),
      ),
    'a derived table as a whole': () => pipe(from(nestedSource), where(lt(nestedSource.id, 3))),
    'a derived table in a derived table': () => {
      const big = pipe(from(totals), where(gt(totals.total, '50')), subquery('big'))
      return pipe(from(big), select({ customer: big.customerId, total: big.total }))
    },
    'a limit before a where': () => {
      const first = pipe(from(customers), orderBy(customers.id), limit(2), subquery('first'))
      return pipe(from(first), where(gt(first.id, 1)), select({ id: first.id }))
    },
    'a derived table under another name': () => {
      const t = pipe(totals, as('t'))
      return pipe(from(t), select({ total: t.total }), orderBy(t.total))
    },
    'a derived table of one expression': () => {
      const mails = pipe(from(customers), select(customers.email), subquery('mails'))
      return pipe(from(mails), select({ mail: mails.value }))
    },
  },
  'common table expression': {
    'a common table expression': () => pipe(from(paid), select({ id: paid.id, total: paid.total })),
    'used twice under two names': () => {
      const later = pipe(paid, as('later'))
      return pipe(from(paid), innerJoin(later, lt(paid.id, later.id)), select({ a: paid.id, b: later.id }))
    },
    'one that uses another': () => {
      const big = pipe(from(paid), where(gt(paid.total, '10')), select({ id: paid.id }), cte('big'))
      return pipe(from(big), innerJoin(paid, eq(paid.id, big.id)), select({ id: big.id, total: paid.total }))
    },
    'inside a subquery': () =>
      pipe(from(orders), where(isIn(orders.id, pipe(from(paid), select({ id: paid.id })))), select({ id: orders.id })),
  },
  exists: {
    exists: () => pipe(from(customers), where(exists(ordersOf)), select({ email: customers.email })),
    'not exists': () => pipe(from(customers), where(not(exists(ordersOf))), select({ email: customers.email })),
    'exists in exists, two levels out': () =>
      pipe(
        from(customers),
        where(
          exists(
            pipe(
              from(orders),
              where(
                exists(
                  pipe(from(items), where(and(eq(items.orderId, orders.id), eq(orders.customerId, customers.id), gt(items.quantity, 2)))),
                ),
              ),
            ),
          ),
        ),
        select({ email: customers.email }),
      ),
    'exists of a grouped query': () =>
      pipe(
        from(customers),
        where(exists(pipe(ordersOf, groupBy(orders.customerId), having(gt(count(), 1)), select({ customer: orders.customerId })))),
        select({ email: customers.email }),
      ),
    'exists of the same table': () =>
      pipe(
        from(customers),
        where(exists(pipe(from(other), where(and(eq(other.name, customers.name), ne(other.id, customers.id)))))),
        select({ email: customers.email }),
      ),
    'exists of a limited query': () => pipe(from(customers), where(exists(pipe(ordersOf, limit(1)))), select({ email: customers.email })),
  },
  'scalar subquery': {
    'a scalar subquery': () =>
      pipe(from(customers), select({ email: customers.email, total: scalarOf(pipe(ordersOf, select({ total: sum(orders.total) }))) })),
    'a scalar subquery in where': () =>
      pipe(
        from(orders),
        where(eq(orders.total, scalarOf(pipe(from(orders), select({ most: max(orders.total) }))))),
        select({ id: orders.id }),
      ),
    'a scalar subquery in order by': () =>
      pipe(
        from(customers),
        orderBy(desc(scalarOf(pipe(ordersOf, select({ count: count() })))), customers.id),
        select({ id: customers.id }),
      ),
    'a scalar subquery of no row is null': () =>
      pipe(
        from(stock),
        select({ sku: stock.sku, x: scalarOf(pipe(from(customers), where(eq(customers.id, -1)), select({ id: customers.id }))) }),
      ),
  },
  'in (subquery)': {
    'in a subquery': () =>
      pipe(
        from(customers),
        where(isIn(customers.id, pipe(from(orders), where(eq(orders.status, 'paid')), select({ id: orders.customerId })))),
        select({ email: customers.email }),
      ),
    'not in a subquery': () =>
      pipe(
        from(customers),
        where(notIn(customers.id, pipe(from(orders), select({ id: orders.customerId })))),
        select({ email: customers.email }),
      ),
    'not in a subquery with a null': () =>
      pipe(from(orders), where(notIn(orders.id, pipe(from(tags), select({ id: tags.orderId })))), select({ id: orders.id })),
    'in a subquery with a limit': () =>
      pipe(
        from(orders),
        where(isIn(orders.customerId, pipe(from(customers), orderBy(customers.id), limit(1), select({ id: customers.id })))),
        select({ id: orders.id }),
      ),
  },
  arrayOf: {
    'rows in a row': () =>
      pipe(
        from(customers),
        orderBy(customers.id),
        select({
          email: customers.email,
          orders: arrayOf(pipe(ordersOf, orderBy(orders.id), select({ id: orders.id, total: orders.total }))),
        }),
      ),
    'rows of whole tables': () =>
      pipe(
        from(orders),
        select({ id: orders.id, items: arrayOf(pipe(from(items), where(eq(items.orderId, orders.id)), orderBy(items.line))) }),
      ),
    'rows limited in their order': () =>
      pipe(
        from(customers),
        select({
          id: customers.id,
          top: arrayOf(pipe(ordersOf, orderBy(desc(orders.total), desc(orders.id)), limit(1), select({ total: orders.total }))),
        }),
      ),
    'rows of one value': () =>
      pipe(from(customers), select({ id: customers.id, totals: arrayOf(pipe(ordersOf, orderBy(orders.id), select(orders.total))) })),
    'rows in rows in rows': () =>
      pipe(
        from(customers),
        where(eq(customers.id, 1)),
        select({
          id: customers.id,
          orders: arrayOf(
            pipe(
              ordersOf,
              orderBy(desc(orders.id)),
              select({
                id: orders.id,
                items: arrayOf(
                  pipe(
                    from(items),
                    where(and(eq(items.orderId, orders.id), eq(orders.customerId, customers.id))),
                    orderBy(items.line),
                    select({ sku: items.sku, price: items.price }),
                  ),
                ),
              }),
            ),
          ),
        }),
      ),
    'rows that are grouped': () =>
      pipe(
        from(customers),
        select({
          id: customers.id,
          byStatus: arrayOf(
            pipe(
              ordersOf,
              groupBy(orders.status),
              orderBy(orders.status),
              select({ status: orders.status, count: count(), total: sum(orders.total) }),
            ),
          ),
        }),
      ),
    'rows that are distinct': () =>
      pipe(
        from(customers),
        select({
          id: customers.id,
          statuses: arrayOf(pipe(ordersOf, distinct, orderBy(orders.status), select({ status: orders.status }))),
        }),
      ),
    'the same table in itself': () => {
      const report = pipe(employees, as('report'))
      return pipe(
        from(employees),
        orderBy(employees.id),
        select({
          name: employees.name,
          reports: arrayOf(
            pipe(from(report), where(eq(report.managerId, employees.id)), orderBy(report.id), select({ name: report.name })),
          ),
        }),
      )
    },
    'rows of a join with an absent side': () =>
      pipe(
        from(customers),
        select({
          id: customers.id,
          orders: arrayOf(
            pipe(
              ordersOf,
              leftJoin(tags, eq(tags.orderId, orders.id)),
              orderBy(orders.id, asc(tags.label, { nulls: 'first' })),
              select({ id: orders.id, tag: tags }),
            ),
          ),
        }),
      ),
    // An aggregate of the parent's columns alone would be one of the parent's query: SQL:2016 6.9.
    'rows of the parent alone': () =>
      pipe(
        from(customers),
        orderBy(customers.id),
        select({
          id: customers.id,
          same: arrayOf(pipe(ordersOf, select({ email: customers.email }))),
          deep: arrayOf(
            pipe(ordersOf, select({ items: arrayOf(pipe(from(items), where(eq(items.orderId, customers.id)), select(customers.age))) })),
          ),
        }),
      ),
    'rows in an order of the parent': () =>
      pipe(
        from(customers),
        orderBy(customers.id),
        select({
          id: customers.id,
          one: arrayOf(pipe(ordersOf, orderBy(customers.email), select({ email: customers.email }))),
          both: arrayOf(pipe(ordersOf, orderBy(customers.email, desc(orders.id)), select({ id: orders.id }))),
        }),
      ),
    'rows of a union': () =>
      pipe(
        from(stock),
        select({
          sku: stock.sku,
          names: arrayOf(pipe(names, where(eq(customers.id, 1)), union(pipe(staffNames, where(eq(employees.id, 3)))))),
        }),
        where(eq(stock.sku, 'pen')),
      ),
  },
  firstOf: {
    'the first row': () =>
      pipe(
        from(customers),
        orderBy(customers.id),
        select({
          email: customers.email,
          latest: firstOf(pipe(ordersOf, orderBy(desc(orders.id)), select({ id: orders.id, total: orders.total }))),
        }),
      ),
    'the first row as a whole': () =>
      pipe(
        from(orders),
        select({
          id: orders.id,
          customer: firstOf(pipe(from(customers), where(eq(customers.id, orders.customerId)), select({ customer: customers }))),
        }),
      ),
    'the first group': () =>
      pipe(
        from(customers),
        select({
          id: customers.id,
          most: firstOf(
            pipe(
              ordersOf,
              groupBy(orders.status),
              orderBy(desc(count()), orders.status),
              select({ status: orders.status, count: count() }),
            ),
          ),
        }),
      ),
  },
  union: {
    union: () => pipe(names, union(staffNames)),
    'union all': () => pipe(names, unionAll(staffNames)),
    'columns matched by name': () =>
      pipe(
        from(customers),
        select({ id: customers.id, name: customers.name }),
        unionAll(pipe(from(employees), select({ name: employees.name, id: employees.id }))),
      ),
    'union of three': () => pipe(names, union(staffNames), unionAll(pipe(from(stock), select({ name: stock.sku })))),
    'union on the right': () => pipe(names, unionAll(pipe(staffNames, union(pipe(from(stock), select({ name: stock.sku })))))),
    'operands with an order and a limit of their own': () =>
      pipe(names, orderBy(customers.id), limit(1), unionAll(pipe(staffNames, orderBy(desc(employees.id)), limit(1)))),
    'limit and offset of the whole': () => pipe(names, unionAll(staffNames), limit(100), offset(0)),
    'ordered as a derived table': () => {
      const all = pipe(names, unionAll(staffNames), subquery('all'))
      return pipe(from(all), orderBy(all.name), select({ name: all.name }))
    },
    'nested projections': () =>
      pipe(
        from(customers),
        select({ who: { name: customers.name }, id: customers.id }),
        unionAll(pipe(from(employees), select({ who: { name: employees.name }, id: employees.id }))),
      ),
  },
  intersect: {
    intersect: () => pipe(names, intersect(staffNames)),
  },
  'intersect all': {
    'intersect all': () => pipe(names, intersectAll(staffNames)),
  },
  except: {
    except: () => pipe(names, except(staffNames)),
  },
  'except all': {
    'except all': () => pipe(names, exceptAll(staffNames)),
  },
  arrays: {
    'an array column': () => pipe(from(lists), where(eq(lists.numbers, [1, 2])), select({ words: lists.words })),
  },
} as const satisfies Cases
