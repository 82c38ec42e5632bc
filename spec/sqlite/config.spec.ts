import { describe, expect, it } from 'vitest'
import { openPool, parseUrl, type SqliteConfig } from '../../lib/sqlite/driver.js'
import { parseConfig, type Settings } from '../../lib/sqlite/config.js'
import { leftOf, rightOf } from './helpers.js'

const defaults: Settings = { file: undefined, persist: 'commit', acquireTimeout: 10_000, wasm: {} }

describe('a URL', () => {
  const urls: ReadonlyArray<readonly [url: string, settings: Partial<Settings>]> = [
    [':memory:', {}],
    ['sqlite::memory:', {}],
    ['sqlite:path/to.db', { file: 'path/to.db' }],
    ['sqlite:/abs/path.db', { file: '/abs/path.db' }],
    ['sqlite:///abs/path.db', { file: '/abs/path.db' }],
    ['file:path', { file: 'path' }],
    ['file:///abs/a%20b%3F.db', { file: '/abs/a b?.db' }],
    ['sqlite:a.db?persist=close&acquireTimeout=500', { file: 'a.db', persist: 'close', acquireTimeout: 500 }],
    ['sqlite::memory:?acquireTimeout=500', { acquireTimeout: 500 }],
  ]

  it.each(urls)('%s', (url, settings) => {
    expect(rightOf(parseUrl(url))).toEqual({ ...defaults, ...settings })
  })

  const wrong: ReadonlyArray<readonly [url: string, message: string]> = [
    ['', 'sqlite:path/to.db'],
    ['app.db', 'sqlite:path/to.db'],
    ['postgres://me:secret@host/db', 'sqlite:path/to.db'],
    ['sqlite:', 'no path'],
    ['sqlite://', 'host'],
    ['sqlite://me:secret@host/a.db', 'host'],
    ['sqlite:a%zz', '%25'],
    ['sqlite:a%00', 'option file'],
    ['sqlite:a.db?persists=close', '"persists"'],
    ['sqlite:a.db?persist=always', 'persist'],
    ['sqlite:a.db?persist=close&persist=commit', 'persist is given twice'],
    ['sqlite:a.db?acquireTimeout=', 'acquireTimeout'],
    ['sqlite:a.db?acquireTimeout=soon', 'acquireTimeout'],
    ['sqlite::memory:?persist=close', 'persist needs a file'],
  ]

  it.each(wrong)('%s is refused', (url, message) => {
    const error = leftOf(parseUrl(url))
    expect(error).toMatchObject({ _tag: 'ConnectionError', reason: 'configuration', sent: false })
    expect(error.message).toContain(message)
    expect(JSON.stringify(error)).not.toContain('secret')
  })
})

describe('options', () => {
  it('have defaults', () => {
    expect(rightOf(parseConfig({}))).toEqual(defaults)
    expect(rightOf(parseConfig({ file: ':memory:' }))).toEqual(defaults)
  })

  it('are kept as given', () => {
    const config: SqliteConfig = { file: 'a%20b.db', persist: 'close', acquireTimeout: 5, wasm: { wasmBinary: new ArrayBuffer(0) } }
    expect(rightOf(parseConfig(config))).toEqual(config)
  })

  // As JavaScript may give them.
  const wrong: ReadonlyArray<readonly [config: Readonly<Record<string, unknown>>, message: string]> = [
    [{ filename: 'a.db' }, '"filename"'],
    [{ file: undefined, persist: 'close' }, 'file is undefined'],
    [{ file: '' }, 'file must be a path'],
    [{ file: 7 }, 'file must be a path'],
    [{ file: 'a\0b' }, 'file must be a path'],
    [{ file: 'a.db', persist: 'never' }, 'persist must be'],
    [{ persist: 'commit' }, 'persist needs a file'],
    [{ acquireTimeout: 0 }, 'acquireTimeout'],
    [{ acquireTimeout: Number.NaN }, 'acquireTimeout'],
    [{ acquireTimeout: Number.POSITIVE_INFINITY }, 'acquireTimeout'],
    [{ acquireTimeout: 2 ** 31 }, 'acquireTimeout'],
    [{ acquireTimeout: '5' }, 'acquireTimeout'],
    [{ wasm: null }, 'wasm'],
    [{ wasm: 'x' }, 'wasm'],
  ]

  it.each(wrong)('%j is refused', (config, message) => {
    const error = leftOf(parseConfig(config))
    expect(error).toMatchObject({ _tag: 'ConnectionError', reason: 'configuration' })
    expect(error.message).toContain(message)
  })

  it.each([null, undefined, 7])('%s instead of options is refused', async (config) => {
    // @ts-expect-error: neither options nor a URL
    expect(leftOf(await openPool(config))).toMatchObject({ _tag: 'ConnectionError', reason: 'configuration' })
  })
})
