import { describe, expect, it } from 'vitest'
import { array, from, insertInto, integer, json, localTimestamp, table, text, timestamp } from '../../lib/index.js'
import { isLeft } from '../../lib/internal/either.js'
import { postgres } from '../../lib/postgres/index.js'
import { outputOfRows } from '../../lib/plan/output.js'
import { queryNode } from '../../lib/query/query.js'
import { compileNode } from '../../lib/render/compile.js'
import { decoderOf } from '../../lib/render/decode.js'

const notes = table('notes', { id: integer({ primaryKey: true }), doc: json({ nullable: true }), words: array(text(), { nullable: true }) })

const refusal = (row: object): string | undefined => {
  const made = compileNode(postgres, queryNode(insertInto(notes)({ id: 1, ...row } as never)))
  return isLeft(made) ? made.left.message : undefined
}

describe('NUL', () => {
  it.each([{ doc: 'a\0' }, { doc: { a: ['b', { c: '\0' }] } }, { doc: { 'a\0': 1 } }, { doc: ['\\\0'] }])('refuses %j in json', (row) => {
    expect(refusal(row)).toBe('notes.doc: PostgreSQL cannot store NUL in jsonb')
  })

  it.each([{ doc: '\\u0000' }, { doc: { '\\u0000': ['a\\\\u0000'] } }, { doc: null }, { doc: [null, true, 1] }])(
    'takes %j in json',
    (row) => {
      expect(refusal(row)).toBeUndefined()
    },
  )

  it('refuses it in the elements of an array', () => {
    expect(refusal({ words: ['a', null, 'b\0'] })).toBe('notes.words: PostgreSQL cannot store NUL in text')
    expect(refusal({ words: ['a', null] })).toBeUndefined()
  })
})

describe('years before 1', () => {
  const times = table('times', { at: timestamp(), fine: timestamp({ precision: 6 }), local: localTimestamp() })
  const { decode } = decoderOf(postgres, outputOfRows(queryNode(from(times)) as never))
  const now = ['2026-11-22 15:30:00.5+00', '2026-11-22 15:30:00.5+00', '2026-11-22 15:30:00.5']

  it('reads instants as the server and as JSON have them', () => {
    const read = { at: new Date('2026-11-22T15:30:00.500Z'), fine: '2026-11-22T15:30:00.500000Z', local: '2026-11-22 15:30:00.500' }
    expect(decode(now)).toEqual(read)
    expect(decode(['2026-11-22T15:30:00.5+00:00', '2026-11-22T15:30:00.5+00:00', '2026-11-22T15:30:00.5'])).toEqual(read)
  })

  it.each([
    [0, '0044-03-15 00:00:00+00 BC'],
    [0, '0044-03-15 00:00:00.123456+00 BC'],
    [0, '2026-11-22 15:30:00+01'],
    [0, 'infinity'],
    [1, '0044-03-15 00:00:00+00 BC'],
    [1, 'infinity'],
    [2, '0044-03-15 00:00:00 BC'],
    [2, '-infinity'],
  ])('refuses column %i as %s', (index, wire) => {
    expect(() => decode(now.with(index, wire))).toThrow(expect.objectContaining({ _tag: 'CodecError' }))
  })
})
