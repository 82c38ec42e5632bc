/** Golden cases: functions of texts and numbers, over rows that stand where databases differ. */
import {
  asc,
  bigint,
  btrim,
  caseOf,
  ceil,
  concatWs,
  decimal,
  double,
  exp,
  floor,
  format,
  from,
  greatest,
  gte,
  integer,
  least,
  left,
  literal,
  ln,
  lpad,
  lt,
  ltrim,
  octetLength,
  orderBy,
  pipe,
  position,
  power,
  random,
  repeat,
  reverse,
  right,
  round,
  rpad,
  rtrim,
  select,
  sign,
  splitPart,
  sqrt,
  text,
  trunc,
  values,
  where,
} from '../../lib/index.js'
import type { AnyQuery } from '../../lib/index.js'
import { customers, items, orders, samples, stock } from '../support/shop.js'

const words = values('words', { id: integer(), word: text({ nullable: true }) })(
  ['abc', '', 'a,b,,c', 'aaa', '  x ', 'é😀é', "'%_\\", 'Aa', '-^]x]^-', null].map((word, id) => ({ id, word })),
)

const ofWords = (columns: (word: typeof words.word) => object): AnyQuery =>
  pipe(from(words), orderBy(asc(words.id)), select({ id: words.id, ...columns(words.word) } as { id: typeof words.id }))

const numbers = values('numbers', {
  id: integer(),
  whole: integer({ nullable: true }),
  big: bigint({ nullable: true }),
  exact: decimal(9, 3, { nullable: true }),
  float: double({ nullable: true }),
})([
  { id: 1, whole: 7, big: 9_007_199_254_740_993n, exact: '2.500', float: 2.5 },
  { id: 2, whole: -7, big: -9_223_372_036_854_775_807n, exact: '-2.500', float: -2.5 },
  { id: 3, whole: 0, big: 0n, exact: '0.000', float: 0.49999999999999994 },
  { id: 4, whole: 5, big: 4n, exact: '-0.004', float: -0.5 },
  { id: 5, whole: 3, big: 9n, exact: '999999.995', float: 4503599627370497 },
  { id: 6, whole: null, big: null, exact: null, float: null },
])

const ofNumbers = (columns: object): AnyQuery =>
  pipe(from(numbers), orderBy(asc(numbers.id)), select({ id: numbers.id, ...columns } as { id: typeof numbers.id }))

const { whole, big, exact, float } = numbers

export const textAndNumbers = {
  position: {
    position: (): AnyQuery => ofWords((word) => ({ a: position(word, 'a'), b: position(word, ''), c: position(word, '😀') })),
    'position of a column': (): AnyQuery => pipe(from(stock), select({ sku: stock.sku, at: position(stock.sku, stock.note) })),
  },
  'left, right': {
    'left and right': (): AnyQuery => ofWords((word) => ({ a: left(word, 2), b: right(word, 2), c: left(word, 0), d: right(word, 0) })),
    'right in a condition': (): AnyQuery =>
      pipe(from(customers), where(gte(right(customers.email, 3), 'org')), select({ id: customers.id })),
  },
  repeat: { repeat: (): AnyQuery => ofWords((word) => ({ a: repeat(word, 2), b: repeat(word, 0) })) },
  'lpad, rpad': {
    'lpad and rpad': (): AnyQuery =>
      ofWords((word) => ({ a: lpad(word, 5), b: rpad(word, 5, '.'), c: lpad(word, 2, 'xy'), d: rpad(word, 0) })),
    'lpad with several characters': (): AnyQuery => ofWords((word) => ({ a: lpad(word, 8, 'é😀'), b: rpad(word, 8, 'xyz') })),
  },
  reverse: { reverse: (): AnyQuery => ofWords((word) => ({ a: reverse(word) })) },
  splitPart: {
    'parts of a text': (): AnyQuery =>
      ofWords((word) => ({ a: splitPart(word, ',', 1), b: splitPart(word, ',', 3), c: splitPart(word, ',', 9) })),
    'parts between longer separators': (): AnyQuery => ofWords((word) => ({ a: splitPart(word, 'aa', 1), b: splitPart(word, 'aa', 2) })),
  },
  'ltrim, rtrim, btrim': {
    'trim spaces at one side': (): AnyQuery => ofWords((word) => ({ a: ltrim(word), b: rtrim(word) })),
    'trim a character': (): AnyQuery => ofWords((word) => ({ a: ltrim(word, 'a'), b: rtrim(word, 'a'), c: btrim(word, 'a') })),
    'trim any of several characters': (): AnyQuery =>
      ofWords((word) => ({ a: ltrim(word, 'a-^]'), b: rtrim(word, '^]-é'), c: btrim(word, "'\\") })),
  },
  'concat with a separator': {
    'concat with a separator': (): AnyQuery =>
      pipe(from(orders), select({ id: orders.id, a: concatWs(', ', orders.status, orders.note, 'z'), b: concatWs('-', orders.note) })),
  },
  format: { format: (): AnyQuery => ofWords((word) => ({ a: format('<%s> 100%%', word), b: format('%s%s', word, 'x') })) },
  octetLength: { 'octet length': (): AnyQuery => ofWords((word) => ({ a: octetLength(word) })) },
  'round, ceil, floor, trunc': {
    'round decimals': (): AnyQuery => ofNumbers({ a: round(exact), b: round(exact, 2), c: round(exact, 1), d: round(exact, 5) }),
    'round doubles': (): AnyQuery => ofNumbers({ a: round(float), b: ceil(float), c: floor(float), d: trunc(float) }),
    'ceil, floor and trunc of decimals': (): AnyQuery => ofNumbers({ a: ceil(exact), b: floor(exact), c: trunc(exact) }),
    'round integers': (): AnyQuery => ofNumbers({ a: round(whole), b: ceil(big), c: round(whole, 2) }),
    'round a parameter': (): AnyQuery =>
      pipe(from(items), select({ sku: items.sku, a: round(literal(2.5, double())), b: round(items.price) })),
  },
  sign: { sign: (): AnyQuery => ofNumbers({ a: sign(whole), b: sign(big), c: sign(exact), d: sign(float) }) },
  'sqrt, ln, exp, power': {
    'square roots': (): AnyQuery => ofNumbers({ a: sqrt(whole), b: sqrt(float), c: sqrt(exact) }),
    powers: (): AnyQuery => ofNumbers({ a: power(whole, 2), b: power(whole, 0.5), c: power(whole, -1), d: power(float, 3) }),
    logarithms: (): AnyQuery => ofNumbers({ a: round(exp(ln(whole))) }),
  },
  random: {
    'random numbers are from 0, below 1': (): AnyQuery =>
      pipe(from(stock), where(gte(random, 0)), where(lt(random, 1)), select({ sku: stock.sku })),
  },
  'greatest, least': {
    'greatest and least of numbers': (): AnyQuery =>
      ofNumbers({ a: greatest(whole, 2), b: least(exact, whole), c: greatest(float, whole) }),
    'greatest and least of texts': (): AnyQuery =>
      pipe(from(orders), select({ id: orders.id, a: greatest(orders.note, orders.status, 'm'), b: least(orders.status, 'paid') })),
    'greatest and least of dates': (): AnyQuery =>
      pipe(from(samples), select({ id: samples.id, a: greatest(samples.day, '2000-01-01'), b: least(samples.moment, samples.moment6) })),
  },
  'simple case': {
    'case of a value': (): AnyQuery =>
      pipe(
        from(orders),
        select({
          id: orders.id,
          a: caseOf(
            orders.status,
            [
              ['open', literal(1, integer())],
              ['paid', 2],
            ],
            0,
          ),
          b: caseOf(orders.total, [['5.00', orders.note]]),
        }),
      ),
  },
} as const
