import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'

import { connect } from '../../lib/postgres/index.js'
import { drizzlePostgres } from './drizzle-postgres.js'
import { kysely } from './kysely.js'
import { oxbow, setUp } from './oxbow.js'
import { rawPostgres } from './raw-postgres.js'
import { type Engine, poolSize } from './workloads.js'

const database = `oxbow_bench_${process.pid}`

export const openPostgres = async (): Promise<Engine> => {
  const url = process.env['OXBOW_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const admin = postgres(url, { max: 1, onnotice: () => undefined })
  await admin.unsafe(`create database ${database}`)
  // What a disk needs to make a commit durable would hide what a library needs.
  await admin.unsafe(`alter database ${database} set synchronous_commit = off`)
  const own = new URL(url)
  own.pathname = `/${database}`
  const opened = await connect({ url: own.href, max: poolSize })()
  if (opened._tag === 'Left') throw opened.left
  await setUp(opened.right)
  const client = postgres(own.href, { max: 1, onnotice: () => undefined })
  await client`analyze`
  const contestants = [
    oxbow(opened.right),
    rawPostgres(own.href),
    kysely(new PostgresJSDialect({ postgres: postgres(own.href, { max: poolSize }) }), 'postgres'),
    drizzlePostgres(own.href),
  ]
  return {
    name: 'PostgreSQL',
    contestants,
    reset: () => client`truncate log`,
    close: async () => {
      for (const contestant of contestants) await contestant.close()
      await client.end()
      await admin.unsafe(`drop database ${database} with (force)`)
      await admin.end()
    },
  }
}
