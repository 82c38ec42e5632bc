import { MysqlDialect } from 'kysely'
import { createPool } from 'mysql2'
import mysql from 'mysql2/promise'

import { connectMariadb } from '../../lib/mysql/index.js'
import { drizzleMysql } from './drizzle-mysql.js'
import { kysely } from './kysely.js'
import { oxbow, setUp } from './oxbow.js'
import { rawMysql } from './raw-mysql.js'
import { type Engine, poolSize } from './workloads.js'

const database = `oxbow_bench_${process.pid}`

export const openMariadb = async (): Promise<Engine> => {
  const url = process.env['OXBOW_MARIADB_URL'] ?? 'mysql://root@127.0.0.1:3306/'
  const admin = await mysql.createConnection(url)
  await admin.query(`create database ${database} character set utf8mb4`)
  const own = new URL(url)
  own.pathname = `/${database}`
  const opened = await connectMariadb({ url: own.href, max: poolSize })()
  if (opened._tag === 'Left') throw opened.left
  await setUp(opened.right)
  await admin.query(`use ${database}`)
  const contestants = [
    oxbow(opened.right),
    rawMysql(own.href),
    // Its helper that nests rows casts to a type that MariaDB does not have.
    kysely(new MysqlDialect({ pool: createPool({ uri: own.href, connectionLimit: poolSize }) }), undefined),
    drizzleMysql(own.href),
  ]
  return {
    name: 'MariaDB',
    contestants,
    reset: () => admin.query('truncate table log'),
    close: async () => {
      for (const contestant of contestants) await contestant.close()
      await admin.query(`drop database ${database}`)
      await admin.end()
    },
  }
}
