/** The eight statements of bench/compile.ts, what a library must make of each, and the rows they insert. */
export interface Sql {
  readonly sql: string
  readonly params: ReadonlyArray<unknown>
}

/** Builds and compiles one statement; the argument varies from run to run. */
export type Shape = (key: number) => Sql

export type ShapeName = 'key' | 'predicates' | 'page' | 'list' | 'groups' | 'nested' | 'update' | 'insert'

/** A library, and how it writes each statement. */
export interface Contestant {
  readonly name: string
  readonly shapes: Readonly<Record<ShapeName, Shape>>
}

export interface Expected {
  readonly title: string
  /** What the SQL holds, in this order. */
  readonly parts: ReadonlyArray<RegExp>
  /** How many values it binds, beside limits and offsets, which some libraries bind and others write out. */
  readonly values: number
}

/** One statement of the same parts from everyone. */
export const expected: Readonly<Record<ShapeName, Expected>> = {
  key: { title: 'select by key', parts: [/^select\b/, /\bemail\b/, /\bfrom\b/, /\bcustomers\b/, /\bwhere\b/, /\bid\b/], values: 1 },
  predicates: {
    title: 'five predicates, order, limit',
    parts: [
      /^select\b/,
      /\bfrom\b/,
      /\bwhere\b/,
      /\bcountry\b/,
      />=/,
      /<\s*\$/,
      /\blike\b/,
      /\bis not null\b/,
      /\border by\b/,
      /\bdesc\b/,
      /\blimit\b/,
    ],
    values: 4,
  },
  page: {
    title: 'page of two joins, projection',
    parts: [/^select\b/, /\bfrom\b/, /\binner join\b/, /\bleft join\b/, /\bwhere\b/, /\border by\b/, /\blimit\b/, /\boffset\b/],
    values: 2,
  },
  list: { title: 'in list of 20', parts: [/^select\b/, /\bfrom\b/, /\bwhere\b/, /\bin \(|= any\(/], values: 20 },
  groups: {
    title: 'group by, aggregates, having',
    parts: [/^select\b/, /\bcount\(/, /\bsum\(/, /\bmax\(/, /\bfrom\b/, /\bwhere\b/, /\bgroup by\b/, /\bhaving\b/, /\border by\b/],
    values: 2,
  },
  nested: {
    title: 'exists and nested rows',
    parts: [/^select\b/, /\bcustomers\b/, /\bexists\b/, /\borders\b/, /\bcustomer_id\b/],
    values: 2,
  },
  update: { title: 'update by key', parts: [/^update\b/, /\bset\b/, /\bwhere\b/, /\bid\b/], values: 4 },
  insert: { title: 'insert of 100 rows of 10', parts: [/^insert into\b/, /\bevents\b/, /\bvalues \(/], values: 1000 },
}

export const shapeNames = Object.keys(expected) as ReadonlyArray<ShapeName>

const kinds = ['click', 'view', 'purchase', 'refund'] as const

/** Rows with every column given, so that no library writes a default. */
export const events = Array.from({ length: 100 }, (_, index) => ({
  customerId: index + 1,
  kind: kinds[index % 4] as string,
  path: `/products/${index}`,
  referrer: index % 3 === 0 ? null : 'https://example.org/',
  amount: `${index}.50`,
  quantity: index % 7,
  score: index / 8,
  paid: index % 2 === 0,
  session: `session ${index}`,
  at: new Date(Date.UTC(2026, 0, 1, 0, index)),
}))

export const since = new Date('2026-01-01T00:00:00Z')

export const twenty = (key: number): Array<number> => {
  const keys: Array<number> = []
  for (let index = 0; index < 20; index++) keys.push(key + index)
  return keys
}

const bound = (name: ShapeName, params: ReadonlyArray<unknown>): number =>
  name === 'insert' ? params.length : params.filter((value) => value !== 50 && value !== 100 && value !== 3).length

/** Throws where a library's statement is not the one that was asked for. */
export const verify = (contestant: Contestant, name: ShapeName): void => {
  const { parts, values } = expected[name]
  const { sql, params } = contestant.shapes[name](1_000)
  const lower = sql.toLowerCase()
  let from = 0
  for (const part of parts) {
    const found = lower.slice(from).search(part)
    if (found < 0) throw new Error(`${contestant.name}: ${name} has no ${part} after character ${from}: ${sql}`)
    from += found
  }
  // PostgreSQL takes a list as one array, too.
  if (name === 'list' && params.length === 1 && String(params[0]).split(',').length === values) return
  if (bound(name, params) !== values)
    throw new Error(`${contestant.name}: ${name} binds ${bound(name, params)} values instead of ${values}: ${sql}`)
}
