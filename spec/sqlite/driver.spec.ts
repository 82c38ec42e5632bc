import { execFile } from 'node:child_process'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Client } from '../../lib/sqlite/client.js'
import { openPool } from '../../lib/sqlite/driver.js'
import { execute, filesIn, inScope, leftOf, newDirectory, newPool, rightOf, statement } from './helpers.js'

const tick = (milliseconds = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('the one connection', () => {
  it('goes to one scope at a time, in the order they asked', async () => {
    const pool = await newPool()
    const log: Array<string> = []
    const scope = (name: string): Promise<void> =>
      inScope(pool, async (connection) => {
        for (const sql of ['begin', `select '${name}'`, 'commit']) {
          rightOf(await connection.query(statement(sql)))
          log.push(`${name} ${sql.split(' ')[0]}`)
          await tick(2)
        }
      })
    const lone = async (): Promise<void> => {
      await execute(pool, 'select 1')
      log.push('lone')
    }
    await Promise.all([scope('a'), lone(), scope('b'), scope('c')])
    expect(log).toEqual([
      ...['begin', 'select', 'commit'].map((step) => `a ${step}`),
      'lone',
      ...['begin', 'select', 'commit'].map((step) => `b ${step}`),
      ...['begin', 'select', 'commit'].map((step) => `c ${step}`),
    ])
  })

  it('is counted', async () => {
    const pool = await newPool()
    expect(pool.figures()).toEqual({ used: 0, free: 1, waiting: 0 })
    const connection = rightOf(await pool.acquire())
    const others = [pool.acquire(), pool.acquire()]
    expect(pool.figures()).toEqual({ used: 1, free: 0, waiting: 2 })
    await pool.release(connection, 'keep')
    for (const other of others) await pool.release(rightOf(await other), 'keep')
    expect(pool.figures()).toEqual({ used: 0, free: 1, waiting: 0 })
    await pool.close()
    expect(pool.figures()).toEqual({ used: 0, free: 0, waiting: 0 })
  })

  it('is waited for as long as configured; who gave up is passed over', async () => {
    const pool = await newPool({ acquireTimeout: 20 })
    const connection = rightOf(await pool.acquire())
    const start = performance.now()
    const error = leftOf(await pool.acquire())
    expect(error).toMatchObject({ _tag: 'Timeout', of: 'acquire', message: expect.stringContaining('20 ms') })
    expect(performance.now() - start).toBeGreaterThanOrEqual(15)
    expect(pool.figures().waiting).toBe(0)
    const next = pool.acquire()
    await pool.release(connection, 'keep')
    await pool.release(rightOf(await next), 'keep')
    expect(pool.figures()).toEqual({ used: 0, free: 1, waiting: 0 })
  })

  it('cannot be used after its scope, nor released twice', async () => {
    const pool = await newPool()
    const first = rightOf(await pool.acquire())
    expect(first.alive()).toBe(true)
    await pool.release(first, 'keep')
    expect(first.alive()).toBe(false)
    expect(leftOf(await first.query(statement('select 1')))).toMatchObject({ _tag: 'ConnectionError', reason: 'closed', sql: 'select 1' })
    const second = rightOf(await pool.acquire())
    await pool.release(first, 'keep')
    expect(pool.figures().used).toBe(1)
    expect(second.alive()).toBe(true)
    await pool.release(second, 'keep')
  })

  it.each(['keep', 'destroy'] as const)('comes back without an open transaction, and without losing data (%s)', async (fate) => {
    const pool = await newPool()
    await execute(pool, 'create table t (a)', 'insert into t values (1)')
    const connection = rightOf(await pool.acquire())
    for (const sql of ['begin', 'insert into t values (2)', 'savepoint s']) rightOf(await connection.query(statement(sql)))
    await pool.release(connection, fate)
    expect((await execute(pool, 'select * from t')).rows).toEqual([[1]])
    await execute(pool, 'begin', 'commit')
  })

  it('answers errors and never rejects', async () => {
    const pool = await newPool()
    const connection = rightOf(await pool.acquire())
    expect(leftOf(await connection.query(statement('selec 1')))).toMatchObject({ _tag: 'QueryError' })
    await pool.release(connection, 'keep')
  })
})

describe('close', () => {
  it('waits for the connection, refuses who waits and who comes, and may be repeated', async () => {
    const pool = await newPool()
    const connection = rightOf(await pool.acquire())
    const waiting = pool.acquire()
    const log: Array<string> = []
    const close = async (): Promise<void> => {
      await pool.close()
      log.push('closed')
    }
    const closing = Promise.all([close(), close()])
    const closed = { _tag: 'ConnectionError', reason: 'closed', message: 'the database is closed' }
    expect(leftOf(await waiting)).toMatchObject(closed)
    expect(leftOf(await pool.acquire())).toMatchObject(closed)
    await tick()
    expect(log).toEqual([])
    rightOf(await connection.query(statement('select 1')))
    await pool.release(connection, 'keep')
    await closing
    expect(leftOf(await pool.acquire())).toMatchObject(closed)
    await pool.close()
    await pool.release(connection, 'keep')
  })
})

describe('a file', () => {
  const newFile = async (): Promise<{ directory: string; file: string }> => {
    const directory = await newDirectory()
    return { directory, file: join(directory, 'a.db') }
  }

  it('keeps what was committed', async () => {
    const { directory, file } = await newFile()
    const pool = await newPool(`sqlite:${file}`)
    expect(await filesIn(directory)).toEqual([])
    await execute(pool, 'create table t (a)', 'insert into t values (1)')
    const again = await newPool({ file })
    expect((await execute(again, 'select * from t')).rows).toEqual([[1]])
    await execute(pool, 'insert into t values (2)')
    await execute(pool, 'begin', 'insert into t values (3)', 'rollback')
    expect((await execute(await newPool({ file }), 'select * from t')).rows).toEqual([[1], [2]])
    expect(await filesIn(directory)).toEqual(['a.db'])
  })

  it('is a database like any other, and is not touched by reading', async () => {
    const { file } = await newFile()
    await execute(await newPool({ file }), 'create table t (a)', 'insert into t values (1)')
    const before = await stat(file)
    const pool = await newPool({ file, persist: 'close' })
    await execute(pool, 'select * from t', 'pragma table_info(t)')
    await execute(pool, 'begin', 'insert into t values (1)', 'rollback')
    await pool.close()
    expect((await stat(file)).mtimeMs).toBe(before.mtimeMs)
    expect((await readFile(file)).subarray(0, 15).toString()).toBe('SQLite format 3')
  })

  it('in write-ahead mode is read, and written in the ordinary one', async () => {
    const { file } = await newFile()
    await execute(await newPool({ file }), 'create table t (a)', 'insert into t values (1)')
    const ahead = await readFile(file)
    ahead.set([2, 2], 18)
    await writeFile(file, ahead)
    const pool = await newPool({ file })
    await execute(pool, 'insert into t values (2)', 'begin', 'delete from t', 'rollback')
    expect((await readFile(file)).subarray(18, 20)).toEqual(Buffer.from([1, 1]))
    expect((await execute(await newPool({ file }), 'select * from t')).rows).toEqual([[1], [2]])
  })

  it('is written once, on close, when so configured', async () => {
    const { directory, file } = await newFile()
    const pool = await newPool({ file, persist: 'close' })
    await execute(pool, 'create table t (a)', 'insert into t values (1)')
    expect(await filesIn(directory)).toEqual([])
    await pool.close()
    expect((await execute(await newPool({ file }), 'select * from t')).rows).toEqual([[1]])
  })

  it('is written at release where the scope was not flushed', async () => {
    const { file } = await newFile()
    const pool = await newPool({ file })
    const connection = rightOf(await pool.acquire())
    rightOf(await connection.query(statement('create table t (a)')))
    await pool.release(connection, 'destroy')
    expect((await execute(await newPool({ file }), 'select * from t')).rows).toEqual([])
  })

  it('is flushed where it is written after each commit, and by the scope that has the connection', async () => {
    const directory = await newDirectory()
    const flushes: Array<unknown> = []
    for (const config of [{}, { file: join(directory, 'one.db'), persist: 'close' as const }]) {
      const pool = await newPool(config)
      const connection = rightOf(await pool.acquire())
      flushes.push(connection.flush)
      await pool.release(connection, 'keep')
    }
    expect(flushes).toEqual([undefined, undefined])
    const pool = await newPool({ file: join(directory, 'two.db') })
    const first = rightOf(await pool.acquire())
    await pool.release(first, 'keep')
    const second = rightOf(await pool.acquire())
    rightOf(await second.query(statement('create table t (a)')))
    expect(await first.flush?.()).toMatchObject({ _tag: 'Right' })
    expect(await filesIn(directory)).toEqual([])
    expect(await second.flush?.()).toMatchObject({ _tag: 'Right' })
    expect(await filesIn(directory)).toEqual(['two.db'])
    await pool.release(second, 'keep')
  })

  it('is not written inside a transaction', async () => {
    const { directory, file } = await newFile()
    const pool = await newPool({ file })
    const connection = rightOf(await pool.acquire())
    for (const sql of ['begin', 'create table t (a)']) rightOf(await connection.query(statement(sql)))
    expect(await connection.flush?.()).toMatchObject({ _tag: 'Right' })
    expect(await filesIn(directory)).toEqual([])
    await pool.release(connection, 'keep')
    expect(await filesIn(directory)).toEqual([])
  })

  it('that cannot be written is told by flush, stays as it was, and is tried again', async () => {
    const { directory, file } = await newFile()
    const pool = await newPool({ file })
    await execute(pool, 'create table t (a)')
    const before = await readFile(file)
    const connection = rightOf(await pool.acquire())
    rightOf(await connection.query(statement('insert into t values (1)')))
    await writeFile(`${file}-journal`, 'x')
    for (const flush of [connection.flush, pool.flush]) {
      expect(leftOf(await flush!())).toMatchObject({
        _tag: 'ConnectionError',
        reason: 'database',
        sent: true,
        message: expect.stringContaining(file),
      })
    }
    expect(await readFile(file)).toEqual(before)
    expect(await filesIn(directory)).toEqual(['a.db', 'a.db-journal'])
    await rm(`${file}-journal`)
    await pool.release(connection, 'keep')
    expect((await execute(await newPool({ file }), 'select * from t')).rows).toEqual([[1]])
  })

  it('that cannot be written on close is told by the pool', async () => {
    const { directory, file } = await newFile()
    const pool = await newPool({ file, persist: 'close' })
    await execute(pool, 'create table t (a)')
    await rename(directory, `${directory}-gone`)
    onTestFinished(() => rm(`${directory}-gone`, { recursive: true }))
    expect(leftOf(await pool.flush!())).toMatchObject({ _tag: 'ConnectionError', reason: 'database' })
    await pool.close()
    expect(leftOf(await pool.flush!())).toMatchObject({ _tag: 'ConnectionError', reason: 'database' })
  })

  it('has its writes one after the other', async () => {
    const { file } = await newFile()
    const pool = await newPool({ file })
    const connection = rightOf(await pool.acquire())
    const flushes: Array<Promise<unknown>> = []
    for (const sql of ['create table t (a)', 'insert into t values (1)', 'insert into t values (2)']) {
      rightOf(await connection.query(statement(sql)))
      flushes.push(connection.flush!())
    }
    for (const flush of flushes) expect(await flush).toMatchObject({ _tag: 'Right' })
    await pool.release(connection, 'keep')
    expect((await execute(await newPool({ file }), 'select * from t')).rows).toEqual([[1], [2]])
  })

  it.each([
    ['text', Buffer.from('this is no database, whatever its name may say '.repeat(50)), 'file is not a database'],
    ['half a database', undefined, 'malformed'],
  ])('that is %s is refused and stays as it was', async (_name, wrong, message) => {
    const { directory, file } = await newFile()
    await execute(await newPool({ file }), 'create table t (a)', `insert into t values (zeroblob(99999))`)
    const contents = wrong ?? (await readFile(file)).subarray(0, 8192)
    await writeFile(file, contents)
    const error = leftOf(await openPool({ file }))
    expect(error).toMatchObject({ _tag: 'ConnectionError', reason: 'database' })
    expect(error.message).toContain(file)
    expect(error.message).toContain(message)
    expect(await readFile(file)).toEqual(contents)
    expect(await filesIn(directory)).toEqual(['a.db'])
  })

  it('that is empty is a new database', async () => {
    const { file } = await newFile()
    await writeFile(file, '')
    await execute(await newPool({ file }), 'create table t (a)')
    expect((await execute(await newPool({ file }), 'select * from t')).rows).toEqual([])
  })

  it('that cannot be read is refused', async () => {
    const { directory } = await newFile()
    expect(leftOf(await openPool({ file: directory }))).toMatchObject({ _tag: 'ConnectionError', reason: 'database' })
  })

  it('is whole whenever the process is killed', async () => {
    const { directory, file } = await newFile()
    await execute(await newPool({ file }), 'create table t (a)', 'insert into t values (zeroblob(300000))')
    const script = `
      import { openPool } from ${JSON.stringify(new URL('../../lib/sqlite/driver.ts', import.meta.url).href)}
      const pool = (await openPool({ file: ${JSON.stringify(file)} })).right
      const connection = (await pool.acquire()).right
      for (let count = 0; ; count++) {
        // Once a write is done, however slow the machine.
        if (count === 1) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 150)
        await connection.query({ sql: 'insert into t values (zeroblob(30000))', params: [], prepare: true, int64: false })
        await connection.flush()
      }`
    const runner = join(directory, 'run.mts')
    await writeFile(runner, script)
    const tsx = new URL('../../node_modules/tsx/dist/loader.mjs', import.meta.url).href
    await expect(promisify(execFile)(process.execPath, ['--import', tsx, runner])).rejects.toMatchObject({ signal: 'SIGKILL' })
    const pool = await newPool({ file })
    expect((await execute(pool, 'pragma integrity_check')).rows).toEqual([['ok']])
    expect(Number((await execute(pool, 'select count(*) from t')).rows[0]?.[0])).toBeGreaterThan(1)
  })
})

describe('an engine that failed', () => {
  it('is lost, and what it holds is not written', async () => {
    vi.doMock('sql.js', async () => {
      const { createRequire } = await import('node:module')
      const client: Client = await createRequire(import.meta.url)('sql.js')({ useOldExtensionFunctions: false })
      const trap = Object.assign(new Error('unreachable'), { name: 'RuntimeError' })
      const construct = (_target: unknown, [bytes]: [Uint8Array?]): object => {
        const database = new client.Database(bytes)
        const prepare = database.prepare.bind(database)
        return Object.assign(database, {
          prepare: (sql: string) => {
            if (sql === 'select trap') throw trap
            return prepare(sql)
          },
        })
      }
      return { default: () => Promise.resolve({ Database: new Proxy(client.Database, { construct }) }) }
    })
    onTestFinished(() => vi.doUnmock('sql.js'))
    vi.resetModules()
    const fresh = await import('../../lib/sqlite/driver.js')
    const directory = await newDirectory()
    const pool = rightOf(await fresh.openPool({ file: join(directory, 'a.db') }))
    const connection = rightOf(await pool.acquire())
    rightOf(await connection.query(statement('create table t (a)')))
    expect(leftOf(await connection.query(statement('select trap')))).toMatchObject({ _tag: 'ConnectionError', reason: 'lost', sent: true })
    expect(connection.alive()).toBe(false)
    expect(leftOf(await connection.flush!())).toMatchObject({ _tag: 'ConnectionError', reason: 'lost' })
    await pool.release(connection, 'destroy')
    await pool.close()
    expect(await filesIn(directory)).toEqual([])
  })
})

describe('opening', () => {
  it('refuses a bad option', async () => {
    expect(leftOf(await openPool({ acquireTimeout: -1 }))).toMatchObject({ _tag: 'ConnectionError', reason: 'configuration' })
  })

  it('names a missing package', async () => {
    vi.doMock('sql.js', () => {
      throw new Error('Cannot find package')
    })
    onTestFinished(() => vi.doUnmock('sql.js'))
    vi.resetModules()
    const fresh = await import('../../lib/sqlite/driver.js')
    expect(leftOf(await fresh.openPool(':memory:'))).toMatchObject({
      _tag: 'ConnectionError',
      reason: 'client',
      message: expect.stringContaining('sql.js'),
    })
  })

  it.each([{}, { file: 'a.db' }])('refuses sql.js with its older functions: %j', async (options) => {
    vi.doMock('sql.js', async () => {
      const { createRequire } = await import('node:module')
      const legacy = await createRequire(import.meta.url)('sql.js/dist/sql-wasm-debug.js')()
      return { default: () => Promise.resolve(legacy) }
    })
    onTestFinished(() => vi.doUnmock('sql.js'))
    vi.resetModules()
    const warning = vi.spyOn(console, 'warn').mockReturnValue()
    const fresh = await import('../../lib/sqlite/driver.js')
    const directory = await newDirectory()
    const config = 'file' in options ? { file: join(directory, options.file) } : options
    expect(leftOf(await fresh.openPool(config))).toMatchObject({ _tag: 'ConnectionError', reason: 'configuration' })
    warning.mockRestore()
  })

  it('passes its options to sql.js, and asks for native functions', async () => {
    const given: Array<unknown> = []
    vi.doMock('sql.js', () => ({
      default: (options: unknown) => {
        given.push(options)
        return Promise.reject(new Error('no wasm'))
      },
    }))
    onTestFinished(() => vi.doUnmock('sql.js'))
    vi.resetModules()
    const fresh = await import('../../lib/sqlite/driver.js')
    const wasmBinary = new ArrayBuffer(1)
    expect(leftOf(await fresh.openPool({ wasm: { wasmBinary } }))).toMatchObject({ reason: 'client', cause: { message: 'no wasm' } })
    expect(given).toEqual([{ wasmBinary, useOldExtensionFunctions: false }])
  })
})
