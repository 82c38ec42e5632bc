import { describe, expect, it } from 'vitest'
import { classify, rules } from '../../lib/sqlite/errors.js'
import type { OxbowError } from '../../lib/run/errors.js'
import { leftOf, newSession, runAll, statement } from './helpers.js'

const schema: ReadonlyArray<string> = [
  'create table p (id integer primary key, u text unique, n text not null, c int constraint c_positive check (c > 0), d int check (d > 5))',
  "insert into p (id, u, n) values (1, 'x', ''), (2, 'p', '')",
  'create table k (a int, b int, primary key (a, b))',
  'insert into k values (1, 1)',
  'create table f (p_id int references p (id))',
  'insert into f values (2)',
  'create table e (a text)',
  'create unique index e_lower on e (lower(a))',
  'create table "dotted.name" (a int unique)',
  'create table "com, ma" (a int, b int, unique (a, b))',
  'create table s (i int) strict',
  'create table empty (a)',
  "create trigger no_empty before insert on empty begin select raise(abort, 'not today'); end",
  'pragma max_page_count = 40',
]

type Expected = Partial<Record<'kind' | 'constraint' | 'table' | 'columns' | 'code' | 'position' | 'message' | 'reason', unknown>> & {
  readonly _tag: OxbowError['_tag']
}

/** The messages that were classified, as they were thrown. */
const messages: Array<string> = []

const seen = (error: OxbowError, thrown = String('cause' in error ? error.cause : error.message)): OxbowError => {
  messages.push(thrown.replace(/^Error: /, ''))
  return error
}

const tooMany = `select ${Array.from({ length: 32_767 }, () => '?').join()}`

/** The table of errors.ts, provoked: the statement and what it is answered. */
const provoked: Readonly<Record<string, readonly [sql: string, expected: Expected]>> = {
  'a unique column': [
    "insert into p (u, n) values ('x', '')",
    { _tag: 'ConstraintViolation', kind: 'unique', constraint: undefined, table: 'p', columns: ['u'] },
  ],
  'a primary key': ["insert into p (id, n) values (1, '')", { _tag: 'ConstraintViolation', kind: 'unique', table: 'p', columns: ['id'] }],
  'a composite key': ['insert into k values (1, 1)', { _tag: 'ConstraintViolation', kind: 'unique', table: 'k', columns: ['a', 'b'] }],
  'a unique index over an expression': [
    "insert into e values ('x'), ('X')",
    { _tag: 'ConstraintViolation', kind: 'unique', constraint: 'e_lower', table: undefined, columns: [] },
  ],
  'a table with a dot in its name, which cannot be told from its column': [
    'insert into "dotted.name" values (1), (1)',
    { _tag: 'ConstraintViolation', kind: 'unique', table: undefined, columns: [] },
  ],
  'a table with a comma in its name': [
    'insert into "com, ma" values (1, 1), (1, 1)',
    { _tag: 'ConstraintViolation', kind: 'unique', table: undefined, columns: [] },
  ],
  'not null': ['insert into p (n) values (null)', { _tag: 'ConstraintViolation', kind: 'notNull', table: 'p', columns: ['n'] }],
  'a named check': ["insert into p (n, c) values ('', 0)", { _tag: 'ConstraintViolation', kind: 'check', constraint: 'c_positive' }],
  'a check without a name': [
    "insert into p (n, d) values ('', 0)",
    { _tag: 'ConstraintViolation', kind: 'check', constraint: undefined, message: 'CHECK constraint failed: d > 5' },
  ],
  'a foreign key': ['insert into f values (9)', { _tag: 'ConstraintViolation', kind: 'foreignKey', constraint: undefined, columns: [] }],
  'a foreign key from the other side': ['delete from p where id = 2', { _tag: 'ConstraintViolation', kind: 'foreignKey', columns: [] }],
  'a syntax error': ["select '😀' selec 1", { _tag: 'QueryError', code: 'SQLITE_ERROR', position: 18, message: 'near "1": syntax error' }],
  'a syntax error at a word that is there twice': ['from from', { _tag: 'QueryError', code: 'SQLITE_ERROR', position: undefined }],
  'an unfinished text': ["select 'abc", { _tag: 'QueryError', code: 'SQLITE_ERROR', position: 8 }],
  'an unfinished statement': ['select 1 from', { _tag: 'QueryError', code: 'SQLITE_ERROR', message: 'incomplete input' }],
  'no such table': ['select * from nope', { _tag: 'QueryError', code: 'SQLITE_ERROR', message: 'no such table: nope' }],
  'no such column': ['select nope from p', { _tag: 'QueryError', code: 'SQLITE_ERROR', message: 'no such column: nope' }],
  'no such function': ['select nope(1)', { _tag: 'QueryError', code: 'SQLITE_ERROR' }],
  'no such savepoint': ['release nope', { _tag: 'QueryError', code: 'SQLITE_ERROR' }],
  'an overflow': ['select abs(-9223372036854775808)', { _tag: 'QueryError', code: 'SQLITE_ERROR', message: 'integer overflow' }],
  'JSON that is none': ["select json('{')", { _tag: 'QueryError', code: 'SQLITE_ERROR', message: 'malformed JSON' }],
  'a guard that fails': [
    "select cast(json(replace(9e18 * 2, '.', ' ')) as integer)",
    { _tag: 'QueryError', code: 'SQLITE_ERROR', message: 'a number needs more than 64 bits (SQLite says: malformed JSON)' },
  ],
  'a cast that fails': [
    "select json('not an integer: ' || 'x')",
    { _tag: 'QueryError', code: 'SQLITE_ERROR', message: 'a value does not read as the type it is cast to (SQLite says: malformed JSON)' },
  ],
  'a scalar of several rows': [
    "select json('several rows: ' || 2)",
    { _tag: 'QueryError', code: 'SQLITE_ERROR', message: 'a subquery that is one value gives several rows (SQLite says: malformed JSON)' },
  ],
  'one of several guards': [
    "select json('several rows: ' || 2), cast(json(replace(1, '.', ' ')) as integer), json('{}')",
    {
      _tag: 'QueryError',
      code: 'SQLITE_ERROR',
      message:
        'a number needs more than 64 bits; or a subquery that is one value gives several rows; or a text is no JSON (SQLite says: malformed JSON)',
    },
  ],
  'too many variables': [tooMany, { _tag: 'QueryError', code: 'SQLITE_ERROR', message: 'too many SQL variables' }],
  'a text for a key': ["insert into p (id, n) values ('x', '')", { _tag: 'QueryError', code: 'SQLITE_MISMATCH' }],
  'a text in a strict table': ["insert into s values ('x')", { _tag: 'QueryError', code: 'SQLITE_CONSTRAINT_DATATYPE' }],
  'too big': ['select zeroblob(2000000000)', { _tag: 'QueryError', code: 'SQLITE_TOOBIG' }],
  'a full database': [
    'with recursive n(i) as (select 1 union all select i + 1 from n where i < 9999) insert into k select i + 1, i from n',
    { _tag: 'QueryError', code: 'SQLITE_FULL' },
  ],
  'an error of a trigger': ['insert into empty values (1)', { _tag: 'QueryError', code: undefined, message: 'not today' }],
  'an empty statement': ['-- nothing', { _tag: 'QueryError', code: undefined, message: 'the statement is empty' }],
}

describe('a refused statement', () => {
  it.each(Object.entries(provoked))('%s', async (_name, [sql, expected]) => {
    const session = await newSession()
    runAll(session, ...schema)
    const error = seen(leftOf(session.execute(statement(sql))))
    expect(error).toMatchObject({ sql, ...expected })
  })

  it('carries what sql.js threw', async () => {
    const session = await newSession()
    expect(leftOf(session.execute(statement('select nope')))).toMatchObject({ cause: new Error('no such column: nope') })
  })
})

/** Thrown by sql.js used by itself, where our session does not let it come so far. */
describe('what sql.js throws', () => {
  const thrownBy = async (use: (database: import('sql.js').Database) => unknown): Promise<OxbowError> => {
    const init = (await import('sql.js')).default
    const client = await init()
    const database = new client.Database()
    try {
      use(database)
    } catch (thrown) {
      return seen(classify(thrown, 'the sql'), String(thrown))
    } finally {
      database.close()
    }
    throw new Error('nothing was thrown')
  }

  it('a bind of an unknown type: the value is not repeated', async () => {
    const error = await thrownBy((database) => {
      // @ts-expect-error: no value of SQLite
      database.prepare('select ?').bind([new Date(0)])
    })
    expect(error).toMatchObject({
      _tag: 'QueryError',
      message: 'a parameter has a type that SQLite does not have',
      sql: 'the sql',
      cause: undefined,
    })
  })

  it.each(['select json_extract(?, ?)', 'select json_set(?, ?, 1)'])(
    'a JSON path that does not read: it is not repeated: %s',
    async (sql) => {
      const error = await thrownBy((database) => {
        database.prepare(sql).getAsObject(['{}', 'hunter2'])
      })
      expect(error).toMatchObject({ _tag: 'QueryError', message: 'a JSON path does not read', sql: 'the sql', cause: undefined })
    },
  )

  it('use of a closed database, as a string', async () => {
    expect(
      await thrownBy((database) => {
        database.close()
        database.exec('select 1')
      }),
    ).toMatchObject({ _tag: 'ConnectionError', reason: 'closed', cause: 'Database closed' })
  })

  it('use of a freed statement, as a string', async () => {
    expect(
      await thrownBy((database) => {
        const prepared = database.prepare('select 1')
        prepared.free()
        prepared.step()
      }),
    ).toMatchObject({ _tag: 'ConnectionError', reason: 'closed' })
  })

  it('a table in use', async () => {
    expect(
      await thrownBy((database) => {
        database.run('create table t (a); insert into t values (1), (2)')
        database.prepare('select * from t').step()
        database.run('drop table t')
      }),
    ).toMatchObject({ _tag: 'Conflict', reason: 'busy', message: 'database table is locked' })
  })

  it('a parameter out of range', async () => {
    expect(await thrownBy((database) => database.prepare('select ?').bind([1, 2]))).toMatchObject({
      _tag: 'QueryError',
      code: 'SQLITE_RANGE',
    })
  })

  it('a database that cannot be written', async () => {
    expect(await thrownBy((database) => database.exec('pragma query_only = on; create table t (a)'))).toMatchObject({
      _tag: 'QueryError',
      code: 'SQLITE_READONLY',
    })
  })

  it('a closed database prepared on', async () => {
    expect(
      await thrownBy((database) => {
        database.close()
        database.prepare('select 1')
      }),
    ).toMatchObject({ _tag: 'QueryError', code: 'SQLITE_NOMEM' })
  })

  it.each([
    ['file is not a database', 'SQLITE_NOTADB', new TextEncoder().encode('not a database '.repeat(100))],
    ['database disk image is malformed', 'SQLITE_CORRUPT', undefined],
  ])('%s', async (message, code, wrong) => {
    const init = (await import('sql.js')).default
    const client = await init()
    const written = new client.Database()
    written.run('create table t (a); insert into t values (zeroblob(9999))')
    const database = new client.Database(wrong ?? written.export().slice(0, 4096))
    expect(() => database.exec('select * from sqlite_schema')).toThrow(message)
    expect(seen(classify(new Error(message)))).toMatchObject({ _tag: 'QueryError', code })
  })

  it('a trap of the WebAssembly machine loses the connection', () => {
    const trap = Object.assign(new Error('memory access out of bounds'), { name: 'RuntimeError' })
    expect(classify(trap, 'select 1')).toMatchObject({ _tag: 'ConnectionError', reason: 'lost', sent: true, sql: 'select 1', cause: trap })
  })

  it('a message without a rule', () => {
    expect(classify('what?')).toMatchObject({ _tag: 'QueryError', code: undefined, message: 'what?', sql: undefined })
  })
})

it('every rule was provoked above', () => {
  const untried = rules.filter(({ pattern }) => !messages.some((message) => pattern.test(message)))
  expect(untried).toEqual([])
})
