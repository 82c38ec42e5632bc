/**
 * How to reach a server, for the drivers that have one: from a URL, from options, or from the environment.
 *
 * A config may be printed: the password and the TLS key are behind functions, which JSON.stringify leaves out and
 * util.inspect does not look into. No message here repeats a URL or a secret.
 */
import type { Either } from '../internal/either.js'
import { isLeft, left, right } from '../internal/either.js'
import { connectionError } from './errors.js'
import type { ConnectionError } from './errors.js'

export type Server = 'postgres' | 'mysql'

/** What is passed on to `tls.connect`. */
export interface TlsOptions {
  /** Certificates of the authorities to trust, PEM. Default: those of Node. */
  readonly ca?: string
  /** The client's certificate, PEM. */
  readonly cert?: string
  /** The client's key, PEM. */
  readonly key?: string
  /** Whether a certificate that cannot be verified ends the connection. Default true. */
  readonly rejectUnauthorized?: boolean
  /** The name that the certificate must carry. Default: the host. */
  readonly servername?: string
}

export interface ConnectOptions {
  /** `postgres://user:password@host:port/database?option=value`, or `mysql://…` or `mariadb://…`. The other options outrank it. */
  readonly url?: string | undefined
  /** Name or address, or a path that begins with `/`: the folder of PostgreSQL's socket, MySQL's socket itself. Default localhost. */
  readonly host?: string | undefined
  /** Default 5432 or 3306. */
  readonly port?: number | undefined
  /** Default `postgres` or `root`. */
  readonly user?: string | undefined
  /** A function is asked before each connection is opened, so that short-lived passwords work. */
  readonly password?: string | (() => string | Promise<string>) | undefined
  /** Default: the user's name on PostgreSQL; none on MySQL. */
  readonly database?: string | undefined
  /** `true`: TLS, certificate verified. `'no-verify'`: TLS, certificate not looked at. Default false. */
  readonly ssl?: boolean | 'no-verify' | TlsOptions | undefined
  /** Connections that an idle pool keeps. Default 0. */
  readonly min?: number | undefined
  /** The most connections at a time. Default 10. */
  readonly max?: number | undefined
  /** How long a program waits for a connection, in milliseconds. Default 10,000. */
  readonly acquireTimeout?: number | undefined
  /** How long opening a connection may take, in milliseconds. Default 10,000. */
  readonly connectTimeout?: number | undefined
  /** How long a connection waits unused before it is closed, in milliseconds. Default 30,000. */
  readonly idleTimeout?: number | undefined
  /** Whether the server keeps the statements of queries prepared. Default true; false behind a transaction pooler. */
  readonly prepare?: boolean | undefined
  /** How many statements a connection keeps prepared, at most. Default 256. */
  readonly preparedStatements?: number | undefined
  /** `'transaction'` behind PgBouncer and its like in transaction mode: nothing is kept in the session. Default `'none'`. */
  readonly pooler?: 'none' | 'transaction' | undefined
  /** The name that the server shows for the session. Default `oxbow`. */
  readonly applicationName?: string | undefined
}

/** Options that were checked, with their defaults. */
export interface Config {
  readonly server: Server
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: () => string | undefined | Promise<string | undefined>
  readonly database: string | undefined
  readonly ssl: boolean
  readonly tls: () => TlsOptions
  readonly min: number
  readonly max: number
  readonly acquireTimeout: number
  readonly connectTimeout: number
  readonly idleTimeout: number
  readonly prepare: boolean
  readonly preparedStatements: number
  readonly pooler: 'none' | 'transaction'
  readonly applicationName: string
}

/** Raw values by option, and what to call each in a message: an option, a parameter of a URL, an environment variable. */
interface Source {
  readonly values: Readonly<Record<string, unknown>>
  readonly label: (option: string) => string
}

const configuration = (message: string): Either<ConnectionError, never> => left(connectionError('configuration', message))

type Check = (value: unknown) => string | undefined

const text: Check = (value) => {
  if (typeof value !== 'string') return 'must be a string'
  if (value === '') return 'must not be empty'
  return value.includes('\0') ? 'must not contain a NUL character' : undefined
}

const integer =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? undefined
      : `must be a whole number from ${least} to ${most}`

const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false')

/** setTimeout's longest delay. */
const milliseconds: Check = integer(1, 2 ** 31 - 1)

const secret: Check = (value) => {
  if (typeof value === 'function') return undefined
  if (typeof value !== 'string') return 'must be a string or a function that answers one'
  return value.includes('\0') ? 'must not contain a NUL character' : undefined
}

const tlsKeys: ReadonlySet<string> = new Set(['ca', 'cert', 'key', 'rejectUnauthorized', 'servername'])

const ssl: Check = (value) => {
  if (typeof value === 'boolean' || value === 'no-verify') return undefined
  if (typeof value === 'string')
    return "must be true, false or 'no-verify' (in a URL or the environment: disable, require, verify-ca or verify-full)"
  if (typeof value !== 'object' || value === null) return "must be true, false, 'no-verify', or an object of TLS options"
  const stranger = Object.keys(value).find((key) => !tlsKeys.has(key))
  return stranger === undefined ? undefined : `has no option ${JSON.stringify(stranger)}`
}

const checks: Readonly<Record<Exclude<keyof ConnectOptions, 'url'>, Check>> = {
  host: text,
  port: integer(1, 65_535),
  user: text,
  password: secret,
  database: text,
  ssl,
  min: integer(0, 10_000),
  max: integer(1, 10_000),
  acquireTimeout: milliseconds,
  connectTimeout: milliseconds,
  idleTimeout: milliseconds,
  prepare: flag,
  preparedStatements: integer(1, 65_535),
  pooler: (value) => (value === 'none' || value === 'transaction' ? undefined : "must be 'none' or 'transaction'"),
  applicationName: text,
}

const isOption = (name: string): name is keyof typeof checks => Object.hasOwn(checks, name)

/** What is wrong with the first value that makes no sense. */
const flawOf = ({ values, label }: Source): string | undefined => {
  for (const option of Object.keys(values)) {
    const value = values[option]
    if (value === undefined) continue
    if (!isOption(option)) return `there is no option ${JSON.stringify(option)}`
    const complaint = checks[option](value)
    if (complaint !== undefined) return `${label(option)} ${complaint}`
  }
  return undefined
}

/** Values of text that stand for numbers and booleans; what does not parse is left as it is, and fails its check. */
const numeric = (value: string): unknown => (/^\d+$/.test(value) ? Number(value) : value)

const boolean = (value: string): unknown => (value === 'true' ? true : value === 'false' ? false : value)

const sslMode = (value: string): unknown => {
  switch (value) {
    case 'disable':
    case 'false':
    case '0':
      return false
    case 'no-verify':
    case 'require':
      return 'no-verify'
    case 'true':
    case '1':
    case 'verify-ca':
    case 'verify-full':
      return true
    default:
      return value
  }
}

/**
 * What libpq's channel_binding asks for, to which no option answers: postgres.js has SCRAM-SHA-256 without -PLUS. Who
 * requires it is told, because it is there to find out a server in the middle, as the check of a certificate does.
 */
const channelBinding = (value: string): string | undefined =>
  value === 'disable' || value === 'prefer'
    ? undefined
    : value === 'require'
      ? "is require, which the client cannot do: remove it, and make sslmode verify-full, so that the server's certificate is checked"
      : 'must be disable or prefer'

const seconds = (value: string): unknown => (/^\d+$/.test(value) ? Number(value) * 1000 : value)

const same = (value: string): unknown => value

/** How a parameter of a URL becomes an option; the names of libpq and of MySQL's clients are known besides ours. */
const parameters: Readonly<Record<string, readonly [option: keyof typeof checks, read: (value: string) => unknown]>> = {
  host: ['host', same],
  port: ['port', numeric],
  user: ['user', same],
  password: ['password', same],
  ssl: ['ssl', sslMode],
  sslmode: ['ssl', sslMode],
  'ssl-mode': [
    'ssl',
    (value) =>
      sslMode(
        value
          .toLowerCase()
          .replace('_', '-')
          .replace('verify-identity', 'verify-full')
          .replace('required', 'require')
          .replace('disabled', 'disable'),
      ),
  ],
  min: ['min', numeric],
  max: ['max', numeric],
  acquireTimeout: ['acquireTimeout', numeric],
  connectTimeout: ['connectTimeout', numeric],
  connect_timeout: ['connectTimeout', seconds],
  idleTimeout: ['idleTimeout', numeric],
  prepare: ['prepare', boolean],
  preparedStatements: ['preparedStatements', numeric],
  pooler: ['pooler', same],
  applicationName: ['applicationName', same],
  application_name: ['applicationName', same],
}

const schemes: Readonly<Record<string, Server>> = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mysql',
}

const decoded = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

interface ReadUrl {
  readonly server: Server
  readonly source: Source
}

/** `name` is what the URL is called in a message. The URL itself is never part of one: it holds the password. */
const readUrl = (url: unknown, name: string): Either<ConnectionError, ReadUrl> => {
  const form = 'postgres://user:password@host:port/database or mysql://…, with special characters percent-encoded'
  if (typeof url !== 'string' || !URL.canParse(url)) return configuration(`${name} must be a URL of the form ${form}`)
  const parsed = new URL(url)
  const server = schemes[parsed.protocol]
  if (server === undefined) return configuration(`${name} must begin with postgres:// or mysql://, not ${JSON.stringify(parsed.protocol)}`)
  const part = (raw: string): string | undefined => (raw === '' ? undefined : raw)
  const [host, user, password, database] = [
    parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    parsed.username,
    parsed.password,
    parsed.pathname.slice(1),
  ].map(part)
  const values: Record<string, unknown> = { port: parsed.port === '' ? undefined : Number(parsed.port) }
  for (const [option, raw] of Object.entries({ host, user, password, database })) {
    if (raw === undefined) continue
    const value = decoded(raw)
    if (value === undefined) return configuration(`the ${option} in ${name} is not percent-encoded correctly`)
    values[option] = value
  }
  const keys: Record<string, string> = {}
  for (const [key, value] of parsed.searchParams) {
    if (key === 'channel_binding') {
      const flaw = channelBinding(value)
      if (flaw !== undefined) return configuration(`the channel_binding in ${name} ${flaw}`)
      continue
    }
    const parameter = Object.hasOwn(parameters, key) ? parameters[key] : undefined
    if (parameter === undefined)
      return configuration(`there is no parameter ${JSON.stringify(key)} in ${name}: remove it, or give it as an option`)
    const [option, read] = parameter
    values[option] = read(value)
    keys[option] = key
  }
  return right({ server, source: { values, label: (option) => `the ${keys[option] ?? option} in ${name}` } })
}

const optionLabel = (option: string): string => `the option ${option}`

const ports: Readonly<Record<Server, number>> = { postgres: 5432, mysql: 3306 }

const users: Readonly<Record<Server, string>> = { postgres: 'postgres', mysql: 'root' }

/** What was checked here: of anything else that looks like a Config nobody knows what is in it. */
const made = new WeakSet<object>()

/** Later sources outrank earlier ones. */
const assemble = (server: Server, sources: ReadonlyArray<Source>): Either<ConnectionError, Config> => {
  const values: Record<string, unknown> = {}
  for (const source of sources) {
    const flaw = flawOf(source)
    if (flaw !== undefined) return configuration(flaw)
    for (const [option, value] of Object.entries(source.values)) if (value !== undefined) values[option] = value
  }
  // Every value has passed the check of its option.
  const options = values as Omit<ConnectOptions, 'url'>
  const { password, ssl: wanted } = options
  const user = options.user ?? users[server]
  const max = options.max ?? 10
  const min = options.min ?? 0
  if (min > max) return configuration(`the option min must not be more than max, which is ${max}`)
  const pooler = options.pooler ?? 'none'
  const tls: TlsOptions = typeof wanted === 'object' ? { ...wanted } : { rejectUnauthorized: wanted !== 'no-verify' }
  const config: Config = {
    server,
    host: options.host ?? 'localhost',
    port: options.port ?? ports[server],
    user,
    password: typeof password === 'function' ? password : () => password,
    database: options.database ?? (server === 'postgres' ? user : undefined),
    ssl: wanted !== undefined && wanted !== false,
    tls: () => tls,
    min,
    max,
    acquireTimeout: options.acquireTimeout ?? 10_000,
    connectTimeout: options.connectTimeout ?? 10_000,
    idleTimeout: options.idleTimeout ?? 30_000,
    prepare: pooler === 'none' && (options.prepare ?? true),
    preparedStatements: options.preparedStatements ?? 256,
    pooler,
    applicationName: options.applicationName ?? 'oxbow',
  }
  made.add(Object.freeze(config))
  return right(config)
}

const isMade = (input: string | ConnectOptions | Config): input is Config => typeof input === 'object' && made.has(input)

/**
 * Checks a URL or options and fills in the defaults; what `configFromEnv` made is checked already,
 * and taken as it is; a copy of it is not.
 *
 * Answers ConnectionError `configuration` naming the option, or the part of the URL, that makes no sense.
 */
export const configure = (server: Server, input: string | ConnectOptions | Config): Either<ConnectionError, Config> => {
  if (typeof input !== 'string' && (typeof input !== 'object' || input === null))
    return configuration('connect takes a URL or an object of options')
  if (isMade(input))
    return input.server === server ? right(input) : configuration(`the configuration is one of ${input.server}, not of ${server}`)
  const { url, ...options } = typeof input === 'string' ? { url: input } : input
  const own: Source = { values: { ...options }, label: optionLabel }
  if (url === undefined) return assemble(server, [own])
  const read = readUrl(url, 'the URL')
  if (isLeft(read)) return read
  if (read.right.server !== server) return configuration(`the URL is one of ${read.right.server}, not of ${server}`)
  return assemble(server, [read.right.source, own])
}

type Variables = Readonly<Record<string, readonly [option: keyof typeof checks, read: (value: string) => unknown]>>

/** The variables of libpq, and those of the MySQL images and clients. */
const variables: Readonly<Record<Server, Variables>> = {
  postgres: {
    PGHOST: ['host', same],
    PGPORT: ['port', numeric],
    PGUSER: ['user', same],
    PGPASSWORD: ['password', same],
    PGDATABASE: ['database', same],
    PGSSLMODE: ['ssl', sslMode],
    PGAPPNAME: ['applicationName', same],
    PGCONNECT_TIMEOUT: ['connectTimeout', seconds],
  },
  mysql: {
    MYSQL_HOST: ['host', same],
    MYSQL_PORT: ['port', numeric],
    MYSQL_USER: ['user', same],
    MYSQL_PASSWORD: ['password', same],
    MYSQL_DATABASE: ['database', same],
  },
}

export type Environment = Readonly<Record<string, string | undefined>>

/** An empty variable counts as absent, as libpq has it. */
const present = (env: Environment, name: string): string | undefined => (env[name] === '' ? undefined : env[name])

const environmentSource = (env: Environment, server: Server): Source => {
  const values: Record<string, unknown> = {}
  const names: Record<string, string> = {}
  for (const [name, [option, read]] of Object.entries(variables[server])) {
    const value = present(env, name)
    if (value === undefined) continue
    values[option] = read(value)
    names[option] = name
  }
  return { values, label: (option) => names[option] ?? option }
}

/**
 * Reads the environment: `DATABASE_URL` when it is set, else PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE, PGSSLMODE,
 * PGAPPNAME, PGCONNECT_TIMEOUT, PGCHANNELBINDING, else MYSQL_HOST, MYSQL_PORT, MYSQL_USER, MYSQL_PASSWORD, MYSQL_DATABASE.
 *
 * `server` names the one wanted; without it the scheme of `DATABASE_URL` tells, or which of PGHOST and MYSQL_HOST is set.
 * Answers ConnectionError `configuration` naming the variable that is wrong or missing. Its value is never repeated.
 */
export const configFromEnv = (env: Environment, server?: Server): Either<ConnectionError, Config> => {
  if (typeof env !== 'object' || env === null) return configuration('configFromEnv takes the environment: process.env')
  if (server !== undefined && !Object.hasOwn(variables, server)) return configuration("the server must be 'postgres' or 'mysql'")
  const url = present(env, 'DATABASE_URL')
  if (url !== undefined) {
    const read = readUrl(url, 'DATABASE_URL')
    if (isLeft(read)) return read
    if (server !== undefined && read.right.server !== server)
      return configuration(`DATABASE_URL is one of ${read.right.server}, not of ${server}`)
    return assemble(read.right.server, [read.right.source])
  }
  const set = (['postgres', 'mysql'] as const).filter((name) => present(env, name === 'postgres' ? 'PGHOST' : 'MYSQL_HOST') !== undefined)
  if (server === undefined && set.length > 1) return configuration('PGHOST and MYSQL_HOST are both set: say which one with DATABASE_URL')
  const chosen = server ?? set[0]
  if (chosen === undefined) return configuration('none of DATABASE_URL, PGHOST and MYSQL_HOST is set')
  const flaw = chosen === 'postgres' ? channelBinding(present(env, 'PGCHANNELBINDING') ?? 'prefer') : undefined
  if (flaw !== undefined) return configuration(`PGCHANNELBINDING ${flaw}`)
  return assemble(chosen, [environmentSource(env, chosen)])
}
