/** What goes around the types is a CompileError that says what is wrong, on every dialect. */
import { describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { compileNode } from '../../lib/render/compile.js'
import type { Dialect } from '../../lib/render/dialect.js'
import { archive, customers, employees, items, orders, samples, stock, tags, tokens } from '../support/shop.js'

/** The combinators without their types: what a program in JavaScript can do. */
type Loose = (...values: ReadonlyArray<unknown>) => Loose & { readonly [key: string]: Loose }
const u = o as unknown as { readonly [name: string]: Loose }
const { pipe } = u as { readonly pipe: Loose }

const dialects: ReadonlyArray<Dialect> = [postgres, mysql, mariadb, sqlite]
const id = customers.id
const all = u['from']?.(customers) as Loose
const when = (name: string, ...values: ReadonlyArray<unknown>): Loose => (u[name] as Loose)(...values)

const other = o.pipe(customers, o.as('other'))
const grouped = (projection: unknown): unknown => pipe(when('from', orders), when('groupBy', orders.customerId), when('select', projection))
const inner = (...steps: ReadonlyArray<unknown>): unknown => pipe(when('from', items), ...steps)

const around = (aggregate: string, sources: string): string =>
  `${aggregate} stands in a query of ${sources} and has columns of the query around it alone, whose aggregate it would be: name a column of ${sources} in it, or write it in the query around`

const found = (step: (found: { readonly id: unknown; readonly n: unknown }) => unknown, options?: unknown): unknown =>
  when('from', when('recursive', 'r', options)(pipe(all, when('select', { id, n: customers.age })), step))

const cases: Readonly<Record<string, readonly [query: unknown, reason: string, message: string]>> = {
  'any by itself': [
    pipe(all, when('select', { any: when('anyOf', inner(when('select', { line: items.line }))) })),
    'malformed',
    'anyOf stands on the right of a comparison: gt(a, anyOf(…))',
  ],
  'any on the left': [
    pipe(all, when('where', when('gt', when('anyOf', inner(when('select', { line: items.line }))), id))),
    'malformed',
    'anyOf stands on the right of a comparison: gt(a, anyOf(…))',
  ],
  'all beside is distinct from': [
    pipe(all, when('where', when('isDistinctFrom', id, when('allOf', inner(when('select', { line: items.line })))))),
    'malformed',
    'allOf stands beside =, <>, <, <=, > and >=',
  ],
  'any of two columns': [
    pipe(all, when('where', when('gt', id, when('anyOf', inner())))),
    'malformed',
    'the query of anyOf has one column',
  ],
  'any of what does not compare': [
    pipe(all, when('where', when('gt', id, when('anyOf', inner(when('select', { sku: items.sku })))))),
    'malformed',
    'anyOf does not compare with what stands beside it: text with integer',
  ],
  'any of a value': [pipe(all, when('where', when('gt', id, when('anyOf', 5)))), 'malformed', 'expected a query or an array, got 5'],
  'a row value and a longer one': [
    pipe(all, when('where', when('eq', when('tuple', id, id), when('tuple', id, id, id)))),
    'malformed',
    'expected a row of 2 values, got an expression',
  ],
  'a row value and a list': [
    pipe(all, when('where', when('lt', when('tuple', id, id), [1]))),
    'malformed',
    'expected a row of 2 values, got an array',
  ],
  'a row value and a value': [
    pipe(all, when('where', when('lt', when('tuple', id, id), id))),
    'malformed',
    'expected a row of 2 values, got an expression',
  ],
  'a value and a row value': [
    pipe(all, when('where', when('lt', id, when('tuple', id, id)))),
    'malformed',
    'expected a row value beside a row value, got an expression',
  ],
  'row values of other types': [
    pipe(all, when('where', when('lt', when('tuple', id, id), when('tuple', id, customers.name)))),
    'malformed',
    "expected integer as item 2 of the row, got 'text'",
  ],
  'a row value and a null': [
    pipe(all, when('where', when('lt', when('tuple', id, id), [1, null]))),
    'malformed',
    'no comparison with null holds: use isNull, isNotNull or isNotDistinctFrom',
  ],
  'periods of numbers': [
    pipe(all, when('where', when('overlaps', [id, id], [1, 2]))),
    'malformed',
    'the ends of periods that may overlap are dates or times of one type',
  ],
  'a period without an end': [
    pipe(all, when('where', when('overlaps', [customers.createdAt], [customers.createdAt, customers.createdAt]))),
    'malformed',
    'expected a period: [start, end], got an array',
  ],
  'between symmetric of null': [
    pipe(all, when('where', when('betweenSymmetric', id, 1, null))),
    'malformed',
    'no comparison with null holds: use isNull, isNotNull or isNotDistinctFrom',
  ],
  'a list of patterns that is none': [
    pipe(all, when('where', when('likeAny', customers.name, 5))),
    'malformed',
    'expected a list of patterns, got 5',
  ],
  'digits that are none': [
    pipe(when('from', orders), when('select', { x: when('round', orders.total, -1) })),
    'malformed',
    'a number is rounded to a whole number of digits from 0 to 30',
  ],
  'a double rounded to digits': [
    pipe(all, when('select', { x: when('round', o.cast(id, o.double()), 2) })),
    'malformed',
    'expected a number that is no double, where it is rounded to digits, got an expression',
  ],
  'a number of characters that is none': [
    pipe(all, when('select', { x: when('left', customers.email, -1) })),
    'malformed',
    'a number of characters is a whole number from 0 to 10000000, got -1',
  ],
  'a separator that is empty': [
    pipe(all, when('select', { x: when('splitPart', customers.email, '', 1) })),
    'malformed',
    "a separator is a text that is not empty, got ''",
  ],
  'a template with other holes': [
    pipe(all, when('select', { x: when('format', '%s %d', customers.email) })),
    'malformed',
    "expected a template with 1 times %s, and %% for a percent sign, got '%s %d'",
  ],
  'a step without the rows found before': [
    found(() => pipe(all, when('select', { id, n: customers.age }))),
    'malformed',
    'the step of r has the rows found before once in its from and joins',
  ],
  'a step that groups': [
    found((r) => pipe(when('from', r), when('groupBy', r.id, r.n), when('select', { id: r.id, n: r.n }))),
    'malformed',
    'the step of r cannot group, order, limit or have distinct rows, aggregates or window functions',
  ],
  'a step whose rows found before may be absent': [
    found((r) => pipe(all, when('leftJoin', r, o.always), when('select', { id, n: r.n }))),
    'malformed',
    'the step of r cannot have the rows found before on the absent side of an outer join',
  ],
  'a step whose rows found before may be absent on the left': [
    found((r) =>
      pipe(when('from', r), when('innerJoin', orders, o.always), when('rightJoin', customers, o.always), when('select', { id, n: r.n })),
    ),
    'malformed',
    'the step of r cannot have the rows found before on the absent side of an outer join',
  ],
  'a step that is a union': [found((r) => pipe(when('from', r), when('union', when('from', r)))), 'malformed', 'the step of r is a select'],
  'a step that gives something else': [
    found((r) => pipe(when('from', r), when('select', { id: r.id, n: o.literal('x', o.text()) }))),
    'malformed',
    'the two sides differ in n',
  ],
  'the rows found before, outside of the step': [
    (() => {
      let kept: unknown
      found((r) => {
        kept = r
        return pipe(when('from', r), when('select', { id: r.id, n: r.n }))
      })
      return when('from', kept)
    })(),
    'unjoined',
    'the rows found before of r are used outside of its step',
  ],
  'a union ordered by its sources': [
    pipe(
      when('from', stock),
      when('union', when('from', stock)),
      when('orderByOutput', () => [stock.sku]),
    ),
    'malformed',
    'a set operation is ordered by columns of its rows: use orderByOutput',
  ],
  'a union of other families': [
    pipe(all, when('select', { a: id }), when('union', pipe(all, when('select', { a: customers.name })))),
    'malformed',
    'the two sides differ in a',
  ],
  'a series that stands still': [
    when('from', when('generateSeries', 'n', o.integer())(1, 2, 0)),
    'malformed',
    'the step of a series is a whole number that is not 0, or an interval, not 0',
  ],
  'a series both ways': [
    when('from', when('generateSeries', 'n', o.date())('2026-01-01', '2026-02-01', { months: 1, days: -1 })),
    'malformed',
    'the step of a series goes one way',
  ],
  'elements of a text': [
    when('from', when('jsonElements', 'e')(o.literal('x', o.text()))),
    'malformed',
    'expected a JSON document, got text',
  ],
  'elements of a source that is not there': [
    pipe(all, when('select', { a: o.jsonElements('e')(samples.doc).ordinality })),
    'unjoined',
    'e is used but not joined',
  ],
  'values that are none': [when('from', when('values', 'v', { a: o.integer() })(5)), 'malformed', 'expected a list of rows, got 5'],
  'values of no columns': [when('from', when('values', 'v', { a: 1 })([])), 'malformed', 'expected a record of columns, got an object'],
  'an open query': [pipe(all, when('where', o.eq(orders.total, '1'))), 'unjoined', 'orders is used but not joined'],
  'a selected column of a source that is not there': [
    pipe(all, when('select', { a: orders.id })),
    'unjoined',
    'orders is used but not joined',
  ],
  'a selected table that is not there': [pipe(all, when('select', { orders })), 'unjoined', 'orders is used but not joined'],
  'an order by a source that is not there': [pipe(all, when('orderBy', orders.id)), 'unjoined', 'orders is used but not joined'],
  'an open subquery': [
    pipe(all, when('where', when('exists', inner(when('where', o.eq(items.orderId, orders.id)))))),
    'unjoined',
    'orders is used but not joined',
  ],
  'a derived table that uses its neighbour': [
    pipe(all, when('innerJoin', pipe(when('from', orders), when('where', o.eq(orders.customerId, id)), when('subquery', 'd')), o.always)),
    'unjoined',
    'customers is used but not joined',
  ],
  'a join on a source that comes later': [
    pipe(all, when('innerJoin', other, o.eq(other.id, orders.id)), when('innerJoin', orders, o.always)),
    'unjoined',
    'orders is used but not joined',
  ],
  'an insert of an expression over a row': [
    when('insertInto', stock)({ sku: 'a', amount: o.add(stock.amount, 1) }),
    'unjoined',
    'stock is used but not joined',
  ],
  'a source twice': [
    pipe(all, when('innerJoin', customers, o.always)),
    'duplicateSource',
    'customers is already in this query: give it another name with as',
  ],
  'an alias twice': [
    pipe(when('from', other), when('leftJoin', other, o.always)),
    'duplicateSource',
    'other is already in this query: give it another name with as',
  ],
  'a subquery that has another source of a name around it': [
    pipe(
      when('from', pipe(all, when('subquery', 'd'))),
      when('where', o.exists(pipe(when('from', pipe(when('from', orders), when('subquery', 'd')))) as never)),
    ),
    'duplicateSource',
    'd is another source in a query around this one: give it another name with as',
  ],
  'two common table expressions of one name': [
    pipe(when('from', pipe(all, when('cte', 'x'))), when('crossJoin', o.pipe(o.from(orders), o.cte('x'), o.as('y')))),
    'duplicateSource',
    'two common table expressions are named x',
  ],
  'an aggregate in where': [pipe(all, when('where', when('gt', o.count(), 1))), 'grouping', 'an aggregate cannot stand in where'],
  'an aggregate in a join condition': [
    pipe(all, when('innerJoin', orders, when('gt', o.count(), 1))),
    'grouping',
    'an aggregate cannot stand in a join condition',
  ],
  'an aggregate in group by': [pipe(all, when('groupBy', o.count())), 'grouping', 'an aggregate cannot stand in group by'],
  'an aggregate in an aggregate': [
    pipe(all, when('select', { n: o.sum(o.count()) })),
    'grouping',
    'an aggregate cannot stand in an aggregate',
  ],
  'different values in another order': [
    pipe(all, when('select', { n: o.stringAgg(customers.name, ',', { distinct: true, orderBy: [id] }) })),
    'malformed',
    'stringAgg of distinct values is ordered by anything but these values: order by them, or leave distinct out',
  ],
  'texts over a window': [
    pipe(all, when('select', { n: o.over(o.stringAgg(customers.name, ',')) })),
    'malformed',
    'stringAgg over a window',
  ],
  'different values over a window': [
    pipe(all, when('select', { n: o.over(o.countDistinct(id)) })),
    'malformed',
    'count over a window with distinct',
  ],
  'an order inside an aggregate over a window': [
    pipe(all, when('select', { n: o.over(o.arrayAgg(id, { orderBy: [id] })) })),
    'malformed',
    'arrayAgg over a window with an order inside',
  ],
  'arrays of arrays': [
    pipe(all, when('select', { n: o.arrayAgg(o.literal([1], o.array(o.integer()))) })),
    'malformed',
    'arrayAgg of arrays: PostgreSQL makes one array of them, and refuses those of other lengths',
  ],
  'an aggregate in the order of an aggregate': [
    pipe(all, when('select', { n: o.stringAgg(customers.name, ',', { orderBy: [o.count()] }) })),
    'grouping',
    'an aggregate cannot stand in an aggregate',
  ],
  'an aggregate in a filter': [
    pipe(all, when('select', { n: o.pipe(o.count(), o.filterWhere(o.gt(o.max(id), 1))) })),
    'grouping',
    'an aggregate cannot stand in an aggregate',
  ],
  'an aggregate in set': [
    pipe(when('update', stock)({ amount: o.count() }), when('where', o.always), when('where', o.eq(stock.sku, 'a'))),
    'grouping',
    'an aggregate cannot stand in set',
  ],
  'an aggregate in the where of a write': [
    pipe(when('deleteFrom', stock), when('where', when('gt', o.count(), 1))),
    'grouping',
    'an aggregate cannot stand in where',
  ],
  'an aggregate in values': [when('insertInto', stock)({ sku: 'a', amount: o.count() }), 'grouping', 'an aggregate cannot stand in values'],
  'a window in where': [
    pipe(all, when('where', when('eq', o.over(o.rowNumber), 1))),
    'grouping',
    'a window function cannot stand in where: use a subquery',
  ],
  'a window in having': [
    pipe(
      when('from', orders),
      when('groupBy', orders.customerId),
      when('having', when('eq', o.over(o.rowNumber), 1)),
      when('select', orders.customerId),
    ),
    'grouping',
    'a window function cannot stand in having: use a subquery',
  ],
  'an ungrouped column': [grouped({ c: orders.customerId, t: orders.total }), 'grouping', 'orders.total is neither grouped nor aggregated'],
  'an ungrouped column of a joined table': [
    pipe(
      when('from', orders),
      when('innerJoin', customers, o.eq(customers.id, orders.customerId)),
      when('groupBy', orders.id),
      when('select', { id: orders.id, name: customers.name }),
    ),
    'grouping',
    'customers.name is neither grouped nor aggregated',
  ],
  'an ungrouped column in an expression': [
    grouped({ t: o.add(orders.total, '1') }),
    'grouping',
    'orders.total is neither grouped nor aggregated',
  ],
  'an ungrouped column beside an aggregate': [
    grouped({ t: o.add(o.sum(orders.total), orders.total) }),
    'grouping',
    'orders.total is neither grouped nor aggregated',
  ],
  'an ungrouped column in a case': [
    grouped({ t: o.caseWhen([o.branch(o.gt(orders.total, '1'), orders.customerId)]) }),
    'grouping',
    'orders.total is neither grouped nor aggregated',
  ],
  'an ungrouped column in a window': [
    grouped({ t: o.over(o.sum(orders.total)) }),
    'grouping',
    'orders.total is neither grouped nor aggregated',
  ],
  'an ungrouped column in having': [
    pipe(grouped({ c: orders.customerId }), when('having', o.gt(orders.total, '1'))),
    'grouping',
    'orders.total is neither grouped nor aggregated',
  ],
  'an ungrouped column in order by': [
    pipe(grouped({ c: orders.customerId }), when('orderBy', orders.total)),
    'grouping',
    'orders.total is neither grouped nor aggregated',
  ],
  'a column beside an aggregate, without group by': [
    pipe(all, when('select', { id, n: o.count() })),
    'grouping',
    'customers.id is neither grouped nor aggregated',
  ],
  'an ungrouped column in a subquery': [
    grouped({ n: when('scalarOf', inner(when('where', o.eq(items.orderId, orders.id)), when('select', { n: o.count() }))) }),
    'grouping',
    'orders.id is neither grouped nor aggregated',
  ],
  'an ungrouped column in the list of a subquery': [
    grouped({ n: when('arrayOf', inner(when('select', { t: orders.total }))) }),
    'grouping',
    'orders.total is neither grouped nor aggregated',
  ],
  'an ungrouped column in a union of a subquery': [
    grouped({
      n: when(
        'exists',
        pipe(
          inner(when('select', { t: items.line })),
          when('union', inner(when('where', o.eq(items.orderId, orders.id)), when('select', { t: items.line }))),
        ),
      ),
    }),
    'grouping',
    'orders.id is neither grouped nor aggregated',
  ],
  'an aggregate of the columns of the query around': [
    pipe(all, when('select', { n: when('scalarOf', pipe(when('from', orders), when('select', o.sum(customers.age)))) })),
    'grouping',
    around('sum', 'orders'),
  ],
  'an aggregate of another query over the columns of the query around': [
    pipe(
      all,
      when('select', {
        n: when(
          'scalarOf',
          pipe(
            when('from', orders),
            when('select', o.sum(o.scalarOf(o.pipe(o.from(items), o.where(o.eq(items.orderId, id)), o.select(items.line))))),
          ),
        ),
      }),
    ),
    'grouping',
    around('sum', 'orders'),
  ],
  'an aggregate filtered by the query around': [
    pipe(
      all,
      when('select', {
        n: when(
          'scalarOf',
          pipe(
            when('from', orders),
            when('innerJoin', items, o.eq(items.orderId, orders.id)),
            when('select', o.pipe(o.count(), o.filterWhere(o.gt(customers.age, 1)))),
          ),
        ),
      }),
    ),
    'grouping',
    around('count', 'orders, items'),
  ],
  'a having of the query around': [
    pipe(all, when('where', when('exists', pipe(when('from', orders), when('having', o.gt(o.sum(customers.age), 5n)))))),
    'grouping',
    around('sum', 'orders'),
  ],
  'an aggregate in returning': [
    pipe(when('deleteFrom', tags), o.everyRow, when('returning', { n: o.count() })),
    'grouping',
    'an aggregate cannot stand in returning',
  ],
  'an order of a distinct query by what it does not select': [
    pipe(all, when('select', { n: customers.name }), o.distinct, when('orderBy', id)),
    'grouping',
    'a distinct query can be ordered only by what it selects',
  ],
  'a negative limit': [pipe(all, when('limit', -1)), 'malformed', 'limit must be a whole number that is not negative, got -1'],
  'a broken limit': [pipe(all, when('limit', 1.5)), 'malformed', 'limit must be a whole number that is not negative, got 1.5'],
  'a limit that is no number': [
    pipe(all, when('limit', '1; drop table x')),
    'malformed',
    "limit must be a whole number that is not negative, got '1; drop table x'",
  ],
  'a negative offset of a set operation': [
    pipe(all, when('union', all), when('offset', Number.NaN)),
    'malformed',
    'offset must be a whole number that is not negative, got NaN',
  ],
  'an empty projection': [pipe(all, when('select', {})), 'malformed', 'a select needs at least one column'],
  'an empty nested projection': [pipe(all, when('select', { a: {} })), 'malformed', 'a select needs at least one column'],
  'a projection of a value': [pipe(all, when('select', { a: 1 })), 'malformed', 'a select takes expressions, got number'],
  'a projection of nothing': [pipe(all, when('select', { a: undefined })), 'malformed', 'a select takes expressions, got undefined'],
  'a where of nothing': [pipe(all, when('where', undefined)), 'malformed', 'expected an expression, got undefined'],
  'a where of text': [pipe(all, when('where', '1 = 1')), 'malformed', "expected an expression, got '1 = 1'"],
  'a join without a condition': [pipe(all, when('leftJoin', orders)), 'malformed', 'the left join of orders needs a condition'],
  'a comparison with null': [
    pipe(all, when('where', when('eq', customers.age, null))),
    'malformed',
    'no comparison with null holds: use isNull, isNotNull or isNotDistinctFrom',
  ],
  'a range from null': [
    pipe(all, when('where', when('between', customers.age, null, 5))),
    'malformed',
    'no comparison with null holds: use isNull, isNotNull or isNotDistinctFrom',
  ],
  'a range to null': [
    pipe(all, when('where', when('notBetween', customers.age, 5, null))),
    'malformed',
    'no comparison with null holds: use isNull, isNotNull or isNotDistinctFrom',
  ],
  'a pattern of null': [
    pipe(all, when('where', when('like', customers.name, null))),
    'malformed',
    'no comparison with null holds: use isNull, isNotNull or isNotDistinctFrom',
  ],
  'a list with null': [
    pipe(all, when('where', when('notIn', customers.age, [1, null]))),
    'malformed',
    'no comparison with null holds: use isNull, isNotNull or isNotDistinctFrom',
  ],
  'a tuple beside a query of fewer columns': [
    inner(when('where', when('isIn', when('tuple', items.orderId, items.line, items.sku), when('from', tags)))),
    'malformed',
    'a query beside in has a column for each value: 2 stand beside 3',
  ],
  'an expression beside a query of two columns': [
    inner(when('where', when('isIn', items.orderId, when('from', tags)))),
    'malformed',
    'a query beside in has a column for each value: 2 stand beside 1',
  ],
  'a tuple beside columns in another order': [
    inner(when('where', when('notIn', when('tuple', items.sku, items.orderId), when('from', tags)))),
    'malformed',
    'orderId does not compare with what it stands beside: integer with text',
  ],
  'an insert of no rows': [when('insertInto', stock)([]), 'malformed', 'an insert into stock needs at least one row'],
  'an insert of null': [when('insertInto', stock)(null), 'malformed', 'an insert takes records of values, got null'],
  'an insert of text': [when('insertInto', stock)(['sku']), 'malformed', "an insert takes records of values, got 'sku'"],
  'an insert into an alias': [
    when('insertInto', o.pipe(stock, o.as('s')))({ sku: 'a', amount: 1 }),
    'malformed',
    'an insert goes into a table, not into its alias s',
  ],
  'an update of nothing': [pipe(when('update', stock)({}), o.everyRow), 'malformed', 'an update of stock sets nothing'],
  'a substring from 0': [
    pipe(all, when('select', { a: when('substring', customers.name, 0) })),
    'malformed',
    'substring needs a start of at least 1, got 0',
  ],
  'a substring of a negative length': [
    pipe(all, when('select', { a: when('substring', customers.name, 1, -1) })),
    'malformed',
    'substring needs a count of at least 0, got -1',
  ],
  'a part of a date that is none': [
    pipe(when('from', orders), when('select', { a: when('extract', 'year from now()); drop table x; --', orders.placedOn) })),
    'malformed',
    "'year from now()); drop table x; --' is no part of a date or time",
  ],
  'a unit that is none': [
    pipe(when('from', orders), when('select', { a: when('truncate', "day'", orders.placedOn) })),
    'malformed',
    "'day'' is no unit to truncate to",
  ],
  'the hour of a date': [
    pipe(when('from', orders), when('select', { a: when('extract', 'hour', orders.placedOn) })),
    'malformed',
    'a date has no hour',
  ],
  'a date to the minute': [
    pipe(when('from', orders), when('select', { a: when('truncate', 'minute', orders.placedOn) })),
    'malformed',
    'a date has no minute',
  ],
  'a date and seconds': [
    pipe(when('from', orders), when('select', { a: when('addInterval', orders.placedOn, { days: 1, seconds: 1 }) })),
    'malformed',
    'a date has no second',
  ],
  ...Object.fromEntries(
    [
      when('extract', 'hour', samples.clock),
      when('truncate', 'hour', samples.clock),
      when('epochOf', samples.clock),
      when('addInterval', samples.clock, { hours: 1 }),
    ].map((a, index) => [
      `a time for an instant, ${index}`,
      [pipe(when('from', samples), when('select', { a })), 'malformed', 'expected a date or an instant, got time'] as const,
    ]),
  ),
  'an interval of text': [
    pipe(when('from', orders), when('select', { a: when('addInterval', orders.placedOn, { days: "1'" }) })),
    'malformed',
    "an interval of '1'' 'days' has no meaning",
  ],
  'an interval of a fraction': [
    pipe(when('from', orders), when('select', { a: when('addInterval', orders.placedOn, { days: 1.5 }) })),
    'malformed',
    "an interval of 1.5 'days' has no meaning",
  ],
  'an interval of an unknown unit': [
    pipe(when('from', orders), when('select', { a: when('addInterval', orders.placedOn, { eons: 1 }) })),
    'malformed',
    "an interval of 1 'eons' has no meaning",
  ],
  'an interval of nothing': [
    pipe(when('from', orders), when('select', { a: when('subtractInterval', orders.placedOn, {}) })),
    'malformed',
    'an interval needs a length',
  ],
  ...Object.fromEntries(
    (
      [
        [when('addInterval', orders.placedOn, { days: id, eons: 1 }), "'eons' is no unit of an interval"],
        [when('addInterval', orders.placedOn, { days: orders.total }), 'an interval has whole numbers of 32 bits, got decimal for days'],
        [when('addInterval', orders.placedOn, { hours: id }), 'a date has no hour'],
        [when('addInterval', samples.clock, { hours: id }), 'expected a date or an instant, got time'],
        [when('cast', orders.placedOn, o.integer()), 'there is no cast of date to integer: see cast'],
        [when('cast', samples.blob, o.text()), 'there is no cast of bytes to text: see cast'],
        [when('makeDate', 2026, orders.total, 1), 'the parts of a date are whole numbers of 32 bits, got decimal'],
        [when('dateDiff', 'decade', orders.placedOn, orders.placedOn), "'decade' is no unit of a difference"],
        [when('dateDiff', 1, orders.placedOn, orders.placedOn), '1 is no unit of a difference'],
        [when('dateDiff', 'hour', orders.placedOn, orders.placedOn), 'a date has no hour'],
        [when('dateDiff', 'day', orders.placedOn, orders.paidAt), 'no difference of date and timestamp: cast one of them'],
        [when('dateDiff', 'day', samples.clock, samples.clock), 'expected a date or an instant, got time'],
        [when('formatDate', orders.paidAt, "yyyy'"), "'yyyy'' is no pattern of a date: see formatDate"],
        [when('formatDate', orders.paidAt, 'yy'), "'yy' is no pattern of a date: see formatDate"],
        [when('formatDate', orders.paidAt, "'\\'"), "''\\'' is no pattern of a date: see formatDate"],
        [when('formatDate', orders.paidAt, '%Y'), "'%Y' is no pattern of a date: see formatDate"],
        [when('formatDate', orders.paidAt, ''), "'' is no pattern of a date: see formatDate"],
        [when('formatDate', orders.paidAt, undefined), 'undefined is no pattern of a date: see formatDate'],
        [when('formatDate', orders.placedOn, 'HH:mm'), 'a date has no hour'],
        [when('formatDate', orders.placedOn, 'yyyy SSS'), 'a date has no milliseconds'],
        [when('formatDate', samples.clock, 'HH:mm'), 'expected a date or an instant, got time'],
        [when('atTimeZone', orders.placedOn, 'UTC'), 'expected an instant or a local timestamp, got date'],
        [when('atTimeZone', orders.paidAt, '+02:00'), "expected a time zone such as 'Europe/Berlin', got '+02:00'"],
        [when('atTimeZone', orders.paidAt, 'CET'), "expected a time zone such as 'Europe/Berlin', got 'CET'"],
        [when('atTimeZone', orders.paidAt, orders.id), 'expected a time zone as text, got integer'],
      ] as const
    ).map(([a, words]) => [
      `a wrong date function: ${words}`,
      [pipe(when('from', orders), when('crossJoin', samples), when('select', { a })), 'malformed', words] as const,
    ]),
  ),
  'nulls that come nowhere': [
    pipe(all, when('orderBy', when('asc', id, { nulls: 'first, 1' }))),
    'malformed',
    "nulls come 'first' or 'last', not 'first, 1'",
  ],
  'sides of a union that differ': [
    pipe(pipe(all, when('select', { a: id, b: id })), when('union', pipe(all, when('select', { a: id, c: id })))),
    'malformed',
    'the two sides differ in b, c',
  ],
  'an update of every row': [
    when('update', stock)({ amount: 1 }),
    'unguardedWrite',
    'this update of stock has no where: it would touch every row; say everyRow if that is meant',
  ],
  'a delete of every row': [
    when('deleteFrom', stock),
    'unguardedWrite',
    'this delete of stock has no where: it would touch every row; say everyRow if that is meant',
  ],
}

const vacuous: Readonly<Record<string, unknown>> = {
  'and()': o.and(),
  always: o.always,
  'not(never)': o.not(o.never),
  'notIn(x, [])': o.notIn(stock.sku, []),
  'not(isIn(x, []))': o.not(o.isIn(stock.sku, [])),
  'or(x, always)': o.or(o.eq(stock.sku, 'a'), o.always),
  'and(always, and())': o.and(o.always, o.and()),
  'not(and(never, x))': o.not(o.and(o.never, o.eq(stock.sku, 'a'))),
  'not(or())': o.not(o.or()),
}

describe.each(dialects.map((dialect) => ({ name: dialect.name, dialect })))('$name', ({ dialect }) => {
  it.each(Object.entries(cases))('answers %s', (_, [query, reason, message]) => {
    const result = compileNode(dialect, query as never)
    // What the dialect refuses as a whole is refused first.
    const refused = result._tag === 'Left' && result.left._tag === 'CompileError' && /Returning|arrays/.test(result.left.feature ?? '')
    expect(result).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'CompileError', ...(refused ? { reason: 'unsupported' } : { reason, message }) },
    })
  })

  it.each(Object.entries(vacuous))('does not take %s for the where of a write', (_, predicate) => {
    for (const write of [when('update', stock)({ amount: 1 }), when('deleteFrom', stock)])
      expect(compileNode(dialect, pipe(write, when('where', predicate)) as never)).toMatchObject({
        _tag: 'Left',
        left: { _tag: 'CompileError', reason: 'unguardedWrite' },
      })
  })

  it('takes a predicate that is false, or true beside a real one, for the where of a write', () => {
    for (const predicate of [
      o.never,
      o.or(),
      o.isIn(stock.sku, []),
      o.and(o.always, o.eq(stock.sku, 'a')),
      o.not(o.always),
      o.not(o.and()),
    ])
      expect(compileNode(dialect, pipe(when('deleteFrom', stock), when('where', predicate)) as never)._tag).toBe('Right')
  })

  it('names the columns that a table does not have', () => {
    for (const query of [when('insertInto', stock)({ sku: 'a', amount: 1, nope: 1 }), pipe(when('update', stock)({ nope: 1 }), o.everyRow)])
      expect(compileNode(dialect, query as never)).toMatchObject({
        _tag: 'Left',
        left: { _tag: 'ValidationError', issues: [{ table: 'stock', column: 'nope', message: 'no such column' }] },
      })
  })

  it('names the columns that need a value, all at once', () => {
    expect(
      compileNode(
        dialect,
        when(
          'insertInto',
          items,
        )([
          { orderId: 1, line: 1 },
          { sku: 'x', quantity: 1 },
        ]) as never,
      ),
    ).toMatchObject({
      _tag: 'Left',
      left: {
        _tag: 'ValidationError',
        issues: expect.arrayContaining([expect.objectContaining({ table: 'items', column: 'price', message: 'a value is required' })]),
      },
    })
  })

  it('refuses rows of a query without a column that only a value can fill', () => {
    const notes = pipe(when('from', tags), when('select', { note: tags.label }))
    expect(compileNode(dialect, when('insertFrom', tokens)(notes) as never)).toMatchObject({
      left: { issues: [{ table: 'tokens', column: 'id', message: 'it is not generated for the rows of a query' }] },
    })
    expect(compileNode(dialect, when('insertFrom', archive)(notes) as never)).toMatchObject({
      left: {
        issues: [
          { table: 'archive', column: 'id', message: 'a value is required' },
          { table: 'archive', column: 'total', message: 'a value is required' },
        ],
      },
    })
    const optional = o.table('optional', {
      id: o.integer({ generate: 'identity' }),
      key: o.uuid({ nullable: true, generate: 'v4' }),
      note: o.text(),
    })
    expect(compileNode(dialect, when('insertFrom', optional)(notes) as never)).toMatchObject({ _tag: 'Right' })
  })

  it('refuses null in a column that is not nullable', () => {
    for (const query of [when('insertInto', stock)({ sku: null, amount: 1 }), pipe(when('update', stock)({ sku: null }), o.everyRow)])
      expect(compileNode(dialect, query as never)).toMatchObject({
        _tag: 'Left',
        left: { _tag: 'ValidationError', issues: [{ table: 'stock', column: 'sku', message: 'null in a column that is not nullable' }] },
      })
  })

  it('refuses more parameters than a statement binds', () => {
    const rows = Array.from({ length: Math.ceil((dialect.maxParameters + 1) / 2) }, (_, index) => ({ id: index, label: 'x' }))
    const t = o.table('many', { id: o.integer(), label: o.varchar(9) })
    expect(compileNode(dialect, o.insertInto(t)(rows) as never)).toMatchObject({
      _tag: 'Left',
      left: {
        _tag: 'CompileError',
        reason: 'tooManyParameters',
        dialect: dialect.name,
        message: expect.stringContaining('split the rows into several inserts'),
      },
    })
    const ids = Array.from({ length: dialect.maxParameters + 1 }, (_, index) => index)
    // A list is one parameter on PostgreSQL.
    const anyOf = o.where(o.or(...ids.map((value) => o.eq(t.id, value))))
    for (const query of [o.pipe(o.from(t), anyOf), o.pipe(o.deleteFrom(t), anyOf)]) {
      const made = compileNode(dialect, query as never)
      expect(made._tag === 'Left' ? made.left.message : 'it compiles').toContain('use fewer values, or make several queries of it')
    }
  })

  it.each([
    ['an empty name', ''],
    ['a name with NUL', 'a\0b'],
    ['a name of 10,000 characters', 'x'.repeat(10_000)],
    ['__proto__', '__proto__'],
  ])('refuses %s as an alias, a table, a column', (_, name) => {
    const expected = name.length === 10_000 && dialect.name === 'sqlite' ? 'Right' : 'Left'
    const named = o.table(name, { id: o.integer() })
    const queries = [
      o.from(o.pipe(stock, o.as(name))),
      o.from(named),
      o.pipe(o.from(stock), o.select(Object.fromEntries([[name, stock.sku]]))),
    ]
    // The key of a row may be empty; a name of the database may not.
    for (const query of name === '' ? queries.slice(0, 2) : queries) {
      const result = compileNode(dialect, query as never)
      expect(result).toMatchObject(
        expected === 'Right'
          ? { _tag: 'Right' }
          : { _tag: 'Left', left: { _tag: 'CompileError', reason: 'identifier', dialect: dialect.name } },
      )
      expect(result._tag === 'Left' ? result.left.message.length : 0).toBeLessThan(200)
    }
  })

  it('lets a grouped query select what depends on a grouped primary key, also in a subquery', () => {
    const query = o.pipe(
      o.from(employees),
      o.groupBy(employees.id),
      o.select({
        name: employees.name,
        upper: o.upper(employees.name),
        n: o.count(),
        items: o.scalarOf(o.pipe(o.from(items), o.where(o.eq(items.orderId, employees.managerId)), o.select({ n: o.count() }))),
      }),
    )
    expect(compileNode(dialect, query as never)._tag).toBe('Right')
  })

  it('names the values of a table of values that do not fit', () => {
    const v = when('values', 'v', { a: o.integer(), b: o.text({ nullable: true }) })
    const issues = (rows: unknown): unknown => {
      const made = compileNode(dialect, when('from', v(rows)) as never)
      return made._tag === 'Left' && made.left._tag === 'ValidationError'
        ? made.left.issues.map(({ column, message }) => [column, message])
        : made
    }
    expect(
      issues([
        { a: 'x', b: null },
        { a: 1, b: 5 },
      ]),
    ).toEqual([
      ['a', 'expected a number, got a string'],
      ['b', 'expected a string, got a number'],
    ])
    expect(issues([{ a: null }])).toEqual([['a', 'null in a column that is not nullable']])
    expect(issues([{ b: 'x' }])).toEqual([['a', 'undefined is not a value: use null, or leave the key out']])
  })
})
