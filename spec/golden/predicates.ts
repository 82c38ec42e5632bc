/** Golden cases: predicates beyond plain comparisons. The tables of truth have a row for every meeting of their values. */
import {
  allOf,
  and,
  anyOf,
  array,
  as,
  betweenSymmetric,
  crossJoin,
  date,
  desc,
  eq,
  from,
  groupBy,
  gt,
  gte,
  having,
  integer,
  isDistinctFrom,
  isFalse,
  isNotDistinctFrom,
  isNotFalse,
  isNotNull,
  isNotTrue,
  isNotUnknown,
  isNull,
  isTrue,
  isUnknown,
  likeAll,
  likeAny,
  limit,
  literal,
  lt,
  lte,
  matches,
  max,
  ne,
  not,
  notBetweenSymmetric,
  notLikeAll,
  notMatches,
  notSimilarTo,
  notLikeAny,
  or,
  orderBy,
  overlaps,
  pipe,
  select,
  similarTo,
  sum,
  tuple,
  union,
  values,
  varchar,
  where,
} from '../../lib/index.js'
import { customers, items, lists, orders, samples, stock } from '../support/shop.js'
import type { Cases } from './case.js'

const { age, active, name, credit, id } = customers
const ids = pipe(from(customers), select({ id }))
const stocked = pipe(from(stock), select({ sku: stock.sku }))

const pairs = values('pairs', { a: integer({ nullable: true }), b: varchar(5, { nullable: true }) })([
  { a: 1, b: 'x' },
  { a: 1, b: null },
  { a: 2, b: 'X' },
  { a: null, b: 'x' },
  { a: null, b: null },
])
const others = pipe(pairs, as('others'))
const met = pipe(from(pairs), crossJoin(others))
const mine = tuple(pairs.a, pairs.b)
const theirs = tuple(others.a, others.b)

const periods = values('periods', { a: date({ nullable: true }), b: date({ nullable: true }) })([
  { a: '2026-01-01', b: '2026-01-31' },
  { a: '2026-01-31', b: '2026-02-10' },
  { a: '2026-02-10', b: '2026-01-31' },
  { a: '2026-01-31', b: '2026-01-31' },
  { a: '2026-01-15', b: null },
  { a: null, b: '2026-02-05' },
  { a: null, b: null },
])
const stays = pipe(periods, as('stays'))

const numbers = values('numbers', { n: integer({ nullable: true }) })([{ n: 1 }, { n: 2 }, { n: 3 }, { n: null }])
const bounds = values('bounds', { x: integer({ nullable: true }), y: integer({ nullable: true }) })([
  { x: 1, y: 2 },
  { x: 2, y: 1 },
  { x: 3, y: null },
  { x: null, y: 1 },
])

const ages = pipe(from(customers), select({ age: customers.age }))
const known = pipe(from(customers), where(isNotNull(customers.age)), select({ age: customers.age }))
const none = pipe(from(customers), where(lt(customers.id, 0)), select({ age: customers.age }))

const texts = values('texts', { t: varchar(20, { nullable: true }) })(
  [
    '',
    'a',
    'A',
    'ab\n',
    '\n',
    'a\nb',
    'é',
    'É',
    '😀',
    'a-z',
    '[x]',
    'a.b',
    'a%b_c',
    '^a$',
    '\\d',
    '7',
    ' \t',
    '\v',
    '\u00a0',
    'ſK',
    '***:a',
    null,
  ].map((t) => ({ t })),
)

/** Each sign of the part of regular expressions that databases share. */
const signs = [
  '',
  'a',
  '^a',
  'b$',
  '^.$',
  '^..$',
  '^[^a]$',
  '[A-Z]',
  '[\\]\\-]',
  '[-a]{2,}',
  '^\\d+$',
  '^\\w*$',
  '^\\s+$',
  '\\n$',
  '^(?:a|\\^a)\\$?$',
  '^(|a|b)$',
  '(a|b){1,2}.(b|c)?$',
  '\\*{3}:',
  '^[é-ÿ]$',
  'k',
  's',
  '\\.|%',
  '^[\\w\\s\\\\]+$',
] as const
const similar = ['', 'a', '_', '%', 'a%', '%b%', '(a|A)', 'a\\%b\\_c', 'a.b', '^a$', '[^a]', '_{2,3}', '%\n', '(a|_)+z?'] as const

export const predicates = {
  'row value comparison': {
    '= <> of row values': () =>
      pipe(met, select({ a: pairs.a, b: pairs.b, c: others.a, d: others.b, same: eq(mine, theirs), other: ne(mine, theirs) })),
    '< <= of row values': () =>
      pipe(met, select({ a: pairs.a, b: pairs.b, c: others.a, d: others.b, less: lt(mine, theirs), most: lte(mine, theirs) })),
    '> >= of row values': () =>
      pipe(met, select({ a: pairs.a, b: pairs.b, c: others.a, d: others.b, more: gt(mine, theirs), least: gte(mine, theirs) })),
    'is distinct from of row values': () =>
      pipe(
        met,
        select({
          a: pairs.a,
          b: pairs.b,
          c: others.a,
          d: others.b,
          other: isDistinctFrom(mine, theirs),
          same: isNotDistinctFrom(mine, theirs),
        }),
      ),
    'a row value and a row of values': () =>
      pipe(ids, where(gte(tuple(credit, id), ['10.5', 1])), where(ne(tuple(name, active), ['Ada', false]))),
    'a row value of other numbers': () => pipe(ids, where(lt(tuple(credit, age), tuple(age, credit)))),
    'a row value and a row of values beyond them': () => pipe(ids, where(lt(tuple(id, name), [3_000_000_000, 'z']))),
  },
  'any, all of a query': {
    '> any': () => pipe(ids, where(gt(age, anyOf(known)))),
    '>= all': () => pipe(ids, where(gte(age, allOf(known)))),
    '= any is in': () => pipe(ids, where(eq(age, anyOf(known)))),
    '<> all is not in': () => pipe(ids, where(ne(age, allOf(known)))),
    'any and all of nulls': () =>
      pipe(
        from(numbers),
        select({
          n: numbers.n,
          anyLess: lt(numbers.n, anyOf(pipe(from(bounds), select({ x: bounds.x })))),
          allLess: lt(numbers.n, allOf(pipe(from(bounds), select({ x: bounds.x })))),
          allMore: gte(numbers.n, allOf(pipe(from(bounds), where(isNotNull(bounds.x)), select({ x: bounds.x })))),
          anySame: eq(numbers.n, anyOf(pipe(from(bounds), select({ x: bounds.x })))),
          allSame: eq(numbers.n, allOf(pipe(from(bounds), select({ x: bounds.x })))),
          anyOther: ne(numbers.n, anyOf(pipe(from(bounds), select({ x: bounds.x })))),
          allOther: ne(numbers.n, allOf(pipe(from(bounds), select({ x: bounds.x })))),
        }),
      ),
    'any and all of no rows': () =>
      pipe(from(customers), orderBy(id), select({ id, any: gt(age, anyOf(none)), all: gt(age, allOf(none)) })),
    'any of a query of the row': () =>
      pipe(ids, where(gt(credit, anyOf(pipe(from(orders), where(eq(orders.customerId, id)), select({ total: orders.total })))))),
    'all of a limited query': () =>
      pipe(
        from(orders),
        where(gte(orders.total, allOf(pipe(from(orders), orderBy(desc(orders.total)), limit(2), select({ total: orders.total }))))),
        select({ id: orders.id }),
      ),
    'any of a union': () => pipe(ids, where(lt(id, anyOf(pipe(ids, where(eq(id, 2)), union(pipe(ids, where(eq(id, 3))))))))),
    'all of a decimal of another scale': () => pipe(ids, where(gt(age, allOf(pipe(from(items), select({ price: items.price })))))),
    'any in having': () =>
      pipe(
        from(orders),
        groupBy(orders.customerId),
        having(gt(max(orders.total), anyOf(pipe(from(items), select({ price: items.price }))))),
        having(lt(sum(orders.total), allOf(pipe(from(customers), where(gt(credit, '100')), select({ credit }))))),
        select({ customer: orders.customerId }),
      ),
    'not of any, beside others': () => pipe(ids, where(or(not(gt(age, anyOf(known))), isNull(gt(age, allOf(ages)))))),
  },
  'any, all of an array': {
    '= any of an array': () => pipe(from(lists), orderBy(lists.id), select({ id: lists.id, one: eq(lists.id, anyOf(lists.numbers)) })),
    '> all of an array': () => pipe(from(lists), orderBy(lists.id), select({ id: lists.id, more: gt(lists.id, allOf(lists.numbers)) })),
    'any of an array of values': () => pipe(ids, where(lt(id, anyOf(literal([1, 3], array(integer())))))),
  },
  'is true, is false, is unknown': {
    'truth tests': () =>
      pipe(
        from(samples),
        orderBy(samples.id),
        select({
          id: samples.id,
          t: isTrue(samples.flag),
          nt: isNotTrue(samples.flag),
          f: isFalse(samples.flag),
          nf: isNotFalse(samples.flag),
          u: isUnknown(samples.flag),
          nu: isNotUnknown(samples.flag),
        }),
      ),
    'truth tests of comparisons': () => pipe(ids, where(isNotTrue(gt(age, 40))), where(isUnknown(or(gt(age, 18), active)))),
    'not of a truth test': () => pipe(ids, where(not(isFalse(gt(age, 40))))),
    'a truth test of a truth test': () => pipe(ids, where(isTrue(isUnknown(gt(age, 40))))),
  },
  'a boolean as a predicate': {
    'a bare boolean column': () => pipe(ids, where(active)),
    'not of a bare boolean column': () => pipe(ids, where(not(active))),
    'a bare boolean column beside others': () => pipe(ids, where(or(and(active, gt(age, 40)), not(active)))),
  },
  'between symmetric': {
    'between symmetric': () => pipe(ids, where(betweenSymmetric(age, 44, 17))),
    'not between symmetric': () => pipe(ids, where(notBetweenSymmetric(credit, '100', '-1.5'))),
    'between symmetric of nulls': () =>
      pipe(
        from(numbers),
        crossJoin(bounds),
        select({
          n: numbers.n,
          x: bounds.x,
          y: bounds.y,
          inside: betweenSymmetric(numbers.n, bounds.x, bounds.y),
          outside: notBetweenSymmetric(numbers.n, bounds.x, bounds.y),
        }),
      ),
    'between symmetric beside others': () => pipe(ids, where(or(not(betweenSymmetric(id, 3, 2)), eq(betweenSymmetric(id, 2, 1), active)))),
  },
  overlaps: {
    'overlaps, every meeting': () =>
      pipe(
        from(periods),
        crossJoin(stays),
        select({
          a: periods.a,
          b: periods.b,
          c: stays.a,
          d: stays.b,
          overlap: overlaps([periods.a, periods.b], [stays.a, stays.b]),
        }),
      ),
    'overlaps of values': () =>
      pipe(
        from(orders),
        where(overlaps([orders.placedOn, '2026-02-15'], ['2026-02-15', '2026-03-01'])),
        orderBy(orders.id),
        select({ id: orders.id }),
      ),
    'overlaps of instants': () =>
      pipe(
        from(samples),
        where(not(overlaps([samples.moment, samples.moment6], [samples.moment6, new Date('2027-01-01T00:00:00.000Z')]))),
        select({ id: samples.id }),
      ),
    'overlaps of times of day': () =>
      pipe(from(samples), where(overlaps([samples.clock, '12:00:00.000'], [samples.clock6, '13:00:00.000'])), select({ id: samples.id })),
  },
  'like any, like all': {
    'like any': () => pipe(stocked, where(likeAny(stock.sku, ['p%', '%k']))),
    'like all': () => pipe(stocked, where(likeAll(stock.sku, ['%n', 'P%']))),
    'not like any': () => pipe(stocked, where(notLikeAny(stock.sku, ['p%', '%n']))),
    'not like all': () => pipe(stocked, where(notLikeAll(stock.sku, ['p%', stock.note]))),
    'like any of none': () => pipe(stocked, where(or(likeAny(stock.sku, []), not(likeAll(stock.sku, []))))),
  },
  'regular expressions': {
    matches: () => pipe(stocked, where(matches(stock.sku, '^[a-p]en$'))),
    'matches in either case of ASCII': () => pipe(stocked, where(matches(stock.sku, 'P.[m-o]', 'i'))),
    'not matches': () => pipe(stocked, where(notMatches(stock.note, '^(lo|x+)w?$')), where(not(matches(stock.sku, 'pen|ink')))),
    'matches, every sign': () =>
      pipe(from(texts), select({ t: texts.t, ...Object.fromEntries(signs.map((sign, index) => [`p${index}`, matches(texts.t, sign)])) })),
    'matches, every sign in either case': () =>
      pipe(
        from(texts),
        select({ t: texts.t, ...Object.fromEntries(signs.map((sign, index) => [`p${index}`, matches(texts.t, sign, 'i')])) }),
      ),
    'matches among the grouped': () =>
      pipe(from(stock), groupBy(matches(stock.sku, 'n$')), select({ n: matches(stock.sku, 'n$'), amount: sum(stock.amount) })),
  },
  'similar to': {
    'similar to': () => pipe(stocked, where(similarTo(stock.sku, '(p|P)e_|i%'))),
    'not similar to': () => pipe(stocked, where(notSimilarTo(stock.note, 'l[^aeiu]w'))),
    'similar to, every sign': () =>
      pipe(
        from(texts),
        select({ t: texts.t, ...Object.fromEntries(similar.map((sign, index) => [`p${index}`, similarTo(texts.t, sign)])) }),
      ),
  },
} satisfies Cases
