/** Words that the specs of pools, configs and drivers share. */
import net from 'node:net'

import { onTestFinished } from 'vitest'

import type { Either } from '../../lib/internal/either.js'
import type { Encoded } from '../../lib/render/dialect.js'
import type { Answer, Connection, Request } from '../../lib/run/connection.js'
import type { OxbowError } from '../../lib/run/errors.js'

export const statement = (sql: string, params: ReadonlyArray<Encoded> = [], prepare = true): Request => ({
  sql,
  params,
  prepare,
  int64: false,
})

export const rightOf = <A>(either: Either<OxbowError, A>): A => {
  if (either._tag === 'Right') return either.right
  throw new Error(`expected a Right: ${either.left._tag} ${either.left.message}`, { cause: either.left })
}

export const leftOf = <A>(either: Either<OxbowError, A>): OxbowError => {
  if (either._tag === 'Left') return either.left
  throw new Error(`expected a Left, got ${String(either.right)}`)
}

export const ask = async (connection: Connection, sql: string, params: ReadonlyArray<Encoded> = [], prepare = true): Promise<Answer> =>
  rightOf(await connection.query(statement(sql, params, prepare)))

export const refusal = async (
  connection: Connection,
  sql: string,
  params: ReadonlyArray<Encoded> = [],
  prepare = true,
): Promise<OxbowError> => leftOf(await connection.query(statement(sql, params, prepare)))

/** The statement that is expected to wait, already on its way. */
export const begun = async <A>(work: Promise<A>): Promise<{ readonly work: Promise<A> }> => {
  await new Promise((resolve) => setTimeout(resolve, 100))
  return { work }
}

/** Waits until something holds, for what a server does in its own time. */
export const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 200 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 10))
}

export interface Listener {
  readonly port: number
}

/** A server on a port of its own, closed with the test. */
export const listen = async (serve: (socket: net.Socket) => void): Promise<Listener> => {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return { port: typeof address === 'object' && address !== null ? address.port : 0 }
}

export interface Proxy extends Listener {
  /** Ends what goes through: politely, or as when a cable is cut. */
  readonly cut: (how: 'end' | 'reset') => void
}

/** Passes bytes on to a server, altered where it is told to, until it is cut. */
export const proxy = async (
  target: { readonly host: string; readonly port: number },
  alter: (sent: Buffer) => Buffer = (sent) => sent,
): Promise<Proxy> => {
  const clients = new Set<net.Socket>()
  const listener = await listen((client) => {
    clients.add(client)
    const upstream = net.connect(target)
    upstream.on('error', () => client.destroy())
    client.on('close', () => upstream.destroy())
    client.on('data', (sent: Buffer) => upstream.write(alter(sent)))
    upstream.pipe(client)
  })
  return {
    ...listener,
    cut: (how) => {
      for (const client of clients) {
        if (how === 'reset') client.resetAndDestroy()
        else client.destroy()
      }
    },
  }
}
