/**
 * MySQL and MariaDB through mysql2: one connection a slot of the pool, statements prepared on the server.
 *
 * What the codecs get (mysql2 3.24, MariaDB 10.11 and MySQL 9.7 alike unless a line says so). `execute` is what a
 * statement with `prepare` or parameters goes through, `query` all others:
 *
 * | SQL type                           | execute                                  | query                              |
 * | ---------------------------------- | ---------------------------------------- | ---------------------------------- |
 * | tinyint, smallint, int, year       | number                                   | the same                           |
 * | tinyint(1)                         | number, 0 or 1                           | the same                           |
 * | bigint, also unsigned              | text: `-9007199254740993`                | the same                           |
 * | decimal                            | text: `12.50`                            | the same                           |
 * | double                             | number                                   | the same                           |
 * | float                              | number, widened: 0.10000000149011612     | number: 0.1 (six digits)           |
 * | date                               | text: `2024-02-29`                       | the same                           |
 * | time(n)                            | text: `-12:00:00.5`, no fraction when 0  | text: `-12:00:00.500000`           |
 * | datetime(n), timestamp(n) in UTC   | the protocol's bytes (datetime.ts) where | text: `2024-02-29 12:00:00.000`    |
 * |                                    | the output says so; else text, with no   |                                    |
 * |                                    | fraction when it is 0                    |                                    |
 * | char, varchar, text, enum, set     | text                                     | the same                           |
 * | json                               | text; MariaDB: as stored, MySQL:         | the same                           |
 * |                                    | normalized (`1.10` is `1.1`)             |                                    |
 * | binary, varbinary, blob, bit       | Uint8Array (a Buffer)                    | the same                           |
 * | truth (`1 = 1`, exists), literals, | MariaDB: number; MySQL: text `1`         | the same                           |
 * | int arithmetic (`i + 1`)           |                                          |                                    |
 * | count, bigint arithmetic           | text                                     | the same                           |
 * | sum and avg of integers, `i / 2`   | text (decimal)                           | the same                           |
 * | max, min                           | as their column                          | the same                           |
 *
 * Parameters: a safe integer and a bigint go as BIGINT (unsigned beyond 2^63, DECIMAL beyond 2^64), another number as
 * DOUBLE, a boolean as TINYINT 1 or 0, bytes as BLOB, text as text in utf8mb4 with the session's binary collation. NaN
 * and the infinities, which neither server has, are refused.
 */
import type net from 'node:net'

import type mysql from 'mysql2'

import type { Either } from '../internal/either.js'
import { isLeft, left, right } from '../internal/either.js'
import type { Output } from '../plan/output.js'
import type { Config } from '../run/config.js'
import type { Encoded } from '../render/dialect.js'
import type { Answer, Pool, Request } from '../run/connection.js'
import { connectionError, queryError } from '../run/errors.js'
import type { OxbowError } from '../run/errors.js'
import { deadline, passwordFor } from '../run/opening.js'
import type { OwnedConnection } from '../run/server-pool.js'
import { serverPool } from '../run/server-pool.js'
import { takeTurns } from '../run/turns.js'
import { classify, endsSession } from './errors.js'

/** Which server answers, since its two families have two dialects. */
export interface ServerVersion {
  /** As the server tells it: `9.7.4`, `10.11.19-MariaDB`. */
  readonly version: string
  readonly mariadb: boolean
}

export interface MysqlConnection extends OwnedConnection {
  readonly server: ServerVersion
}

type Client = typeof mysql

const clientPackage = 'mysql2'

interface Loaded {
  readonly client: Client
  readonly network: typeof net
}

/** Both by dynamic import: whoever only compiles SQL needs neither the package nor Node. */
const load = async (): Promise<Either<OxbowError, Loaded>> => {
  try {
    const [{ default: client }, { default: network }] = await Promise.all([import('mysql2'), import('node:net')])
    return right({ client, network })
  } catch (cause) {
    return left(connectionError('client', `the package ${clientPackage} cannot be loaded: npm install ${clientPackage}`, { cause }))
  }
}

/** MariaDB of old times calls itself `5.5.5-10.11.19-MariaDB`, for the sake of replication. */
export const serverVersion = (told: string): ServerVersion => ({
  version: told.replace(/^5\.5\.5-(?=\d)/, ''),
  mariadb: /mariadb/i.test(told),
})

/** utf8mb4_0900_bin came with MySQL 8.0.17. */
const hasNopadBinary = (version: string): boolean => {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number)
  return major > 8 || (major === 8 && (minor > 0 || patch >= 17))
}

/** Text compares by code point and is not padded, everywhere. */
const collation = ({ version, mariadb }: ServerVersion): string =>
  mariadb ? 'utf8mb4_nopad_bin' : hasNopadBinary(version) ? 'utf8mb4_0900_bin' : 'utf8mb4_bin'

/**
 * What a session must be like, whatever the server's defaults are.
 *
 * A value that does not fit is an error, never cut or made zero; a zero in an identity column is a zero. Backslash stays the escape in literals, which patterns
 * count on. MariaDB: `SET a = b, b = a` swaps, as in standard SQL; ONLY_FULL_GROUP_BY is left out there, because it does
 * not know functional dependence and refuses correct queries.
 */
const sqlMode = ({ mariadb }: ServerVersion): string =>
  [
    'STRICT_TRANS_TABLES',
    'STRICT_ALL_TABLES',
    'NO_ZERO_IN_DATE',
    'NO_ZERO_DATE',
    'ERROR_FOR_DIVISION_BY_ZERO',
    'NO_ENGINE_SUBSTITUTION',
    'NO_AUTO_VALUE_ON_ZERO',
    mariadb ? 'SIMULTANEOUS_ASSIGNMENT' : 'ONLY_FULL_GROUP_BY',
  ].join(',')

/**
 * NAMES sets the collation of the client's character set too, which MariaDB gives to parameters: with
 * collation_connection alone, `? = ?` holds for 'a' and 'A' there.
 */
export const sessionSql = (server: ServerVersion): string =>
  `SET NAMES utf8mb4 COLLATE ${collation(server)}, time_zone = '+00:00', sql_mode = '${sqlMode(server)}', autocommit = 1, ` +
  // JSON_ARRAYAGG and GROUP_CONCAT are cut at this length, with a warning only. MariaDB takes 1 GB and makes it that.
  // Quotients of decimals count on four digits more; see arithmetic.ts.
  // A recursion that goes deeper stops with an error on MySQL, and with a warning only on MariaDB.
  `group_concat_max_len = 4294967295, div_precision_increment = 4, ${server.mariadb ? 'max_recursive_iterations' : 'cte_max_recursion_depth'} = 4294967295`

const greatestSigned = 2n ** 63n - 1n

const greatestUnsigned = 2n ** 64n - 1n

/**
 * An insert whose values are nothing but placeholders: each is only stored, so that a DOUBLE that holds a safe integer
 * is as good as a BIGINT. mysql2 3.24 spends 4.6 microseconds on a typed parameter and 0.05 on a plain number: 15 ms of
 * the 20 that an insert of 1,000 rows by 4 took on MariaDB.
 */
const storesOnly = (sql: string): boolean =>
  sql.startsWith('insert') &&
  /^insert into [^()]+\([^()]*\) values \((?:\?|default)(?:, ?(?:\?|default))*\)(?:, ?\((?:\?|default)(?:, ?(?:\?|default))*\))*[^?]*$/i.test(
    sql,
  )

/** What mysql2 sends a parameter as, or undefined for what is none. */
const bound = (types: Client['TypedParameter'], value: Encoded, stored: boolean): mysql.ExecuteValues | undefined => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      // mysql2 sends every number as DOUBLE: arithmetic would be inexact, and LIMIT refuses it on MySQL.
      if (!stored && Number.isSafeInteger(value)) return types.LONGLONG(value)
      return Number.isFinite(value) ? value : undefined
    case 'bigint':
      if (value >= -greatestSigned - 1n && value <= greatestSigned) return types.LONGLONG(value)
      return value >= 0n && value <= greatestUnsigned ? types.LONGLONG.unsigned(value) : types.NEWDECIMAL(String(value))
    case 'object':
      if (value === null) return null
      // Anything but a Buffer would go as text in the connection's character set.
      return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : undefined
    default:
      return undefined
  }
}

const encode = (types: Client['TypedParameter'], { sql, params }: Request): Either<OxbowError, Array<mysql.ExecuteValues>> => {
  const values = new Array<mysql.ExecuteValues>(params.length)
  const stored = storesOnly(sql)
  for (let index = 0; index < params.length; index++) {
    const value = bound(types, params[index] as Encoded, stored)
    if (value === undefined) return left(queryError(undefined, `parameter ${index + 1} is not a value that a driver takes`, { sql }))
    values[index] = value
  }
  return right(values)
}

/** A procedure answers several results: the first is the answer. */
const answerOf = (result: mysql.QueryResult, fields: unknown): Answer => {
  if (!Array.isArray(result)) return { rows: [], affected: result.affectedRows }
  const several = Array.isArray(fields) && Array.isArray(fields[0])
  // The types of mysql2 do not know rowsAsArray.
  const rows = (several ? result[0] : result) as unknown as Answer['rows']
  const affected = rows.length
  return affected === 0 || Array.isArray(rows[0])
    ? { rows, affected }
    : { rows: [], records: rows as unknown as ReadonlyArray<Record<string, unknown>>, affected }
}

type Columns = ReadonlyArray<mysql.FieldPacket> | undefined

/** Numbers of the protocol. */
const timestampType = 7
const datetimeType = 12
const textType = 253
const binary = 63

/**
 * Has some columns given as the protocol's bytes where they are of a date with a time. mysql2 makes their text digit by
 * digit, which took more than half of the time of a large read, and its Dates take the years 0 to 99 for 1900 to 1999.
 * It tells of the columns before it chooses how each is read, and binary text is handed over as it came. A version that
 * chooses earlier gives text, which the codecs read as well.
 */
const asBytes = (positions: ReadonlyArray<number>, columns: Columns): void => {
  for (const position of positions) {
    const column = columns?.[position]
    if (column?.columnType !== datetimeType && column?.columnType !== timestampType) continue
    column.columnType = textType
    column.characterSet = binary
  }
}

const datetimes = new WeakMap<Output, ReadonlyArray<number>>()

/** The positions of dates with a time. */
const datetimesOf = (output: Output): ReadonlyArray<number> => {
  const known = datetimes.get(output)
  if (known !== undefined) return known
  const names = output.columns.map(({ expression }) => expression.type.name)
  const positions = [...names.keys()].filter((index) => names[index] === 'timestamp' || names[index] === 'localTimestamp')
  datetimes.set(output, positions)
  return positions
}

const areNamed = (columns: Columns, output: Output): boolean =>
  columns?.length === output.columns.length && columns.every(({ name }, index) => name === output.columns[index]?.name)

/** A statement on its way, as mysql2 has it: its options decide how rows are read, until the columns are known. */
interface Command {
  readonly options?: { rowsAsArray?: boolean }
}

/**
 * Chooses how the rows of an output are read, when the server has told the columns: dates with a time as bytes, and rows as
 * records where the program's row is one and the columns have its keys.
 */
const readAs = (command: Command, columns: Columns, { output, takesRecords }: Request): void => {
  if (output === undefined) return
  asBytes(datetimesOf(output), columns)
  if (takesRecords === true && command.options !== undefined && areNamed(columns, output)) command.options.rowsAsArray = false
}

const dial = (network: typeof net, { host, port }: Config): net.Socket => {
  const socket = host.startsWith('/') ? network.connect({ path: host }) : network.connect({ host, port, noDelay: true })
  return socket.setKeepAlive(true, 60_000)
}

const openClient = (client: Client, config: Config, password: string | undefined, socket: net.Socket): mysql.Connection =>
  client.createConnection({
    host: config.host,
    user: config.user,
    ...(password === undefined ? {} : { password }),
    ...(config.database === undefined ? {} : { database: config.database }),
    ...(config.ssl ? { ssl: { verifyIdentity: true, ...config.tls() } } : {}),
    stream: socket,
    // Our own timer covers the session's statement too; 0 is none.
    connectTimeout: 0,
    charset: 'utf8mb4',
    timezone: 'Z',
    rowsAsArray: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    jsonStrings: true,
    multipleStatements: false,
    maxPreparedStatements: config.preparedStatements,
    // Affected rows are those that matched. A server may not ask for a local file, nor get spaces before brackets.
    flags: ['FOUND_ROWS', '-LOCAL_FILES', '-IGNORE_SPACE'],
    connectAttributes: { program_name: config.applicationName },
  })

/** Waits for the handshake, which tells the server's version. */
const shaken = (connection: mysql.Connection): Promise<ServerVersion> =>
  new Promise((resolve, reject) => {
    connection.once('error', reject)
    connection.once('connect', (handshake: { readonly serverVersion?: unknown }) => {
      connection.removeListener('error', reject)
      resolve(serverVersion(String(handshake.serverVersion)))
    })
  })

const setUp = (connection: mysql.Connection, server: ServerVersion): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.query(sessionSql(server), (error) => (error === null ? resolve() : reject(error)))
  })

/** Says goodbye, and waits a second at most for the server to hear it. */
const farewell = (connection: mysql.Connection): Promise<void> =>
  new Promise((resolve) => {
    const patience = setTimeout(resolve, 1000)
    connection.end(() => {
      clearTimeout(patience)
      resolve()
    })
  })

/** The prepared statement is not there (a proxy changed servers), or must be made anew: nothing was executed. */
const stale: ReadonlySet<unknown> = new Set([1243, 1615])

/**
 * Opens one connection.
 *
 * Answers ConnectionError `unreachable`, `authentication`, `database` or `client`, or Timeout of `connect` after
 * `connectTimeout`.
 */
export const openConnection = async (config: Config): Promise<Either<OxbowError, MysqlConnection>> => {
  const loaded = await load()
  if (isLeft(loaded)) return loaded
  const { client, network } = loaded.right
  const types = client.TypedParameter
  const limit = deadline(config)
  const password = await passwordFor(config, limit)
  if (isLeft(password)) {
    limit.stop()
    return password
  }
  const socket = dial(network, config)
  let dead = false
  let connection: mysql.Connection
  let server: ServerVersion
  try {
    connection = openClient(client, config, password.right, socket)
    // Without a listener an idle connection that is killed ends the process. What the client cannot go on from (packets
    // out of order) it reports here too, and the statement in progress is answered when the socket closes.
    connection.on('error', () => {
      dead = true
      socket.destroy()
    })
    server = await limit.within(shaken(connection))
    await limit.within(setUp(connection, server))
  } catch (error) {
    socket.destroy()
    return left(limit.expired() ?? classify(error, undefined))
  } finally {
    limit.stop()
  }

  const inTurn = takeTurns()
  let busy = false

  const execute = (request: Request, values: Array<mysql.ExecuteValues>): Promise<Either<unknown, Answer>> =>
    new Promise((resolve) => {
      const { sql, prepare } = request
      const done = (error: mysql.QueryError | null, result: mysql.QueryResult, fields: unknown): void =>
        resolve(error === null ? right(answerOf(result, fields)) : left(error))
      // Without parameters a statement that is not to be prepared goes as text: not all of them can be prepared.
      if (!prepare && values.length === 0) connection.query(sql, done)
      else {
        const command = connection.execute(sql, values, done)
        command.on('fields', (columns: Columns) => readAs(command as Command, columns, request))
      }
    })

  const send = async (request: Request): Promise<Either<OxbowError, Answer>> => {
    const { sql } = request
    if (dead) return left(connectionError('lost', 'the connection was lost before the statement was sent', { sql }))
    const values = encode(types, request)
    if (isLeft(values)) return values
    busy = true
    let answer = await execute(request, values.right)
    if (isLeft(answer) && stale.has((answer.left as { readonly errno?: unknown }).errno)) {
      connection.unprepare(sql)
      answer = await execute(request, values.right)
    }
    busy = false
    if (!isLeft(answer)) {
      if (!(request.prepare && config.prepare)) connection.unprepare(sql)
      return answer
    }
    if (endsSession(answer.left)) dead = true
    return left(classify(answer.left, sql))
  }

  return right({
    server,
    query: (request) => inTurn(() => send(request)),
    alive: () => !dead,
    worn: () => false,
    close: async () => {
      const polite = !dead && !busy
      dead = true
      if (polite) await farewell(connection)
      // Not connection.destroy(): it leaves a statement in progress without an answer.
      socket.destroy()
    },
  })
}

/**
 * Opens a pool with its first connection, so that an unreachable server or a wrong password is known at once.
 *
 * Answers what `openConnection` answers; later connections are opened when they are needed.
 */
export const openPool = async (config: Config): Promise<Either<OxbowError, { readonly pool: Pool; readonly server: ServerVersion }>> => {
  const first = await openConnection(config)
  if (isLeft(first)) return first
  return right({ pool: await serverPool(config, first.right, () => openConnection(config)), server: first.right.server })
}
