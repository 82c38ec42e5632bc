/**
 * A database file, read whole and written whole: to a temporary file beside it, synchronised, and renamed over it. So
 * whatever fails, the file holds what it held before or all that is new.
 *
 * There is no lock: two processes must not use one file at a time. A file that another process changed since it was read is
 * not overwritten.
 */
import type * as Promises from 'node:fs/promises'
import { left, right, type Either } from '../internal/either.js'
import { connectionError, type OxbowError } from '../run/errors.js'

/** The functions of node:fs/promises that are used: a spec makes them fail. */
export interface FileSystem extends Pick<typeof Promises, 'access' | 'open' | 'realpath' | 'rename' | 'stat' | 'unlink'> {
  readonly readFile: (path: string) => Promise<Uint8Array>
}

export interface DatabaseFile {
  /** The whole path of the file, links followed. */
  readonly path: string
  /**
   * Replaces the file's contents. Errors: ConnectionError `database`, and the file is as it was. They say `sent`, because
   * what was to be written has been committed in memory: to run the program again would do it twice.
   */
  readonly write: (bytes: Uint8Array) => Promise<Either<OxbowError, void>>
}

export interface OpenedFile {
  readonly file: DatabaseFile
  /** Undefined where there is no file yet. */
  readonly contents: Uint8Array | undefined
}

/** What tells that a file is the one that was read: its number, size in bytes and time of change in nanoseconds. */
interface Stamp {
  readonly ino: bigint
  readonly size: bigint
  readonly mtimeNs: bigint
}

const same = (one: Stamp | undefined, other: Stamp | undefined): boolean =>
  one?.ino === other?.ino && one?.size === other?.size && one?.mtimeNs === other?.mtimeNs

const codeOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined

const refused = (path: string, what: string, from: Parameters<typeof connectionError>[2] = {}): OxbowError =>
  connectionError('database', `database file ${JSON.stringify(path)}: ${what}`, from)

const failed = (path: string, cause: unknown, sent: boolean): OxbowError =>
  refused(path, cause instanceof Error ? cause.message : String(cause), { cause, sent })

/** Undefined where `what` is not there; other failures are thrown. */
const present = async <A>(what: Promise<A>): Promise<A | undefined> => {
  try {
    return await what
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined
    throw thrown
  }
}

/** What a file system answers that has no synchronising of directories, Windows among them. */
const unsupported: ReadonlySet<string | undefined> = new Set(['EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM', 'EACCES'])

/** Makes a rename last through a loss of power. */
const syncDirectory = async (system: FileSystem, directory: string): Promise<void> => {
  try {
    const handle = await system.open(directory, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    if (!unsupported.has(codeOf(thrown))) throw thrown
  }
}

/**
 * The journal that another program left beside the file, if any: it holds part of the data, which sql.js cannot read, and
 * would be applied to what we write.
 */
const journalBeside = async (system: FileSystem, path: string): Promise<string | undefined> => {
  for (const suffix of ['-wal', '-journal']) {
    const found = await present(system.stat(path + suffix))
    if (found !== undefined && found.size > 0) return path + suffix
  }
  return undefined
}

const journalError = (path: string, journal: string, sent: boolean): OxbowError =>
  refused(path, `another program uses it, or did not end well: there is ${JSON.stringify(journal)}`, { sent })

/** Writes and synchronises a new file; gives its stamp, which a rename keeps. */
const writeNew = async (system: FileSystem, path: string, bytes: Uint8Array, mode: number | undefined): Promise<Stamp> => {
  const handle = await system.open(path, 'wx')
  try {
    if (mode !== undefined) await handle.chmod(mode)
    await handle.writeFile(bytes)
    await handle.sync()
    return await handle.stat({ bigint: true })
  } finally {
    await handle.close()
  }
}

const databaseFile = (system: FileSystem, path: string, directory: string, separator: string, read: Stamp | undefined): DatabaseFile => {
  let known = read
  const replace = async (temporary: string, bytes: Uint8Array): Promise<Either<OxbowError, void>> => {
    const current = await present(system.stat(path, { bigint: true }))
    if (!same(current, known)) return left(refused(path, 'it was changed by another program since it was read', { sent: true }))
    const journal = await journalBeside(system, path)
    if (journal !== undefined) return left(journalError(path, journal, true))
    // A rename needs no right to the file it replaces: a file kept from writing stays as it is.
    if (current !== undefined) await system.access(path, 2)
    const written = await writeNew(system, temporary, bytes, current === undefined ? undefined : Number(current.mode) & 0o7777)
    await system.rename(temporary, path)
    known = written
    await syncDirectory(system, directory)
    return right(undefined)
  }
  return {
    path,
    write: async (bytes) => {
      const temporary = `${directory}${separator}.oxbow-${globalThis.crypto.randomUUID()}.tmp`
      try {
        return await replace(temporary, bytes)
      } catch (thrown) {
        await system.unlink(temporary).catch(() => undefined)
        return left(failed(path, thrown, true))
      }
    },
  }
}

/**
 * Opens a database file and reads it. A missing file is a new database; its directory must be there.
 *
 * Errors: ConnectionError `database` that names the file; `client` where there is no file system.
 */
export const openFile = async (file: string, system?: FileSystem): Promise<Either<OxbowError, OpenedFile>> => {
  let modules: readonly [typeof import('node:fs/promises'), typeof import('node:path')]
  try {
    modules = await Promise.all([import('node:fs/promises'), import('node:path')])
  } catch (cause) {
    return left(connectionError('client', `database file ${JSON.stringify(file)}: there is no file system here`, { cause }))
  }
  const [promises, { basename, dirname, join, resolve, sep }] = modules
  const files = system ?? promises
  try {
    // Links are followed, so that a rename replaces the file and not the link to it.
    const path = (await present(files.realpath(file))) ?? join(await files.realpath(dirname(resolve(file))), basename(file))
    const found = await present(files.stat(path, { bigint: true }))
    if (found !== undefined && !found.isFile()) return left(refused(path, 'it is not a file'))
    const journal = await journalBeside(files, path)
    if (journal !== undefined) return left(journalError(path, journal, false))
    const contents = found === undefined ? undefined : await files.readFile(path)
    return right({ file: databaseFile(files, path, dirname(path), sep, found), contents })
  } catch (thrown) {
    return left(failed(file, thrown, false))
  }
}
