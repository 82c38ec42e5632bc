/** Golden cases: functions, aggregates, windows, CASE, CAST, dates, fragments. */
import {
  add,
  addInterval,
  and,
  avg,
  bigint,
  boolean,
  bytes,
  branch,
  caseWhen,
  cast,
  coalesce,
  count,
  countDistinct,
  date,
  decimal,
  denseRank,
  desc,
  double,
  epochOf,
  eq,
  extract,
  filterWhere,
  from,
  groupBy,
  gt,
  having,
  integer,
  isNotNull,
  isNull,
  length,
  literal,
  localTimestamp,
  lower,
  lt,
  max,
  min,
  mul,
  ne,
  now,
  nullIf,
  or,
  orderBy,
  over,
  pipe,
  rank,
  replace,
  rowNumber,
  scalarOf,
  select,
  sql,
  substring,
  subquery,
  subtractInterval,
  sum,
  sumDistinct,
  text,
  time,
  timestamp,
  today,
  trim,
  truncate,
  upper,
  uuid,
  where,
} from '../../lib/index.js'
import { customers, employees, items, orders, samples, stock, tags } from '../support/shop.js'
import type { Cases } from './case.js'

const { age, active, name, credit, id } = customers
const { moment, moment6, day, local } = samples

/** Nothing but values, so that no column tells the server a type. */
const size = caseWhen(
  [branch(gt(orders.total, '100'), literal('large', text())), { when: gt(orders.total, '10'), then: 'medium' }],
  'small',
)
const mark = caseWhen([branch(gt(orders.total, '10'), literal(Uint8Array.of(0, 200, 65), bytes()))], Uint8Array.of(66))

export const functions = {
  lower: { lower: () => pipe(from(customers), select({ v: lower(name) })) },
  upper: { upper: () => pipe(from(customers), select({ v: upper(name) })) },
  trim: {
    trim: () => pipe(from(tags), where(isNotNull(tags.label)), select({ v: trim(tags.label) })),
    'trim of a value': () => pipe(from(stock), select({ v: trim(literal('  a b ', text())) })),
  },
  length: { 'length in characters': () => pipe(from(employees), select({ id: employees.id, n: length(employees.name) })) },
  substring: {
    'substring to the end': () => pipe(from(employees), select({ id: employees.id, v: substring(employees.name, 2) })),
    'substring of a length': () => pipe(from(employees), select({ id: employees.id, v: substring(employees.name, 2, 2) })),
    'substring beyond the end': () =>
      pipe(from(employees), select({ id: employees.id, v: substring(employees.name, 99, 1), empty: substring(employees.name, 1, 0) })),
  },
  replace: {
    replace: () => pipe(from(customers), select({ v: replace(customers.email, 'example.org', 'oxbow.dev') })),
    'replace by null is null': () =>
      pipe(
        from(orders),
        select({ id: orders.id, a: replace(orders.status, 'zz', orders.note), b: replace(orders.status, '', orders.note) }),
      ),
    'replace minds case, and the empty text': () =>
      pipe(from(customers), select({ a: replace(name, 'a', 'o'), b: replace(name, '', 'x') })),
  },
  coalesce: {
    'coalesce with a value': () => pipe(from(orders), select({ id: orders.id, note: coalesce(orders.note, '-') })),
    'coalesce of columns': () => pipe(from(customers), select({ id, n: coalesce(age, id, 0) })),
    'coalesce in arithmetic': () => pipe(from(customers), select({ id, n: add(coalesce(age, 0), 1) })),
    'coalesce of times': () => pipe(from(samples), select({ id: samples.id, v: coalesce(samples.clock, '22:11:10') })),
    'coalesce of decimals': () =>
      pipe(
        from(customers),
        select({ id, n: coalesce(scalarOf(pipe(from(orders), where(eq(orders.customerId, id)), select({ t: sum(orders.total) }))), '0') }),
      ),
  },
  nullIf: { nullIf: () => pipe(from(customers), select({ id, n: nullIf(age, 36), m: nullIf(credit, '0.00') })) },
  case: {
    case: () =>
      pipe(
        from(orders),
        select({
          id: orders.id,
          size: caseWhen(
            [branch(gt(orders.total, '100'), literal('large', text())), { when: gt(orders.total, '10'), then: 'medium' }],
            'small',
          ),
        }),
      ),
    'case without else': () => pipe(from(customers), select({ id, v: caseWhen([branch(gt(age, 40), name)]) })),
    'case of numbers in arithmetic': () => pipe(from(customers), select({ id, v: add(caseWhen([branch(active, id)], 0), 10) })),
    'case in where': () => pipe(from(customers), select({ id }), where(eq(caseWhen([branch(active, literal(1, integer()))], 0), 1))),
    'case of texts in a group': () => pipe(from(orders), groupBy(size), select({ size, least: min(size), count: count() })),
    'case of texts, groups of one': () => pipe(from(orders), groupBy(size), having(eq(size, 'large')), select({ size, count: count() })),
    'case of bytes in a group': () => pipe(from(orders), groupBy(mark), select({ mark, count: count() })),
    'case of or': () => pipe(from(customers), select({ id, v: caseWhen([branch(or(isNull(age), active), age)], id) })),
  },
  cast: {
    'cast numbers to text': () => pipe(from(customers), select({ id: cast(id, text()), credit: cast(credit, text()) })),
    'cast booleans to text': () => pipe(from(customers), select({ id, v: cast(active, text()) })),
    'cast text to numbers': () =>
      pipe(from(stock), select({ i: cast(literal('42', text()), integer()), d: cast(literal('1.5', text()), decimal(5, 2)) })),
    'cast between numbers': () =>
      pipe(
        from(items),
        select({
          sku: items.sku,
          up: cast(items.price, integer()),
          d: cast(items.quantity, decimal(10, 2)),
          f: cast(items.price, double()),
          b: cast(items.quantity, bigint()),
        }),
      ),
    'cast rounds half away from zero': () =>
      pipe(
        from(stock),
        where(eq(stock.sku, 'pen')),
        select({
          a: cast(literal('2.5', decimal(5, 2)), integer()),
          b: cast(literal('-2.5', decimal(5, 2)), integer()),
          c: cast(literal('1.005', decimal(6, 3)), decimal(5, 2)),
        }),
      ),
    'cast dates': () =>
      pipe(from(samples), where(isNotNull(day)), select({ id: samples.id, v: cast(day, timestamp()), d: cast(moment, date()) })),
    'cast an expression': () => pipe(from(customers), select({ id, v: cast(add(id, 1), text()) })),
  },
  count: {
    'count(*)': () => pipe(from(customers), select({ n: count() })),
    'count of a nullable column': () => pipe(from(customers), select({ n: count(age) })),
    'count of no rows': () => pipe(from(customers), where(eq(id, -1)), select({ n: count() })),
    'count distinct': () => pipe(from(orders), select({ n: countDistinct(orders.customerId) })),
    'count in arithmetic': () =>
      pipe(from(orders), groupBy(orders.customerId), select({ customer: orders.customerId, n: mul(add(count(), 1), 2) })),
    'count of a predicate': () => pipe(from(customers), select({ n: count(nullIf(active, false)) })),
  },
  sum: {
    'sum of integers': () => pipe(from(items), select({ n: sum(items.quantity) })),
    'sum of bigints': () => pipe(from(employees), select({ n: sum(employees.salary) })),
    'sum of decimals': () => pipe(from(orders), select({ n: sum(orders.total) })),
    'sum of doubles': () => pipe(from(employees), select({ n: sum(employees.rating) })),
    'sum of reals': () => pipe(from(samples), select({ n: sum(samples.single) })),
    'sum of no rows is null': () =>
      pipe(from(items), where(eq(items.orderId, -1)), select({ n: sum(items.quantity), m: sum(items.price) })),
    'sum of a product': () =>
      pipe(from(items), groupBy(items.orderId), select({ order: items.orderId, total: sum(mul(items.price, items.quantity)) })),
    'sum distinct': () => pipe(from(items), select({ n: sumDistinct(items.quantity) })),
  },
  avg: {
    'avg of integers': () => pipe(from(items), select({ n: avg(items.quantity) })),
    'avg of decimals': () => pipe(from(items), where(eq(items.orderId, 1)), select({ n: avg(items.price) })),
    'avg of no rows is null': () => pipe(from(items), where(eq(items.orderId, -1)), select({ n: avg(items.quantity) })),
  },
  'min, max': {
    'min and max of numbers': () => pipe(from(orders), select({ low: min(orders.total), high: max(orders.total) })),
    'min and max of texts and dates': () =>
      pipe(
        from(orders),
        select({ first: min(orders.placedOn), last: max(orders.placedOn), status: max(orders.status), at: max(orders.paidAt) }),
      ),
    'max of a bigint': () => pipe(from(employees), select({ n: max(employees.salary) })),
  },
  'aggregate filter': {
    'count filter': () => pipe(from(orders), select({ all: count(), paid: pipe(count(), filterWhere(eq(orders.status, 'paid'))) })),
    'sum filter': () =>
      pipe(
        from(orders),
        groupBy(orders.customerId),
        select({
          customer: orders.customerId,
          open: pipe(sum(orders.total), filterWhere(eq(orders.status, 'open')), filterWhere(gt(orders.total, '1'))),
        }),
      ),
    'count of a column, filter': () =>
      pipe(from(customers), select({ n: pipe(count(age), filterWhere(active)), d: pipe(countDistinct(name), filterWhere(active)) })),
    'avg filter': () => pipe(from(items), select({ n: pipe(avg(items.quantity), filterWhere(eq(items.sku, 'pen'))) })),
  },
  now: {
    now: () => pipe(from(customers), select({ id }), where(gt(now, new Date('2020-01-01T00:00:00.000Z')))),
    today: () => pipe(from(orders), select({ id: orders.id }), where(gt(today, '2020-01-01'))),
  },
  extract: {
    'extract of an instant': () =>
      pipe(
        from(samples),
        where(isNotNull(moment)),
        select({
          id: samples.id,
          year: extract('year', moment),
          quarter: extract('quarter', moment),
          month: extract('month', moment),
          day: extract('day', moment),
          hour: extract('hour', moment),
          minute: extract('minute', moment),
          second: extract('second', moment),
        }),
      ),
    'extract of a date': () =>
      pipe(
        from(samples),
        where(isNotNull(day)),
        select({
          id: samples.id,
          year: extract('year', day),
          month: extract('month', day),
          day: extract('day', day),
          quarter: extract('quarter', day),
        }),
      ),
    'ISO week, day of week, day of year': () =>
      pipe(
        from(samples),
        where(isNotNull(day)),
        select({ id: samples.id, week: extract('week', day), dow: extract('dayOfWeek', day), doy: extract('dayOfYear', day) }),
      ),
    'extract of a local timestamp': () =>
      pipe(
        from(samples),
        where(isNotNull(local)),
        select({ id: samples.id, hour: extract('hour', local), second: extract('second', local) }),
      ),
    epoch: () =>
      pipe(from(samples), where(isNotNull(moment)), select({ id: samples.id, e: epochOf(moment), l: epochOf(local), d: epochOf(day) })),
    'epoch of microseconds': () => pipe(from(samples), where(isNotNull(moment6)), select({ id: samples.id, e: epochOf(moment6) })),
    'extract in a comparison': () => pipe(from(orders), select({ id: orders.id }), where(eq(extract('month', orders.placedOn), 2))),
    'group by a part': () =>
      pipe(from(orders), groupBy(extract('month', orders.placedOn)), select({ month: extract('month', orders.placedOn), n: count() })),
  },
  truncate: {
    'truncate an instant': () =>
      pipe(
        from(samples),
        where(isNotNull(moment)),
        select({
          id: samples.id,
          year: truncate('year', moment),
          quarter: truncate('quarter', moment),
          month: truncate('month', moment),
          week: truncate('week', moment),
          day: truncate('day', moment),
          hour: truncate('hour', moment),
          minute: truncate('minute', moment),
          second: truncate('second', moment),
        }),
      ),
    'truncate a date': () =>
      pipe(
        from(samples),
        where(isNotNull(day)),
        select({
          id: samples.id,
          year: truncate('year', day),
          quarter: truncate('quarter', day),
          month: truncate('month', day),
          week: truncate('week', day),
        }),
      ),
    'truncate a local timestamp': () =>
      pipe(
        from(samples),
        where(isNotNull(local)),
        select({ id: samples.id, hour: truncate('hour', local), week: truncate('week', local) }),
      ),
    'truncate microseconds': () =>
      pipe(
        from(samples),
        where(isNotNull(moment6)),
        select({ id: samples.id, s: truncate('second', moment6), d: truncate('day', moment6) }),
      ),
    'group by a truncation': () =>
      pipe(
        from(orders),
        groupBy(truncate('month', orders.placedOn)),
        orderBy(truncate('month', orders.placedOn)),
        select({ month: truncate('month', orders.placedOn), total: sum(orders.total) }),
      ),
  },
  intervals: {
    'a date and days': () =>
      pipe(
        from(samples),
        where(isNotNull(day)),
        select({ id: samples.id, next: addInterval(day, { days: 1 }), before: subtractInterval(day, { weeks: 1 }) }),
      ),
    'a date and months clamps': () =>
      pipe(
        from(orders),
        select({
          id: orders.id,
          due: addInterval(orders.placedOn, { months: 1 }),
          back: subtractInterval(orders.placedOn, { months: 1 }),
          year: addInterval(orders.placedOn, { years: 1 }),
        }),
      ),
    'months first, then days': () =>
      pipe(
        from(orders),
        select({
          id: orders.id,
          due: addInterval(orders.placedOn, { months: 1, days: 1 }),
          back: subtractInterval(orders.placedOn, { years: 1, months: 1, days: 1 }),
        }),
      ),
    'an instant and every unit': () =>
      pipe(
        from(samples),
        where(isNotNull(moment)),
        select({
          id: samples.id,
          v: addInterval(moment, { years: 1, months: 2, weeks: 1, days: 3, hours: 4, minutes: 5, seconds: 6 }),
          w: subtractInterval(moment, { hours: 25 }),
        }),
      ),
    'a local timestamp and minutes': () =>
      pipe(from(samples), where(isNotNull(local)), select({ id: samples.id, v: addInterval(local, { minutes: -90 }) })),
    'microseconds are kept': () =>
      pipe(
        from(samples),
        where(isNotNull(moment6)),
        select({ id: samples.id, v: addInterval(moment6, { seconds: 1 }), m: addInterval(moment6, { months: 1 }) }),
      ),
    'an interval in a comparison': () =>
      pipe(from(orders), select({ id: orders.id }), where(lt(addInterval(orders.placedOn, { days: 7 }), '2026-02-08'))),
    'an interval of an interval': () =>
      pipe(from(orders), select({ id: orders.id, v: subtractInterval(addInterval(orders.placedOn, { months: 1 }), { days: 1 }) })),
  },
  'window functions': {
    'row_number, rank, dense_rank': () =>
      pipe(
        from(items),
        select({
          order: items.orderId,
          line: items.line,
          n: over(rowNumber, { orderBy: [items.orderId, items.line] }),
          rank: over(rank, { orderBy: [desc(items.quantity)] }),
          dense: over(denseRank, { partitionBy: [items.sku], orderBy: [desc(items.quantity)] }),
        }),
      ),
    'an aggregate over a partition': () =>
      pipe(
        from(orders),
        select({
          id: orders.id,
          total: over(sum(orders.total), { partitionBy: [orders.customerId] }),
          n: over(count()),
          mean: over(avg(orders.total), { partitionBy: [orders.status] }),
        }),
      ),
    'a running sum': () =>
      pipe(
        from(items),
        select({ order: items.orderId, line: items.line, running: over(sum(items.quantity), { orderBy: [items.orderId, items.line] }) }),
      ),
    'a window over groups': () =>
      pipe(
        from(orders),
        groupBy(orders.customerId),
        select({ customer: orders.customerId, total: sum(orders.total), place: over(rank, { orderBy: [desc(sum(orders.total))] }) }),
      ),
    'a filtered aggregate over a window': () =>
      pipe(
        from(orders),
        select({ id: orders.id, n: over(pipe(count(), filterWhere(eq(orders.status, 'paid'))), { partitionBy: [orders.customerId] }) }),
      ),
    'the first of each group': () => {
      const ranked = pipe(
        from(orders),
        select({
          id: orders.id,
          customer: orders.customerId,
          n: over(rowNumber, { partitionBy: [orders.customerId], orderBy: [desc(orders.total), orders.id] }),
        }),
        subquery('ranked'),
      )
      return pipe(from(ranked), where(eq(ranked.n, 1)), select({ id: ranked.id, customer: ranked.customer }))
    },
  },
  'sql fragment': {
    'a fragment with a column and a value': () => pipe(from(customers), select({ id, v: sql(integer())`coalesce(${age}, ${7})` })),
    'a fragment with an operator in a hole': () => pipe(from(customers), select({ id, v: sql(integer())`${add(id, 1)} * 2` })),
    'a fragment in an operator': () => pipe(from(customers), select({ id, v: mul(sql(integer())`${id} + 1`, 2) })),
    'a fragment with a table': () => pipe(from(customers), select({ id, v: sql(integer())`(select count(*) from ${stock})` })),
    'a fragment with a predicate in a hole': () =>
      pipe(from(customers), select({ id }), where(sql<never>(integer() as never)`not ${or(eq(id, 1), eq(id, 2))}` as never)),
    'unsafe text': () => pipe(from(stock), select({ sku: stock.sku, v: sql.unsafe(integer(), '1 + 1') })),
    'values of the other types': () =>
      pipe(
        from(stock),
        select({
          sku: stock.sku,
          key: literal('00000000-0000-0000-0000-00000000000a', uuid()),
          flag: literal(true, boolean()),
          bytes: literal(Uint8Array.of(0, 200, 65), bytes()),
          clock: literal('01:02:03.5', time()),
          local: literal('2026-11-22 15:30:00.000', localTimestamp()),
        }),
      ),
    'hostile values': () => pipe(from(stock), select({ sku: stock.sku, v: sql(text())`coalesce(${"'; drop table stock; --"}, '')` })),
    'holes of every kind': () =>
      pipe(
        from(stock),
        select({ sku: stock.sku }),
        where(and(eq(sql(text())`${'a'}`, 'a'), eq(sql(integer())`${1}`, 1), eq(sql(bigint())`${2n}`, 2n), ne(sql(double())`${0.5}`, 1.5))),
      ),
  },
} as const satisfies Cases
