/**
 * Drops a database of a server that is not ours, as soon as whoever started this process is done with it or was killed.
 *
 *     node drop.js '{"client": "postgres" | "mysql", "url": …, "statements": […]}'
 *
 * The starter holds our standard input, as with keep.js.
 */
const { client, url, statements } = JSON.parse(process.argv[2])

const runPostgres = async () => {
  const { default: postgres } = await import('postgres')
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined })
  for (const statement of statements) await sql.unsafe(statement)
  await sql.end({ timeout: 1 })
}

const runMysql = async () => {
  const { default: mysql } = await import('mysql2/promise')
  const connection = await mysql.createConnection({ uri: url, connectTimeout: 5000 })
  for (const statement of statements) await connection.query(statement)
  await connection.end()
}

const drop = async () => {
  const late = setTimeout(() => process.exit(1), 30_000)
  try {
    await (client === 'postgres' ? runPostgres() : runMysql())
  } catch (error) {
    console.error(`a database was left behind: ${error.message}`)
    process.exitCode = 1
  }
  clearTimeout(late)
}

process.stdin.resume()
process.stdin.on('error', () => undefined)
process.stdin.once('close', () => void drop())
