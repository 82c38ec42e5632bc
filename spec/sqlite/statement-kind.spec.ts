import { expect, it } from 'vitest'
import { statementKind, type StatementKind } from '../../lib/sqlite/statement-kind.js'

const cases: ReadonlyArray<readonly [sql: string, kind: StatementKind]> = [
  ['select 1', 'read'],
  ['values (1)', 'read'],
  ['with a as (select 1) values (1)', 'read'],
  ['pragma user_version = 1', 'other'],
  ['', 'other'],
  ['-- insert', 'other'],
  ['INSERT INTO t VALUES (1)', 'write'],
  ['replace into t values (1)', 'write'],
  ['/* users.create */ insert into t values (1)', 'write'],
  ['-- who\n  Update t set a = 1', 'write'],
  ['delete from t', 'write'],
  ['create table t (a)', 'other'],
  ['explain insert into t values (1)', 'other'],
  ['with a as (select 1) select * from a', 'read'],
  ['with a as (select 1), b(x) as (values (1)) insert into t select * from a', 'write'],
  ['with a as materialized (select 1) update t set a = 1', 'write'],
  ['with "insert" as (select \')\'), `delete` as (select 2), [update] as (select 3) select 1', 'read'],
  ["with a as (select 'it''s (') delete from t", 'write'],
  ['with recursive a as (select 1 /* ) insert */) select 1', 'read'],
  ['with a as (select 1)', 'other'],
  ['begin', 'begin'],
  ['BEGIN IMMEDIATE', 'begin'],
  ['savepoint s', 'begin'],
  ['release s', 'other'],
  ['commit', 'commit'],
  ['end transaction', 'commit'],
  ['rollback', 'rollback'],
  ['rollback transaction', 'rollback'],
  ['rollback to s', 'other'],
  ['rollback transaction to savepoint s', 'other'],
]

it.each(cases)('%s: %s', (sql, kind) => {
  expect(statementKind(sql)).toBe(kind)
})
