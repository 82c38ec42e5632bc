import { inspect } from 'node:util'

import { describe, expect, test } from 'vitest'

import { configFromEnv, configure, type ConnectOptions } from '../../lib/run/config.js'
import { leftOf, rightOf } from './helpers.js'

const secret = 'correct horse%battery'
const encoded = encodeURIComponent(secret)

const complaint = (input: string | ConnectOptions, server: 'postgres' | 'mysql' = 'postgres'): string => {
  const error = leftOf(configure(server, input))
  expect(error).toMatchObject({ _tag: 'ConnectionError', reason: 'configuration', sent: false })
  return error.message
}

describe('defaults', () => {
  test('of PostgreSQL', () => {
    expect(rightOf(configure('postgres', {}))).toMatchObject({
      server: 'postgres',
      host: 'localhost',
      port: 5432,
      user: 'postgres',
      database: 'postgres',
      ssl: false,
      min: 0,
      max: 10,
      acquireTimeout: 10_000,
      connectTimeout: 10_000,
      idleTimeout: 30_000,
      prepare: true,
      preparedStatements: 256,
      pooler: 'none',
      applicationName: 'oxbow',
    })
  })

  test('of MySQL', () => {
    const config = rightOf(configure('mysql', {}))
    expect(config).toMatchObject({ server: 'mysql', host: 'localhost', port: 3306, user: 'root', database: undefined })
    expect(config.password()).toBeUndefined()
  })

  test('an undefined option is an absent one', () => {
    expect(rightOf(configure('postgres', { max: undefined, url: undefined })).max).toBe(10)
  })

  test('a transaction pooler turns preparing off', () => {
    expect(rightOf(configure('postgres', { pooler: 'transaction', prepare: true })).prepare).toBe(false)
    expect(rightOf(configure('postgres', { prepare: false })).prepare).toBe(false)
  })
})

describe('from a URL', () => {
  test('every part, decoded', () => {
    const config = rightOf(
      configure('postgres', `postgresql://an%40na:${encoded}@db.example:6000/my%20db?max=5&application_name=shop&connect_timeout=3`),
    )
    expect(config).toMatchObject({
      host: 'db.example',
      port: 6000,
      user: 'an@na',
      database: 'my db',
      max: 5,
      applicationName: 'shop',
      connectTimeout: 3000,
    })
    expect(config.password()).toBe(secret)
  })

  test('an address of IPv6, and a socket by the parameter host', () => {
    expect(rightOf(configure('mysql', 'mysql://[::1]/test')).host).toBe('::1')
    expect(rightOf(configure('postgres', 'postgres:///test?host=/var/run/postgresql'))).toMatchObject({
      host: '/var/run/postgresql',
      database: 'test',
    })
  })

  test('options outrank it', () => {
    expect(rightOf(configure('mysql', { url: 'mariadb://a@h:1/d?prepare=false', user: 'b', prepare: true }))).toMatchObject({
      user: 'b',
      prepare: true,
    })
  })

  test.each([
    ['sslmode=disable', false, true],
    ['sslmode=require', true, false],
    ['ssl=no-verify', true, false],
    ['ssl=true', true, true],
    ['sslmode=verify-full', true, true],
    ['sslmode=verify-full&channel_binding=prefer', true, true],
    ['sslmode=require&channel_binding=disable', true, false],
    ['ssl-mode=VERIFY_IDENTITY', true, true],
    ['ssl-mode=DISABLED', false, true],
    ['ssl-mode=REQUIRED', true, false],
  ])('%s', (parameter, ssl, verified) => {
    const config = rightOf(configure('postgres', `postgres://h/d?${parameter}`))
    expect(config.ssl).toBe(ssl)
    expect(config.tls().rejectUnauthorized).toBe(verified)
  })

  test.each([
    ['not a url', 'the URL must be a URL of the form'],
    ['', 'the URL must be a URL of the form'],
    ['sqlite://x', 'the URL must begin with postgres:// or mysql://, not "sqlite:"'],
    ['mysql://h/d', 'the URL is one of mysql, not of postgres'],
    [`postgres://u:%zz@h/d`, 'the password in the URL is not percent-encoded correctly'],
    ['postgres://h/d?max=many', 'the max in the URL must be a whole number from 1 to 10000'],
    ['postgres://h/d?prepare=perhaps', 'the prepare in the URL must be true or false'],
    ['postgres://h/d?connect_timeout=soon', 'the connect_timeout in the URL must be a whole number from 1 to 2147483647'],
    [
      'postgres://h/d?sslmode=prefer',
      "the sslmode in the URL must be true, false or 'no-verify' (in a URL or the environment: disable, require, verify-ca or verify-full)",
    ],
    [
      'postgres://h/d?sslmode=require&channel_binding=require',
      'the channel_binding in the URL is require, which the client cannot do: remove it, and make sslmode verify-full',
    ],
    ['postgres://h/d?channel_binding=yes', 'the channel_binding in the URL must be disable or prefer'],
    ['postgres://h/d?schema=public', 'there is no parameter "schema" in the URL: remove it, or give it as an option'],
    ['postgres://h/d?constructor=1', 'there is no parameter "constructor" in the URL'],
  ])('%s is refused', (url, message) => {
    expect(complaint(url)).toContain(message)
  })
})

describe('bad options', () => {
  const wrong: ReadonlyArray<readonly [option: string, value: unknown, message: string]> = [
    ['host', '', 'must not be empty'],
    ['host', 5, 'must be a string'],
    ['user', 'a\0b', 'must not contain a NUL character'],
    ['port', 0, 'must be a whole number from 1 to 65535'],
    ['port', 65_536, 'must be a whole number from 1 to 65535'],
    ['port', '5432', 'must be a whole number from 1 to 65535'],
    ['port', 1.5, 'must be a whole number'],
    ['password', 5, 'must be a string or a function that answers one'],
    ['password', 'a\0b', 'must not contain a NUL character'],
    ['database', null, 'must be a string'],
    ['ssl', 'yes', "must be true, false or 'no-verify'"],
    ['ssl', 5, "must be true, false, 'no-verify', or an object of TLS options"],
    ['ssl', null, "must be true, false, 'no-verify'"],
    ['ssl', { rejectUnauthorised: false }, 'has no option "rejectUnauthorised"'],
    ['min', -1, 'must be a whole number from 0 to 10000'],
    ['max', 0, 'must be a whole number from 1 to 10000'],
    ['max', Number.NaN, 'must be a whole number'],
    ['acquireTimeout', 0, 'must be a whole number from 1 to 2147483647'],
    ['connectTimeout', Infinity, 'must be a whole number'],
    ['idleTimeout', -5, 'must be a whole number'],
    ['prepare', 'true', 'must be true or false'],
    ['preparedStatements', 0, 'must be a whole number from 1 to 65535'],
    ['pooler', 'session', "must be 'none' or 'transaction'"],
    ['applicationName', '', 'must not be empty'],
  ]
  test.each(wrong)('%s: %j', (option, value, message) => {
    expect(complaint({ [option]: value })).toMatch(`the option ${option} ${message}`)
  })

  test('one that does not exist', () => {
    expect(complaint({ acquireTimeoutMillis: 5 } as ConnectOptions)).toBe('there is no option "acquireTimeoutMillis"')
  })

  test('min more than max', () => {
    expect(complaint({ min: 5, max: 2 })).toBe('the option min must not be more than max, which is 2')
  })

  test('neither a URL nor options', () => {
    expect(complaint(null as unknown as string)).toBe('connect takes a URL or an object of options')
    expect(complaint(5 as unknown as string)).toBe('connect takes a URL or an object of options')
  })
})

describe('from the environment', () => {
  test('DATABASE_URL first, and its scheme tells the server', () => {
    expect(rightOf(configFromEnv({ DATABASE_URL: 'mysql://u@h/d', PGHOST: 'other' }))).toMatchObject({ server: 'mysql', host: 'h' })
    expect(rightOf(configFromEnv({ DATABASE_URL: 'postgres://u@h/d' }, 'postgres'))).toMatchObject({ server: 'postgres', host: 'h' })
  })

  test('libpq’s variables', () => {
    const config = rightOf(
      configFromEnv({
        DATABASE_URL: '',
        PGHOST: 'h',
        PGPORT: '6000',
        PGUSER: 'u',
        PGPASSWORD: secret,
        PGDATABASE: 'd',
        PGSSLMODE: 'require',
        PGAPPNAME: 'shop',
        PGCONNECT_TIMEOUT: '2',
        PGCHANNELBINDING: 'prefer',
      }),
    )
    expect(config).toMatchObject({
      server: 'postgres',
      host: 'h',
      port: 6000,
      user: 'u',
      database: 'd',
      ssl: true,
      applicationName: 'shop',
      connectTimeout: 2000,
    })
    expect(config.password()).toBe(secret)
  })

  test('MySQL’s variables', () => {
    const config = rightOf(
      configFromEnv({ MYSQL_HOST: 'h', MYSQL_PORT: '3307', MYSQL_USER: 'u', MYSQL_PASSWORD: secret, MYSQL_DATABASE: 'd' }),
    )
    expect(config).toMatchObject({ server: 'mysql', host: 'h', port: 3307, user: 'u', database: 'd' })
    expect(config.password()).toBe(secret)
  })

  test('the server that is asked for needs no variable', () => {
    expect(rightOf(configFromEnv({ PGHOST: 'h', MYSQL_HOST: 'm' }, 'mysql')).host).toBe('m')
    expect(rightOf(configFromEnv({}, 'postgres')).host).toBe('localhost')
  })

  test.each([
    [{}, undefined, 'none of DATABASE_URL, PGHOST and MYSQL_HOST is set'],
    [{ PGHOST: 'a', MYSQL_HOST: 'b' }, undefined, 'PGHOST and MYSQL_HOST are both set: say which one with DATABASE_URL'],
    [{ PGHOST: 'a', PGPORT: 'x' }, undefined, 'PGPORT must be a whole number from 1 to 65535'],
    [{ MYSQL_HOST: 'a', MYSQL_PORT: '99999' }, undefined, 'MYSQL_PORT must be a whole number from 1 to 65535'],
    [
      { PGHOST: 'a', PGSSLMODE: 'maybe' },
      undefined,
      "PGSSLMODE must be true, false or 'no-verify' (in a URL or the environment: disable, require,",
    ],
    [{ PGHOST: 'a', PGCHANNELBINDING: 'require' }, undefined, 'PGCHANNELBINDING is require, which the client cannot do: remove it'],
    [{ DATABASE_URL: 'nonsense' }, undefined, 'DATABASE_URL must be a URL of the form'],
    [{ DATABASE_URL: 'mysql://h/d' }, 'postgres' as const, 'DATABASE_URL is one of mysql, not of postgres'],
    [{ DATABASE_URL: 'postgres://h/d?max=0' }, undefined, 'the max in DATABASE_URL must be a whole number from 1 to 10000'],
  ])('%j is refused', (env, server, message) => {
    const error = leftOf(configFromEnv(env, server))
    expect(error).toMatchObject({ _tag: 'ConnectionError', reason: 'configuration' })
    expect(error.message).toContain(message)
  })
})

describe('no environment', () => {
  test.each([undefined, null, 'PGHOST=h'])('is refused: %j', (env) => {
    const error = leftOf(configFromEnv(env as never))
    expect(error).toMatchObject({
      _tag: 'ConnectionError',
      reason: 'configuration',
      message: 'configFromEnv takes the environment: process.env',
    })
  })

  test('of a server that is not known is refused', () => {
    for (const server of ['oracle', 'toString', null])
      expect(leftOf(configFromEnv({ PGHOST: 'h' }, server as never)).message).toBe("the server must be 'postgres' or 'mysql'")
  })
})

describe('what was read from the environment', () => {
  test('connects as it is', () => {
    const config = rightOf(configFromEnv({ PGHOST: 'db.internal', PGPASSWORD: secret }))
    expect(rightOf(configure('postgres', config))).toBe(config)
  })

  test('is taken for what it is only as it was made', () => {
    const made = rightOf(configFromEnv({ PGHOST: 'db.internal' }))
    const lookalikes: ReadonlyArray<object> = [{ server: 'postgres', host: 'db.internal' }, { ...made, max: 0 }, Object.assign({}, made)]
    for (const lookalike of lookalikes) expect(complaint(lookalike)).toBe('there is no option "server"')
    expect(Object.isFrozen(made)).toBe(true)
  })

  test('is refused by the driver of another server', () => {
    const error = leftOf(configure('mysql', rightOf(configFromEnv({ PGHOST: 'db.internal' }))))
    expect(error.message).toBe('the configuration is one of postgres, not of mysql')
  })
})

describe('secrets', () => {
  const key = '-----BEGIN PRIVATE KEY-----'
  const print = (value: unknown): string =>
    [JSON.stringify(value), inspect(value, { depth: 10, showHidden: true }), String(value)].join('\n')

  test('a config shows neither the password nor the key, however it is printed', () => {
    const config = rightOf(configure('postgres', { password: secret, ssl: { key } }))
    expect(config.password()).toBe(secret)
    expect(config.tls()).toEqual({ key })
    expect(print(config)).not.toContain(secret)
    expect(print(config)).not.toContain('PRIVATE')
  })

  test('a password may be a function, asked each time', () => {
    let asked = 0
    const config = rightOf(configure('mysql', { password: () => `token ${(asked += 1)}` }))
    expect([config.password(), config.password()]).toEqual(['token 1', 'token 2'])
  })

  test.each([
    `postgres://u:${encoded}@h:99999/d`,
    `postgres://u:${encoded}@h/d?max=x`,
    `postgres://u:${encoded}@h/%zz`,
    `postgres://u:${encoded}@h/d?nosuch=1`,
    `redis://u:${encoded}@h/d`,
    `postgres://u:${encoded}@h /d`,
  ])('no error repeats it: %#', (url) => {
    for (const error of [leftOf(configure('postgres', url)), leftOf(configFromEnv({ DATABASE_URL: url }))]) {
      expect(print(error)).not.toContain(encoded)
      expect(print(error)).not.toContain(secret)
    }
  })
})
