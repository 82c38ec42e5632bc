/**
 * Finds or starts the database servers once per run, and gives every engine a fresh database of this run's own.
 *
 * For each engine: its environment variable, else a server on the default port, else one started from what this machine
 * has. OXBOW_NO_LOCAL=1 leaves out the second. Nothing here fails: an engine that cannot be had carries its reason.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

import mysql from 'mysql2/promise'
import postgres from 'postgres'
import initSqlJs from 'sql.js'
import type { TestProject } from 'vitest/node'

import { aside, type Started, startMysql, startPostgres } from './binaries.js'
import type { Engine, EngineName } from './engines.js'
import { leftOut } from './report.js'

/** An engine with what undoes it. */
interface Found {
  readonly engine: Engine
  readonly release: () => Promise<void>
}

/** A server that answers. */
interface Server {
  readonly url: string
  readonly version: string
  readonly stop: () => Promise<void>
}

const labels: Readonly<Record<EngineName, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL', mariadb: 'MariaDB', mysql: 'MySQL' }

const nothing = async (): Promise<void> => undefined

const reasonOf = (error: unknown): string => {
  const { code, message } = error as { readonly code?: string; readonly message?: string }
  return message === undefined || message === '' ? (code ?? String(error)) : message
}

/** The same URL with its password left out, for people. */
const redacted = (url: string): string => url.replace(/\/\/([^:@/]*):[^@/]*@/u, '//$1@')

const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** Some clients wait for ever for a server that accepts and says nothing. */
const within = async <A>(milliseconds: number, work: Promise<A>): Promise<A> => {
  const controller = new AbortController()
  const late = setTimeout(milliseconds, undefined, { signal: controller.signal }).then((): never => {
    throw new Error(`no answer within ${milliseconds / 1000} seconds`)
  })
  late.catch(() => undefined)
  return Promise.race([work, late]).finally(() => controller.abort())
}

// ---------------------------------------------------------------------------------------------------------------------
// talking to a server
// ---------------------------------------------------------------------------------------------------------------------

/** Runs statements on a server and gives the first value of the last one's answer. */
type Ask = (url: string, ...statements: ReadonlyArray<string>) => Promise<string>

const askPostgres: Ask = async (url, ...statements) => {
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined })
  const work = async (): Promise<string> => {
    let answer: unknown
    for (const statement of statements) answer = (await client.unsafe(statement).values())[0]?.[0]
    return String(answer)
  }
  try {
    return await within(15_000, work())
  } finally {
    await client.end({ timeout: 1 })
  }
}

const askMysql: Ask = async (url, ...statements) => {
  const client = await mysql.createConnection({ uri: url, connectTimeout: 5000 })
  client.on('error', () => undefined)
  const work = async (): Promise<string> => {
    let answer: unknown
    for (const statement of statements) {
      const [rows] = await client.query<Array<mysql.RowDataPacket>>({ sql: statement, rowsAsArray: true })
      answer = (rows as unknown as ReadonlyArray<ReadonlyArray<unknown>>)[0]?.[0]
    }
    return String(answer)
  }
  try {
    return await within(15_000, work())
  } finally {
    client.destroy()
  }
}

const answersTo =
  (ask: Ask, url: (port: number) => string) =>
  (port: number): Promise<boolean> =>
    ask(url(port), 'select 1').then(
      () => true,
      () => false,
    )

// ---------------------------------------------------------------------------------------------------------------------
// finding one
// ---------------------------------------------------------------------------------------------------------------------

/** What to know about an engine that is a server. */
interface Search {
  readonly name: EngineName
  readonly variable: string
  readonly ports: ReadonlyArray<number>
  readonly url: (port: number) => string
  readonly ask: Ask
  /** The version of the server if it is this engine; its full name, if it is another. */
  readonly identify: (answer: string) => { readonly version: string } | { readonly other: string }
  readonly versionQuery: string
  /** The statements that make a database, tried in turn. */
  readonly create: (database: string) => ReadonlyArray<string>
  /** Those that drop it, one after the other. */
  readonly drop: (database: string) => ReadonlyArray<string>
  /** Starts one, or says what it would have needed. */
  readonly start: (answers: (port: number) => Promise<boolean>) => Promise<Started | string>
}

const postgresUrl = (port: number): string => `postgres://postgres@127.0.0.1:${port}/postgres`

const mysqlUrl = (port: number): string => `mysql://root@127.0.0.1:${port}/`

const mysqlSearch = (name: 'mariadb' | 'mysql'): Search => ({
  name,
  variable: `OXBOW_${name.toUpperCase()}_URL`,
  ports: name === 'mariadb' ? [3306] : [3306, 3308],
  url: mysqlUrl,
  ask: askMysql,
  versionQuery: 'select version()',
  identify: (answer) => {
    const version = answer.split('-')[0] ?? answer
    const kind = /mariadb/iu.test(answer) ? 'mariadb' : 'mysql'
    return kind === name ? { version } : { other: `${labels[kind]} ${version}` }
  },
  create: (database) => [`create database ${database} character set utf8mb4`],
  drop: (database) => ['set session lock_wait_timeout = 5', `drop database if exists ${database}`],
  start: (answers) => startMysql(name, answers),
})

const searches: ReadonlyArray<Search> = [
  {
    name: 'postgres',
    variable: 'OXBOW_POSTGRES_URL',
    ports: [5432],
    url: postgresUrl,
    ask: askPostgres,
    versionQuery: 'show server_version',
    identify: (answer) => ({ version: answer.split(' ')[0] ?? answer }),
    // The second is for a cluster whose locale is not one of UTF-8.
    create: (database) => [
      `create database ${database} template template0 encoding 'UTF8'`,
      `create database ${database} template template0 encoding 'UTF8' locale 'C'`,
    ],
    drop: (database) => [`drop database if exists ${database} with (force)`],
    start: startPostgres,
  },
  mysqlSearch('mariadb'),
  mysqlSearch('mysql'),
]

/** The server behind a URL, or why there is none of this engine. */
const visit = async (search: Search, url: string): Promise<Server | string> => {
  try {
    const found = search.identify(await search.ask(url, search.versionQuery))
    return 'version' in found ? { url, version: found.version, stop: nothing } : `${redacted(url)} is ${found.other}`
  } catch (error) {
    const refused = (error as { readonly code?: string }).code === 'ECONNREFUSED'
    return refused ? `no server on ${new URL(url).host}` : `${redacted(url)}: ${reasonOf(error)}`
  }
}

/** The default ports, told together when nothing is there: `no server on 127.0.0.1:3306 or 127.0.0.1:3308`. */
const visitLocal = async (search: Search): Promise<Server | string> => {
  const reasons: Array<string> = []
  for (const port of search.ports) {
    const found = await visit(search, search.url(port))
    if (typeof found !== 'string') return found
    reasons.push(found)
  }
  return reasons.join(', ')
}

const startOne = async (search: Search): Promise<Server | string> => {
  try {
    const started = await search.start(answersTo(search.ask, search.url))
    if (typeof started === 'string') return started
    const found = await visit(search, search.url(started.port))
    if (typeof found !== 'string') return { ...found, stop: started.stop }
    await started.stop()
    return found
  } catch (error) {
    return `it could not be started: ${reasonOf(error)}`
  }
}

const findServer = async (search: Search, environment: NodeJS.ProcessEnv): Promise<Server | string> => {
  const given = environment[search.variable]
  if (given !== undefined && given !== '') {
    const found = await visit(search, given)
    return typeof found === 'string' ? `${search.variable}: ${found}` : found
  }
  const skipped = environment['OXBOW_NO_LOCAL'] === '1'
  const local = skipped ? 'OXBOW_NO_LOCAL is set' : await visitLocal(search)
  if (typeof local !== 'string') return local
  const started = await startOne(search)
  return typeof started === 'string' ? `${local}, and ${started}` : started
}

/** The first of these statements that works. */
const firstOf = async (ask: Ask, url: string, statements: ReadonlyArray<string>): Promise<void> => {
  let failure: unknown
  for (const statement of statements) {
    try {
      await ask(url, statement)
      return
    } catch (error) {
      failure ??= error
    }
  }
  throw failure
}

const findEngine = async (search: Search, environment: NodeJS.ProcessEnv): Promise<Found> => {
  const { name, ask, create, drop } = search
  const label = labels[name]
  const absent = (reason: string): Found => ({
    engine: { name, label, url: undefined, version: undefined, reason },
    release: nothing,
  })
  const server = await findServer(search, environment)
  if (typeof server === 'string') return absent(server)
  const database = `oxbow_${randomBytes(6).toString('hex')}`
  try {
    await firstOf(ask, server.url, create(database))
  } catch (error) {
    await server.stop()
    return absent(`${redacted(server.url)}: cannot create a database: ${reasonOf(error)}`)
  }
  const task = { client: name === 'postgres' ? 'postgres' : 'mysql', url: server.url, statements: drop(database) }
  const release = server.stop === nothing ? aside('drop.js', task, 'inherit').end : server.stop
  return {
    engine: { name, label, url: withDatabase(server.url, database), version: server.version, reason: undefined },
    release,
  }
}

const findSqlite = async (): Promise<Found> => {
  const { Database } = await initSqlJs({ useOldExtensionFunctions: false } as never)
  const database = new Database()
  const version = String(database.exec('select sqlite_version()')[0]?.values[0]?.[0])
  database.close()
  return { engine: { name: 'sqlite', label: labels.sqlite, url: 'sqlite::memory:', version, reason: undefined }, release: nothing }
}

/** Every engine, in the order they are reported. */
export const findEngines = (environment: NodeJS.ProcessEnv = process.env): Promise<ReadonlyArray<Found>> =>
  Promise.all([findSqlite(), ...searches.map((search) => findEngine(search, environment))])

/** vitest's global set-up: provides the engines, and gives back what takes them away again. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const found = await findEngines()
  project.provide(
    'engines',
    found.map(({ engine }) => engine),
  )
  // The provider of coverage has made these options its own by now, and looks at them when files are first seen.
  project.vitest.config.coverage.exclude?.push(...leftOut(found.map(({ engine }) => engine)).map(({ files }) => files))
  return async () => {
    const results = await Promise.allSettled(found.map(({ release }) => release()))
    for (const result of results) if (result.status === 'rejected') console.error(`left behind: ${reasonOf(result.reason)}`)
  }
}
