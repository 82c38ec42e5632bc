/** Golden cases: operators, and every pair of them whose precedence parentheses must settle. */
import {
  abs,
  add,
  always,
  and,
  between,
  branch,
  caseWhen,
  cast,
  concat,
  contains,
  div,
  double,
  endsWith,
  eq,
  exists,
  from,
  groupBy,
  gt,
  gte,
  having,
  ilike,
  integer,
  isDistinctFrom,
  isIn,
  isNotDistinctFrom,
  isNotNull,
  isNull,
  like,
  literal,
  lt,
  lte,
  max,
  mod,
  mul,
  ne,
  never,
  not,
  notBetween,
  notIlike,
  notIn,
  notLike,
  or,
  orderBy,
  pipe,
  scalarOf,
  select,
  smallint,
  startsWith,
  sub,
  sum,
  text,
  tuple,
  where,
} from '../../lib/index.js'
import { customers, employees, items, orders, samples, stock, tags } from '../support/shop.js'
import type { Cases } from './case.js'

const { age, active, name, credit, id } = customers
const ids = pipe(from(customers), select({ id }))
const sample = pipe(from(samples), select({ id: samples.id }))
const stocked = pipe(from(stock), select({ sku: stock.sku }))

/** No row has it: it is longer than the columns it stands beside. */
const tooLong = 'pen'.repeat(34)

export const operators = {
  '= <> < <= > >=': {
    // Where a bigint is compared with a double, it is rounded to one: 9007199254740993 is 9007199254740992 then.
    'a bigint and a double': () =>
      pipe(
        from(employees),
        orderBy(employees.id),
        select({
          id: employees.id,
          same: eq(employees.salary, cast(employees.salary, double())),
          more: gt(employees.salary, cast(employees.salary, double())),
          listed: isIn(employees.salary, [cast(employees.salary, double())]),
        }),
      ),
    '=': () => pipe(ids, where(eq(age, 36))),
    '= of two columns': () => pipe(ids, where(eq(name, customers.email))),
    '= of two values': () => pipe(ids, where(eq(literal(1, integer()), 1))),
    '= of two kinds of number': () => pipe(ids, where(eq(credit, age))),
    '= of booleans': () => pipe(ids, where(eq(active, false))),
    '= of texts is by code point and case': () => pipe(stocked, where(eq(stock.sku, 'Pen'))),
    '<>': () => pipe(ids, where(ne(age, 36))),
    '<': () => pipe(ids, where(lt(credit, '10.50'))),
    '<=': () => pipe(ids, where(lte(credit, '10.5'))),
    '>': () => pipe(ids, where(gt(credit, '9.99'))),
    '>=': () => pipe(ids, where(gte(customers.createdAt, new Date('2026-01-02T00:00:00.000Z')))),
    'every type of value': () =>
      pipe(
        sample,
        where(eq(samples.small, 7)),
        where(eq(samples.big, 9007199254740993n)),
        where(eq(samples.huge, '1234567890123456789012345678.0123456789')),
        where(eq(samples.float, 0.1)),
        where(eq(samples.key, '01890a5d-ac96-774b-bcce-b302099a8057')),
        where(eq(samples.day, '2024-02-29')),
        where(eq(samples.clock, '23:59:59.999')),
        where(eq(samples.clock6, '23:59:59.999999')),
        where(eq(samples.local, '2024-02-29 12:30:00.500')),
        where(eq(samples.local6, '2024-02-29 12:30:00.123456')),
        where(eq(samples.moment, new Date('2024-02-29T12:30:00.123Z'))),
        where(eq(samples.moment6, '2024-02-29T12:30:00.123456Z')),
        where(eq(samples.blob, Uint8Array.of(0, 255, 39, 92))),
        where(eq(samples.code, 'abc')),
        where(eq(samples.mood, 'good')),
      ),
    'a comparison as a value': () => pipe(from(customers), select({ id, rich: gt(credit, '100'), unknown: lt(age, 18) })),
    'a comparison of comparisons': () => pipe(ids, where(eq(gt(credit, '100'), active))),
    'a text longer than its column': () => pipe(stocked, where(ne(stock.sku, tooLong))),
    'a text of another length than its column': () => pipe(sample, where(lt(samples.code, 'abcd')), where(gt(samples.code, 'ab'))),
    'a decimal of more decimals than its column': () => pipe(ids, where(gt(credit, '10.499')), where(lt(credit, '10.501'))),
    'a decimal of more digits than its column': () => pipe(ids, where(lt(credit, '12345678901.00')), where(ne(credit, '-12345678901.5'))),
    'a decimal of more decimals than its sum': () =>
      pipe(
        from(orders),
        groupBy(orders.customerId),
        having(gt(sum(orders.total), '99.995')),
        having(lt(sum(orders.total), '129.995')),
        select({ customer: orders.customerId }),
      ),
    'an integer beyond its column': () => pipe(ids, where(lt(id, 3_000_000_000)), where(ne(age, -2_147_483_649))),
    'a double beside a real': () => pipe(sample, where(gt(samples.single, 1 / 3)), where(lt(samples.single, 0.5000000001))),
    'an integer beyond a smallint': () => pipe(sample, where(lt(samples.small, 40_000)), where(gt(samples.small, -3_000_000_000))),
  },
  'is null': {
    'is null': () => pipe(ids, where(isNull(age))),
    'is not null': () => pipe(ids, where(isNotNull(age))),
    'is null of an expression': () => pipe(ids, where(isNull(add(age, 1)))),
    'is null of a value': () => pipe(ids, where(isNull(literal(1, integer())))),
    'is null of a predicate': () => pipe(ids, where(isNull(gt(age, 40)))),
  },
  'is distinct from': {
    'is distinct from': () => pipe(ids, where(isDistinctFrom(age, 36))),
    'is not distinct from': () => pipe(ids, where(isNotDistinctFrom(age, 36))),
    'is not distinct from null': () => pipe(ids, where(isNotDistinctFrom(age, null))),
    'is distinct from a column': () =>
      pipe(from(employees), select({ id: employees.id }), where(isDistinctFrom(employees.managerId, employees.id))),
    'is distinct from as a value': () => pipe(from(customers), select({ id, is: isNotDistinctFrom(age, 36) })),
    'is distinct from what its column cannot hold': () =>
      pipe(
        ids,
        where(isDistinctFrom(age, 3_000_000_000)),
        where(isDistinctFrom(credit, '0.001')),
        where(not(isNotDistinctFrom(name, tooLong))),
      ),
  },
  'and or not': {
    and: () => pipe(ids, where(and(active, gt(age, 18), lt(age, 40)))),
    or: () => pipe(ids, where(or(gt(age, 40), isNull(age)))),
    not: () => pipe(ids, where(not(active))),
    'not of null is null': () => pipe(ids, where(not(gt(age, 40)))),
    'or in and': () => pipe(ids, where(and(active, or(gt(age, 40), isNull(age))))),
    'and in or': () => pipe(ids, where(or(and(active, gt(age, 40)), isNull(age)))),
    'or in or': () => pipe(ids, where(or(or(eq(id, 1), eq(id, 2)), eq(id, 3)))),
    'and in and': () => pipe(ids, where(and(and(gt(id, 0), gt(id, 1)), lt(id, 3)))),
    'or beside another where': () => pipe(ids, where(or(eq(id, 1), eq(id, 2))), where(or(eq(id, 2), eq(id, 3)))),
    'not of and': () => pipe(ids, where(not(and(active, gt(age, 40))))),
    'not of or': () => pipe(ids, where(not(or(active, gt(age, 40))))),
    'not of not': () => pipe(ids, where(not(not(active)))),
    'not of a comparison': () => pipe(ids, where(not(eq(id, 1)))),
    'not of exists': () => pipe(ids, where(not(exists(pipe(from(orders), where(eq(orders.customerId, id))))))),
    'not in and': () => pipe(ids, where(and(not(active), gt(id, 0)))),
    'not in a comparison': () => pipe(ids, where(eq(not(active), true))),
    'and in a comparison': () => pipe(ids, where(eq(and(active, gt(id, 1)), false))),
    'or in is null': () => pipe(ids, where(isNull(or(lt(age, 18), gt(age, 40))))),
    'and of nothing': () => pipe(ids, where(and())),
    'or of nothing': () => pipe(ids, where(or())),
    constants: () => pipe(ids, where(and(always, not(never)))),
    'constants as values': () => pipe(from(stock), select({ sku: stock.sku, yes: always, no: never })),
  },
  between: {
    between: () => pipe(ids, where(between(age, 18, 40))),
    'not between': () => pipe(ids, where(notBetween(age, 18, 40))),
    'between expressions': () => pipe(ids, where(between(id, sub(age, 40), add(age, 1)))),
    'between in and': () => pipe(ids, where(and(between(age, 18, 40), active))),
    'between with predicates inside': () => pipe(ids, where(between(active, eq(id, 1), or(active, eq(id, 2))))),
    'between what its column cannot hold': () =>
      pipe(
        ids,
        where(between(id, 2, 3_000_000_000)),
        where(between(credit, '-0.005', '249.995')),
        where(notBetween(name, 'Ada', 'Ada'.repeat(34))),
      ),
  },
  'in (list)': {
    'in a list of values': () => pipe(ids, where(isIn(id, [1, 3, 99]))),
    'in a list of one': () => pipe(ids, where(isIn(id, [2]))),
    'in an empty list': () => pipe(ids, where(isIn(id, []))),
    'not in a list of values': () => pipe(ids, where(notIn(id, [1, 3]))),
    'not in an empty list': () => pipe(ids, where(notIn(id, []))),
    'null is not in an empty list': () => pipe(ids, where(isIn(age, []))),
    'null is not outside of an empty list': () => pipe(ids, where(notIn(age, []))),
    'null in a list is null': () => pipe(ids, where(not(isIn(age, [36])))),
    'in a list of texts': () => pipe(stocked, where(isIn(stock.sku, ['pen', 'x,"y\\', 'NULL', '']))),
    'in a list of decimals': () => pipe(ids, where(isIn(credit, ['0.00', '10.50']))),
    'in a list of dates': () => pipe(from(orders), where(isIn(orders.placedOn, ['2026-01-31', '2026-02-28'])), select({ id: orders.id })),
    'in a list of expressions': () => pipe(ids, where(isIn(id, [sub(age, 35), add(id, 1)]))),
    'in a list of values and expressions': () => pipe(ids, where(isIn(id, [1, sub(age, 44)]))),
    'a value in a list of columns': () => pipe(ids, where(isIn(literal(36, integer()), [age, id]))),
    'in of an expression': () => pipe(ids, where(isIn(add(id, 1), [2, 3]))),
    'in of a predicate': () => pipe(ids, where(isIn(gt(id, 1), [true]))),
    'in in and, not of in': () => pipe(ids, where(and(isIn(id, [1, 2]), not(isIn(id, [2]))))),
    'in as a value': () => pipe(from(customers), select({ id, in: isIn(age, [36]) })),
    'in a list of texts, one longer than its column': () => pipe(stocked, where(isIn(stock.sku, ['pen', tooLong]))),
    'in a list of decimals, one of more decimals': () => pipe(ids, where(isIn(credit, ['10.50', '0.001', '12345678901']))),
    'not in a list of integers, one beyond its column': () => pipe(ids, where(notIn(id, [1, 3_000_000_000]))),
    'in a list of integers, all beyond their column': () => pipe(sample, where(not(isIn(samples.small, [40_000, 50_000])))),
  },
  'in (tuples)': {
    'tuples in a list': () =>
      pipe(
        from(items),
        where(
          isIn(tuple(items.orderId, items.sku), [
            [1, 'pen'],
            [2, 'ink'],
          ]),
        ),
        select({ line: items.line, order: items.orderId }),
      ),
    'tuples not in a list': () =>
      pipe(
        from(items),
        where(
          notIn(tuple(items.orderId, items.line), [
            [1, 1],
            [3, 1],
          ]),
        ),
        select({ line: items.line, order: items.orderId }),
      ),
    'tuples in an empty list': () => pipe(from(items), where(isIn(tuple(items.orderId, items.line), [])), select({ line: items.line })),
    'tuples in a query': () =>
      pipe(
        from(items),
        where(
          isIn(
            tuple(items.orderId, items.price),
            pipe(from(items), groupBy(items.orderId), select({ order: items.orderId, most: max(items.price) })),
          ),
        ),
        select({ order: items.orderId, line: items.line }),
      ),
    'tuples not in a query that is correlated': () =>
      pipe(
        from(orders),
        where(
          notIn(
            tuple(orders.id, orders.customerId),
            pipe(from(items), where(eq(items.orderId, orders.id)), select({ order: items.orderId, line: items.line })),
          ),
        ),
        select({ id: orders.id }),
      ),
    'tuples in a query of other kinds of numbers': () =>
      pipe(
        from(customers),
        where(
          isIn(
            tuple(customers.id, customers.credit),
            pipe(from(items), select({ order: items.orderId, none: sub(items.quantity, items.quantity) })),
          ),
        ),
        select({ id: customers.id, credit: customers.credit }),
      ),
    'tuples in the rows of a table': () =>
      pipe(from(orders), where(isIn(tuple(orders.id, literal('apple', text())), from(tags))), select({ id: orders.id })),
    'a tuple equals a tuple': () =>
      pipe(
        from(items),
        where(eq(tuple(items.orderId, items.sku), tuple(items.line, items.sku))),
        select({ order: items.orderId, line: items.line }),
      ),
    'tuples in a list of what their columns cannot hold': () =>
      pipe(
        from(items),
        where(
          isIn(tuple(items.line, items.price, items.sku), [
            [1, '1.20', 'pen'],
            [40_000, '1.125', 'pen'],
            [1, '0.30', tooLong],
          ]),
        ),
        select({ order: items.orderId, line: items.line }),
      ),
  },
  like: {
    like: () => pipe(ids, where(like(name, 'A%'))),
    'not like': () => pipe(ids, where(notLike(name, '_da'))),
    'like minds case': () => pipe(ids, where(like(name, 'a%'))),
    'like minds accents': () => pipe(from(employees), select({ id: employees.id }), where(like(employees.name, 'Rene'))),
    'like with an escape': () => pipe(from(orders), select({ id: orders.id }), where(like(orders.note, '%100\\%%'))),
    'like a column': () => pipe(ids, where(like(customers.email, concat(name, '%')))),
    'like of a concatenation': () => pipe(ids, where(like(concat(name, '!', customers.email), 'Ada!%'))),
    contains: () => pipe(from(orders), select({ id: orders.id }), where(contains(orders.note, '100%'))),
    'contains a backslash': () => pipe(from(orders), select({ id: orders.id }), where(contains(orders.note, 'a\\b'))),
    'contains an underscore': () => pipe(from(orders), select({ id: orders.id }), where(contains(orders.note, '_'))),
    startsWith: () => pipe(ids, where(startsWith(customers.email, 'ada@'))),
    endsWith: () => pipe(ids, where(endsWith(customers.email, '.org'))),
    'like in and, not of like': () => pipe(ids, where(and(like(name, 'A%'), not(like(name, '%z'))))),
    'like as a value': () => pipe(from(customers), select({ id, starts: like(name, 'A%') })),
    'like of a value': () => pipe(ids, where(like(literal('Ada', text()), name))),
  },
  ilike: {
    ilike: () => pipe(ids, where(ilike(name, 'aDA'))),
    'not ilike': () => pipe(ids, where(notIlike(name, 'a%'))),
    'ilike folds ASCII only': () => pipe(from(employees), select({ id: employees.id }), where(ilike(employees.name, 'rENÉ'))),
    'ilike a column': () => pipe(ids, where(ilike(customers.email, concat(name, '@%')))),
    'ilike with an escape': () => pipe(from(orders), select({ id: orders.id }), where(ilike(orders.note, '%100\\% OFF%'))),
  },
  '+ - *': {
    '+': () => pipe(from(customers), select({ id, next: add(age, 1) })),
    '-': () => pipe(from(customers), select({ id, before: sub(age, 1) })),
    '*': () => pipe(from(items), select({ sku: items.sku, cost: mul(items.price, items.quantity) })),
    'integers and decimals': () => pipe(from(customers), select({ id, sum: add(credit, age) })),
    'decimals and decimals': () =>
      pipe(from(items), select({ sku: items.sku, product: mul(items.price, items.price), less: sub(items.price, '0.01') })),
    bigints: () =>
      pipe(from(employees), select({ id: employees.id, twice: mul(employees.salary, 2n), more: add(employees.salary, employees.id) })),
    doubles: () => pipe(from(employees), select({ id: employees.id, half: mul(employees.rating, 0.5) })),
    'a value on the left': () => pipe(from(customers), select({ id, left: sub(literal(100, integer()), age) })),
    '+ in *': () => pipe(from(customers), select({ id, n: mul(add(id, 1), 2) })),
    '* in +': () => pipe(from(customers), select({ id, n: add(mul(id, 2), 1) })),
    '- in -, left': () => pipe(from(customers), select({ id, n: sub(sub(id, 1), 2) })),
    '- in -, right': () => pipe(from(customers), select({ id, n: sub(id, sub(id, 1)) })),
    '+ in -, right': () => pipe(from(customers), select({ id, n: sub(id, add(id, 1)) })),
    '* in *, right': () => pipe(from(customers), select({ id, n: mul(id, mul(id, 2)) })),
    '+ in a comparison': () => pipe(ids, where(gt(add(id, 1), sub(age, 40)))),
    'a predicate in a comparison with arithmetic': () => pipe(ids, where(eq(gt(add(id, 1), 2), active))),
    'negative values': () => pipe(from(customers), select({ id, n: sub(id, -1) })),
    abs: () => pipe(from(customers), select({ id, n: abs(sub(id, 3)), c: abs(sub(credit, '20')) })),
    'decimals of more digits than their column': () =>
      pipe(
        from(items),
        select({ sku: items.sku, a: add(items.price, '100000000.00'), b: sub(items.price, '0.125'), c: mul(items.price, '1.195') }),
      ),
    'a decimal of more decimals than a sum': () =>
      pipe(from(orders), groupBy(orders.status), select({ status: orders.status, n: mul(sum(orders.total), '0.0725') })),
    'integers beyond a smallint': () =>
      pipe(from(items), select({ line: items.line, a: add(items.line, 40_000), b: sub(items.line, 40_000), c: mul(items.line, 40_000) })),
    'smallints make an integer': () =>
      pipe(
        sample,
        select({
          a: add(samples.small, 32_767),
          b: sub(literal(-32_768, smallint()), samples.small),
          c: mul(mul(samples.small, samples.small), samples.small),
          d: mod(samples.small, samples.small),
        }),
      ),
    'arithmetic beyond its column in a comparison': () => pipe(ids, where(gt(mul(credit, '1.125'), '281.2499'))),
  },
  '/': {
    '/ of integers cuts': () => pipe(from(customers), select({ id, n: div(sub(id, 4), 2), m: div(age, id) })),
    '/ by zero is null': () => pipe(from(customers), select({ id, n: div(age, 0), m: div(credit, sub(id, id)) })),
    '/ of decimals': () => pipe(from(items), select({ sku: items.sku, n: div(items.price, '3'), m: div(items.price, items.price) })),
    '/ of doubles': () => pipe(from(employees), select({ id: employees.id, n: div(employees.rating, 4) })),
    '/ in *, * in /': () =>
      pipe(from(customers), select({ id, a: mul(div(id, 2), 2), b: div(mul(id, 3), 2), c: div(id, mul(id, 2)), d: mul(id, div(age, 2)) })),
    '/ of bigints by 1': () =>
      pipe(from(employees), select({ id: employees.id, n: div(employees.salary, 1n), m: div(employees.salary, employees.id) })),
    '/ of bigints': () => pipe(from(employees), select({ id: employees.id, n: div(employees.salary, 3n) })),
    '/ by a decimal of more decimals': () => pipe(from(items), select({ sku: items.sku, n: div(items.price, '0.0725') })),
    '/ by an integer beyond a smallint': () => pipe(from(items), select({ sku: items.sku, n: div(items.line, 40_000) })),
  },
  '%': {
    '%': () => pipe(from(customers), select({ id, n: mod(age, 10), m: mod(sub(id, 4), 2) })),
    '% by zero is null': () => pipe(from(customers), select({ id, n: mod(age, 0) })),
    '% of decimals that leaves nothing': () => pipe(from(items), select({ sku: items.sku, n: mod(sub(items.price, '10.00'), '0.01') })),
    '% of doubles': () => pipe(from(employees), orderBy(employees.id), select({ id: employees.id, n: mod(employees.rating, 0.1) })),
    '% of decimals': () => pipe(from(items), select({ sku: items.sku, n: mod(items.price, '0.30') })),
    '% by a decimal of more decimals': () => pipe(from(items), select({ sku: items.sku, n: mod(items.price, '0.125') })),
    '% by an integer beyond a smallint': () => pipe(from(items), select({ sku: items.sku, n: mod(items.line, 40_000) })),
  },
  concat: {
    concat: () => pipe(from(customers), select({ label: concat(name, ' <', customers.email, '>') })),
    'concat with null is null': () => pipe(from(orders), select({ id: orders.id, note: concat('note: ', orders.note) })),
    'concat of values': () => pipe(from(stock), select({ sku: stock.sku, v: concat('a', 'b') })),
    'concat in a comparison': () => pipe(ids, where(eq(concat(name, '!'), 'Ada!'))),
    'concat of a case': () => pipe(from(customers), select({ id, v: concat(name, caseWhen([branch(active, literal('+', text()))], '-')) })),
    'concat of a scalar subquery': () =>
      pipe(from(stock), select({ v: concat(stock.sku, scalarOf(pipe(from(customers), where(eq(id, 1)), select({ name })))) })),
  },
} as const satisfies Cases
