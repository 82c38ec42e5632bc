import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf, isoText } from '../../lib/internal/instant.js'

const instants = fc.date({ min: new Date('0001-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })

describe('instants as text', () => {
  it('are written as toISOString writes them', () => {
    fc.assert(
      fc.property(instants, (date) => {
        expect(isoText(date)).toBe(date.toISOString())
      }),
    )
  })

  it('are read as they were written, with a T or a space, whatever way UTC is said', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom('Z', '+00', '+00:00', ''), fc.constantFrom('T', ' '), (date, zone, separator) => {
        const text = date.toISOString().slice(0, -1).replace('T', separator)
        expect(dateOf(text + zone)).toEqual(date)
      }),
    )
  })

  it.each([
    ['2026-11-22 15:30:00', '2026-11-22T15:30:00.000Z'],
    ['2026-11-22 15:30:00.5+00', '2026-11-22T15:30:00.500Z'],
    ['2026-11-22T15:30:00.123456Z', '2026-11-22T15:30:00.123Z'],
    ['0044-03-15 00:00:00+00', '0044-03-15T00:00:00.000Z'],
  ])('%s is read', (text, iso) => {
    expect(dateOf(text).toISOString()).toBe(iso)
  })

  it.each([
    '',
    'now',
    '2026-11-22',
    '2026-11-22 15:30:00+01',
    '2026-11-22 15:30:00+1',
    '2026-11-22 15:30:00+02:00',
    '0044-03-15 00:00:00+00 BC',
    '2026-11-22 15:30:00X',
    'infinity',
    '-974-11-22T10:00:00.000Z',
    '0000-11-22T10:00:00.000Z',
    '0000-00-00 00:00:00',
    '2026-11-00 00:00:00',
    '2026-00-22 00:00:00',
  ])('%j is none', (text) => {
    expect(dateOf(text).getTime()).toBeNaN()
  })
})
