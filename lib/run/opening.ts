/** What opening a connection needs whatever the server: one time limit over all its steps, and the password of the moment. */
import type { Either } from '../internal/either.js'
import { left, right } from '../internal/either.js'
import type { Config } from './config.js'
import { connectionError, timeout } from './errors.js'
import type { OxbowError } from './errors.js'

export interface Deadline {
  /** The work's own outcome, or a rejection when time is up first. */
  readonly within: <A>(work: Promise<A>) => Promise<A>
  /** The answer when time is up, undefined before. */
  readonly expired: () => OxbowError | undefined
  /** To be called at the end of the work, so that no timer holds the process. */
  readonly stop: () => void
}

/** A limit of `connectTimeout` that begins now. */
export const deadline = ({ host, connectTimeout }: Config): Deadline => {
  let error: OxbowError | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      error = timeout('connect', `no connection to ${host} within ${connectTimeout} ms`)
      reject(new Error(error.message))
    }, connectTimeout)
  })
  // Between two steps nobody waits for it.
  late.catch(() => undefined)
  return { within: (work) => Promise.race([work, late]), expired: () => error, stop: () => clearTimeout(timer) }
}

/**
 * Asks for the password. The clients could ask themselves, but a rejection inside postgres.js is caught by nobody and
 * ends the process.
 */
export const passwordFor = async ({ password }: Config, limit: Deadline): Promise<Either<OxbowError, string | undefined>> => {
  try {
    return right(await limit.within(Promise.resolve(password())))
  } catch (cause) {
    return left(limit.expired() ?? connectionError('authentication', 'the function that gives the password failed', { cause }))
  }
}
