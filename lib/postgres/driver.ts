/**
 * PostgreSQL through postgres.js: one client for each connection, which never reconnects.
 *
 * Why so: a postgres.js client whose connection dies inside a transaction opens another one and runs the rest of the
 * transaction on it, each statement on its own; its pool throws outside any promise, or waits for ever
 * (porsager/postgres#1155, #893). So each client has one connection (`max: 1`), which no timer ends, over a socket that
 * is handed out once. After the loss nothing more is sent: the statement after a refused reconnect is never answered.
 *
 * What the codecs get, with and without preparing (postgres.js asks for text in both cases):
 *
 * | SQL type                         | JavaScript                                             |
 * | -------------------------------- | ------------------------------------------------------ |
 * | int2, int4, float4, float8       | number; NaN and ±Infinity as such                      |
 * | bool                             | boolean                                                |
 * | bytea                            | Uint8Array (a Buffer)                                  |
 * | int8, numeric                    | text: `9223372036854775807`, `1.50`, `NaN`             |
 * | date, time, timetz               | text: `2024-02-29`, `12:00:00.5`, `12:00:00+00`        |
 * | timestamp                        | text: `2024-02-29 12:00:00.123456`, `infinity`         |
 * | timestamptz                      | text in UTC: `2024-02-29 12:00:00.123456+00`           |
 * | interval                         | text, ISO 8601: `P1Y2M3DT4H5M6.7S`                     |
 * | json, jsonb                      | text, as stored                                        |
 * | arrays, whatever their elements  | text: `{1,NULL,"a b"}`                                 |
 * | uuid, enums and everything else  | text                                                   |
 *
 * Parameters go as text whose type the server takes from the context: `1.5`, `true`, `\x00ff`. Nothing is encoded again,
 * so a statement has one signature whatever its values: JSON is the codec's text, a timestamp keeps its microseconds.
 */
import type net from 'node:net'

import type postgres from 'postgres'

import type { Either } from '../internal/either.js'
import { isLeft, left, right } from '../internal/either.js'
import type { Config } from '../run/config.js'
import type { Encoded } from '../render/dialect.js'
import type { Answer, Pool, Request } from '../run/connection.js'
import { connectionError, queryError } from '../run/errors.js'
import type { OxbowError } from '../run/errors.js'
import { deadline, passwordFor } from '../run/opening.js'
import type { OwnedConnection } from '../run/server-pool.js'
import { serverPool } from '../run/server-pool.js'
import { takeTurns } from '../run/turns.js'
import { mostParameters } from './dialect.js'
import { classify, endsSession } from './errors.js'

type Client = postgres.Sql

const clientPackage = 'postgres'

interface Loaded {
  readonly client: typeof postgres
  readonly network: typeof net
}

/** Both by dynamic import: whoever only compiles SQL needs neither the package nor Node. */
const load = async (): Promise<Either<OxbowError, Loaded>> => {
  try {
    const [{ default: client }, { default: network }] = await Promise.all([import('postgres'), import('node:net')])
    return right({ client, network })
  } catch (cause) {
    return left(connectionError('client', `the package ${clientPackage} cannot be loaded: npm install ${clientPackage}`, { cause }))
  }
}

/** The session's settings travel in the startup packet, so that the first round trip is the user's. */
const session = ({ pooler, applicationName }: Config): Partial<postgres.ConnectionParameters> => ({
  application_name: applicationName,
  client_encoding: 'UTF8',
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  // PgBouncer refuses the startup parameters it does not track; these two are defaults of current servers all the same.
  ...(pooler === 'none' ? { IntervalStyle: 'iso_8601', extra_float_digits: '1' } : {}),
})

const bytesOfText = (text: string): Uint8Array => Buffer.from(text.slice(2), 'hex')

const numberOfText = (text: string): number => +text

const booleanOfText = (text: string): boolean => text === 't'

/** By oid, from pg_type.dat. What has no parser stays text. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  16: booleanOfText,
  17: bytesOfText,
  21: numberOfText,
  23: numberOfText,
  700: numberOfText,
  701: numberOfText,
}

/** postgres.js sets its own conversions first; they are fields of its options, so they can be put right afterwards. */
const convertNothingElse = ({ options }: Client): void => {
  for (const oid of Object.keys(options.serializers)) delete options.serializers[Number(oid)]
  for (const oid of Object.keys(options.parsers)) delete options.parsers[Number(oid)]
  Object.assign(options.parsers, parsers)
}

/** The text of a parameter, or undefined for what is none. */
const textOf = (value: Encoded): string | null | undefined => {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value)
    case 'object':
      if (value === null) return null
      return value instanceof Uint8Array ? `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}` : undefined
    default:
      return undefined
  }
}

const encode = ({ sql, params }: Request): Either<OxbowError, Array<string | null>> => {
  if (params.length > mostParameters) {
    return left(queryError('54000', `a statement takes at most ${mostParameters} parameters, this one has ${params.length}`, { sql }))
  }
  const texts = new Array<string | null>(params.length)
  for (let index = 0; index < params.length; index++) {
    const text = textOf(params[index] as Encoded)
    if (text === undefined) return left(queryError(undefined, `parameter ${index + 1} is not a value that a driver takes`, { sql }))
    texts[index] = text
  }
  return right(texts)
}

/** `simple: false` for every statement: the simple protocol would run several in one text. */
const named = { prepare: true, simple: false }

const emptiest = { prepare: false, simple: true }

const unnamed = { prepare: false, simple: false }

/**
 * Decides which statements are kept prepared, and when the connection has served its time.
 *
 * postgres.js cannot forget a statement, so the bound is on what is ever prepared. The first half of the bound goes to
 * the texts that come first, the second half to texts that come twice, so that texts used once do not take it all. A
 * text that comes twice and finds no room costs a round trip more each time; when that happens often, the connection is
 * worn: the pool replaces it when it is given back, and the new one learns what is in use now.
 */
const preparing = (most: number): { readonly keep: (sql: string) => boolean; readonly worn: () => boolean } => {
  const kept = new Set<string>()
  const seen = new Set<string>()
  let turnedAway = 0
  return {
    keep: (sql) => {
      if (kept.has(sql)) return true
      if (kept.size >= most / 2 && !seen.has(sql)) {
        if (seen.size >= 4 * most) seen.clear()
        seen.add(sql)
        return false
      }
      if (kept.size >= most) {
        turnedAway += 1
        return false
      }
      kept.add(sql)
      return true
    },
    worn: () => turnedAway > 4 * most,
  }
}

/** A socket on its way to the server. */
const dial = (network: typeof net, { host, port }: Config): net.Socket =>
  host.startsWith('/') ? network.connect({ path: `${host}/.s.PGSQL.${port}` }) : network.connect({ host, port, noDelay: true })

/** Rejects when the socket fails or closes: postgres.js misses what happens before it listens. */
const failure = (socket: net.Socket): Promise<never> => {
  const failed = new Promise<never>((_, reject) => {
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the server closed the connection')))
  })
  // Most of the time nobody waits for it any more.
  failed.catch(() => undefined)
  return failed
}

const connected = (socket: net.Socket): Promise<void> => new Promise((resolve) => socket.once('connect', () => resolve()))

/**
 * Whether the server answers the request for TLS with N, for no. postgres.js begins the handshake all the same, and then
 * says only that the socket was closed.
 */
const refusesTls = (socket: net.Socket): (() => boolean) => {
  let refused = false
  socket.once('data', (answer: Buffer) => {
    refused = answer[0] === 78
  })
  return () => refused
}

const noTls = 'the server takes no TLS, which the option ssl (in a URL: sslmode) asks for'

const lost = (sql: string): OxbowError => connectionError('lost', 'the connection was lost before the statement was sent', { sql })

const makeClient = ({ client, network }: Loaded, config: Config, password: string, socket: net.Socket, onclose: () => void): Client => {
  let handedOut = false
  const options = {
    host: config.host,
    port: config.port,
    user: config.user,
    // As a function: an empty text would make postgres.js look into PGPASSWORD.
    password: () => password,
    ...(config.database === undefined ? {} : { database: config.database }),
    // `host` is what the certificate is checked for where there is no servername, which an address must not be.
    ssl: config.ssl
      ? { host: config.host, ...(network.isIP(config.host) === 0 ? { servername: config.host } : {}), ...config.tls() }
      : false,
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    // Our own timer covers the dialling too.
    connect_timeout: 0,
    // A reconnect is refused: then at once, not after a while.
    backoff: false,
    // Arrays are the codecs' business, and asking for their types is a round trip.
    fetch_types: false,
    prepare: config.prepare,
    onnotice: () => undefined,
    onclose,
    connection: session(config),
    socket: async () => {
      if (handedOut) throw new Error('the connection was lost')
      handedOut = true
      return socket
    },
  }
  return client(options)
}

/**
 * Opens one connection.
 *
 * Answers ConnectionError `unreachable`, `authentication`, `database` or `client`, or Timeout of `connect` after
 * `connectTimeout`.
 */
export const openConnection = async (config: Config): Promise<Either<OxbowError, OwnedConnection>> => {
  const loaded = await load()
  if (isLeft(loaded)) return loaded
  const limit = deadline(config)
  const password = await passwordFor(config, limit)
  if (isLeft(password)) {
    limit.stop()
    return password
  }
  const socket = dial(loaded.right.network, config)
  const failed = failure(socket)
  let dead = false
  let client: Client
  let withoutTls = (): boolean => false
  try {
    await limit.within(Promise.race([connected(socket), failed]))
    if (config.ssl) withoutTls = refusesTls(socket)
    client = makeClient(loaded.right, config, password.right ?? '', socket, () => {
      dead = true
    })
    convertNothingElse(client)
    // postgres.js connects only for a statement, and its reserve() waits for ever where fetch_types is off; the empty
    // statement is the least there is: one round trip without parsing or planning, when a connection is opened.
    await limit.within(Promise.race([client.unsafe('', [], emptiest), failed]))
  } catch (error) {
    socket.destroy()
    const classified = classify(error, undefined)
    return left(limit.expired() ?? (withoutTls() ? { ...classified, message: noTls } : classified))
  } finally {
    limit.stop()
  }

  const { keep, worn } = preparing(config.preparedStatements)
  const inTurn = takeTurns()
  let busy = false

  const send = async (request: Request): Promise<Either<OxbowError, Answer>> => {
    if (dead) return left(lost(request.sql))
    const params = encode(request)
    if (isLeft(params)) return params
    busy = true
    try {
      const how = request.prepare && config.prepare && keep(request.sql) ? named : unnamed
      const rows = await client.unsafe(request.sql, params.right, how).values()
      return right({ rows, affected: rows.count ?? 0 })
    } catch (error) {
      // The socket's `close` may come after the rejection, and what is sent in between is never answered.
      if (endsSession(error)) dead = true
      return left(classify(error, request.sql))
    } finally {
      busy = false
    }
  }

  return right({
    query: (request) => inTurn(() => send(request)),
    alive: () => !dead,
    worn,
    close: async () => {
      // A statement in progress is not waited for: whoever closes now does not want its answer.
      const timeout = dead || busy ? 0 : 1
      dead = true
      await client.end({ timeout })
      socket.destroy()
    },
  })
}

/**
 * Opens a pool with its first connection, so that an unreachable server or a wrong password is known at once.
 *
 * Answers what `openConnection` answers; later connections are opened when they are needed.
 */
export const openPool = async (config: Config): Promise<Either<OxbowError, Pool>> => {
  const first = await openConnection(config)
  if (isLeft(first)) return first
  return right(await serverPool(config, first.right, () => openConnection(config)))
}
