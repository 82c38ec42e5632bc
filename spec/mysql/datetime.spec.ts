import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOfBytes, isPacked, textOfBytes } from '../../lib/mysql/datetime.js'
import { packed } from './support.js'

const instants = fc.date({ min: new Date('0001-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })

const packedOf = (date: Date, micros: number): Uint8Array =>
  packed(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds() * 1000 + micros,
  )

describe('a date with a time as the protocol has it', () => {
  it('is the Date that it says, without what is finer than a millisecond', () => {
    fc.assert(
      fc.property(instants, fc.nat(999), (date, micros) => {
        expect(dateOfBytes(packedOf(date, micros))).toEqual(date)
      }),
    )
  })

  it('is the text that it says', () => {
    fc.assert(
      fc.property(instants, (date) => {
        const whole = date.toISOString().slice(0, 19).replace('T', ' ')
        const fraction = date
          .toISOString()
          .slice(19, 23)
          .replace(/\.?0+$/, '')
        expect(textOfBytes(packedOf(date, 0))).toBe(whole + fraction)
      }),
    )
  })

  it.each([
    [packed(2026, 11, 22, 15, 30, 7, 123_456), '2026-11-22 15:30:07.123456'],
    [packed(2026, 11, 22, 15, 30, 7, 1), '2026-11-22 15:30:07.000001'],
    [packed(44, 3, 15, 12), '0044-03-15 12:00:00'],
    [packed(2026, 11, 22), '2026-11-22 00:00:00'],
    [packed(), '0000-00-00 00:00:00'],
  ])('%j is %s', (bytes, text) => {
    expect(textOfBytes(bytes)).toBe(text)
  })

  it.each([packed(), packed(2026, 11, 0, 12), packed(2026, 0, 22)])('%j is no Date', (bytes) => {
    expect(dateOfBytes(bytes).getTime()).toBeNaN()
  })

  it('is neither text nor the bytes of a text', () => {
    expect(['2026-11-22', Buffer.from('2026-11-22 00:00:00'), packed()].map(isPacked)).toEqual([false, false, true])
  })
})
